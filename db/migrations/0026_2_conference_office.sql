-- What the office that holds conferences does: bodies, by-laws, roster, sittings, items, calls, the room on the day. Documents
-- go in and come out as JSON; src/support-conference/*-contract.ts says their shapes. Nobody's affairs stand in any of it.

create function sec.require_conference_staff() returns app.users
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not (sec.is_conference_office() or (sec.tenant() is not null and sec.is_case_worker())) then
    raise exception 'conference-missing' using errcode = 'TM404';
  end if;
  return sec.speaker();
end $$;

create function sec.require_conference_office() returns app.users
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not sec.is_conference_office() then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  return sec.speaker();
end $$;

-- The newest edition that is in force today; before the first is, the first.
create function sec.by_laws_now(the_tenant uuid, body uuid) returns app.conference_by_laws
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l from app.conference_by_laws l where l.tenant_id = the_tenant and l.body_id = body
   order by l.valid_from <= sec.today() desc, case when l.valid_from <= sec.today() then l.edition else -l.edition end desc
   limit 1 $$;

create function sec.body_row(b app.conference_bodies) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('id', b.id, 'name', b.name, 'edition', l.edition, 'validFrom', l.valid_from, 'heldBy', o.name,
      'own', b.tenant_id = sec.tenant(), 'byLaws', l.terms, 'towns', (select coalesce(jsonb_agg(jsonb_build_object('code', c,
        'name', coalesce((select a.full_name from app.areas a where a.code = c), c)) order by c), '[]') from unnest(b.towns) c),
      'members', (select count(*) from app.conference_members m where m.tenant_id = b.tenant_id and m.body_id = b.id
        and sec.sits_today(m)),
      'unsigned', (select count(*) from app.conference_members m where m.tenant_id = b.tenant_id and m.body_id = b.id
        and sec.sits_today(m) and not sec.acknowledged(m, l.secrecy_version)))
    from sec.by_laws_now(b.tenant_id, b.id) l, app.organizations o where o.id = b.held_by $$;

-- A town without a welfare office finds the body of its prefecture here; its roster is the prefecture's.
create function sec.conference_bodies() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.require_conference_staff(); code text;
begin
  select t.municipality_code into code from app.tenants t where t.id = u.tenant_id;
  return (select coalesce(jsonb_agg(sec.body_row(b) order by b.tenant_id = u.tenant_id desc, b.name), '[]')
    from app.conference_bodies b where b.tenant_id = u.tenant_id or code = any (b.towns));
end $$;

create function sec.conference_body(body uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.require_conference_staff(); b app.conference_bodies;
begin
  select * into b from app.conference_bodies x where x.tenant_id = u.tenant_id and x.id = body;
  if not found then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  return sec.body_row(b) || jsonb_build_object(
    'editions', (select jsonb_agg(jsonb_build_object('edition', l.edition, 'validFrom', l.valid_from, 'by', w.display_name)
        order by l.edition desc) from app.conference_by_laws l join app.users w on w.id = l.written_by
      where l.tenant_id = b.tenant_id and l.body_id = b.id),
    'organizations', (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.name), '[]')
      from app.organizations o where o.tenant_id = b.tenant_id or o.kind = 'related-body' and o.tenant_id is null and exists
        (select 1 from app.conference_members m where m.tenant_id = b.tenant_id and m.organization_id = o.id)),
    'roster', (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'version', m.version, 'name', m.name,
        'organization', o.name, 'organizationId', o.id, 'kind', m.kind, 'seat', m.seat, 'office', m.office, 'hasAccount',
        m.user_id is not null, 'since', m.since, 'leftOn', m.left_on, 'signed', sec.acknowledged(m, n.secrecy_version),
        'secrecy', (select coalesce(jsonb_agg(jsonb_build_object('version', a.version, 'signedOn', a.signed_on, 'way', a.way)
          order by a.version desc), '[]') from app.secrecy_acknowledgements a
          where a.tenant_id = m.tenant_id and a.member_id = m.id)) order by m.left_on is not null, m.office, m.kind, m.name), '[]')
      from app.conference_members m join app.organizations o on o.id = m.organization_id,
        sec.by_laws_now(b.tenant_id, b.id) n where m.tenant_id = b.tenant_id and m.body_id = b.id));
end $$;

create function sec.write_by_laws(b app.conference_bodies, the_edition integer, p jsonb) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into app.conference_by_laws (tenant_id, body_id, edition, valid_from, terms, days_before, days_after,
      retention_years, secrecy_version, written_by)
    values (b.tenant_id, b.id, the_edition, (p ->> 'validFrom')::date, p -> 'byLaws', (p -> 'byLaws' ->> 'daysBefore')::smallint,
      (p -> 'byLaws' ->> 'daysAfter')::smallint, (p -> 'byLaws' ->> 'retentionYears')::smallint,
      p -> 'byLaws' ->> 'secrecyVersion', sec.user_id()) $$;

-- p: {id, name, validFrom, towns, byLaws}; the same id again changes nothing.
create function sec.create_conference_body(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.require_conference_office(); b app.conference_bodies;
begin
  perform sec.require_role(array['municipal_officer']);
  insert into app.conference_bodies (tenant_id, id, name, held_by, towns, created_by)
    values (u.tenant_id, (p ->> 'id')::uuid, p ->> 'name', u.organization_id,
      array(select jsonb_array_elements_text(p -> 'towns')), u.id) on conflict do nothing returning * into b;
  if b.id is not null then
    perform sec.write_by_laws(b, 1, p);
    perform audit.append(b.tenant_id, u.id, 'conference.body-created', null, b.id, '{}');
  end if;
  return (p ->> 'id')::uuid;
end $$;

-- p: {id, edition, validFrom, byLaws}: `edition` is the one that was read.
create function sec.change_by_laws(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.require_conference_office(); b app.conference_bodies; newest integer;
begin
  perform sec.require_role(array['municipal_officer']);
  select * into b from app.conference_bodies x where x.tenant_id = u.tenant_id and x.id = (p ->> 'id')::uuid for update;
  if not found then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  select max(l.edition) into newest from app.conference_by_laws l where l.tenant_id = b.tenant_id and l.body_id = b.id;
  if newest <> (p ->> 'edition')::integer then raise exception 'version-conflict' using errcode = 'TM409'; end if;
  perform sec.write_by_laws(b, newest + 1, p);
  perform audit.append(b.tenant_id, u.id, 'conference.by-laws-changed', null, b.id, jsonb_build_object('edition', newest + 1));
  return b.id;
end $$;

-- The organisation that the ledger will name: that of the account, one that stands, or a new one without accounts.
create function sec.organization_of_member(u app.users, p jsonb, account app.users) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o uuid;
begin
  if account.id is not null then return account.organization_id; end if;
  if p -> 'organization' ->> 'id' is not null then
    select x.id into o from app.organizations x where x.id = (p -> 'organization' ->> 'id')::uuid and x.tenant_id = u.tenant_id;
    if not found then raise exception 'organization-missing' using errcode = 'TM422'; end if;
    return o;
  end if;
  if p -> 'organization' ->> 'name' is null then raise exception 'organization-missing' using errcode = 'TM422'; end if;
  select x.id into o from app.organizations x where x.tenant_id = u.tenant_id and x.kind = 'related-body'
    and x.name = p -> 'organization' ->> 'name';
  if found then return o; end if;
  insert into app.organizations (id, tenant_id, code, name, kind, legal_kind)
    values ((p ->> 'newOrganizationId')::uuid, u.tenant_id, 'related-' || substr(md5(p ->> 'newOrganizationId'), 1, 16),
      p -> 'organization' ->> 'name', 'related-body', case when p ->> 'kind' in ('host-office', 'city-section',
      'public-assistance', 'education', 'welfare-commissioner') then 'municipal-body' else 'private-business' end)
    returning id into o;
  return o;
end $$;

-- p: {id, bodyId, name, kind, seat, office, since, login?, organization?, newOrganizationId}
create function sec.add_conference_member(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.require_conference_office(); b app.conference_bodies; account app.users;
begin
  select * into b from app.conference_bodies x where x.tenant_id = u.tenant_id and x.id = (p ->> 'bodyId')::uuid for update;
  if not found then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  if exists (select 1 from app.conference_members m where m.tenant_id = b.tenant_id and m.id = (p ->> 'id')::uuid) then
    return b.id;
  end if;
  if p ->> 'login' is not null then
    select x.* into account from app.users x join app.organizations o on o.id = x.organization_id
     where x.login_name = split_part(p ->> 'login', '@', 1) and o.code = split_part(p ->> 'login', '@', 2)
       and x.disabled_at is null and x.plane in ('welfare', 'utility');
    if not found then raise exception 'account-unknown' using errcode = 'TM422'; end if;
    -- Whoever keeps accounts and nothing else has no part in what is spoken about.
    if account.roles <@ array['tenant_admin', 'utility_admin'] then
      raise exception 'administrators-have-no-seat' using errcode = 'TM422';
    end if;
  end if;
  insert into app.conference_members (tenant_id, id, body_id, user_id, organization_id, name, kind, seat, office, since, added_by)
    values (b.tenant_id, (p ->> 'id')::uuid, b.id, account.id, sec.organization_of_member(u, p, account), p ->> 'name',
      p ->> 'kind', p ->> 'seat', p ->> 'office', (p ->> 'since')::date, u.id);
  perform audit.append(b.tenant_id, u.id, 'conference.member-added', null, (p ->> 'id')::uuid, jsonb_build_object('kind', p ->> 'kind'));
  return b.id;
exception when unique_violation then raise exception 'sits-already' using errcode = 'TM422';
end $$;

create function sec.member_to_change(member uuid) returns app.conference_members
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare m app.conference_members;
begin
  perform sec.require_conference_office();
  select * into m from app.conference_members x where x.tenant_id = sec.tenant() and x.id = member for update;
  if not found then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  return m;
end $$;

-- p: {id, version, name, kind, seat, office, since}. Another kind means another need to know: what lies open is handed anew.
create function sec.change_conference_member(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare m app.conference_members := sec.member_to_change((p ->> 'id')::uuid);
begin
  if m.version <> (p ->> 'version')::integer then raise exception 'version-conflict' using errcode = 'TM409'; end if;
  update app.conference_members x set name = p ->> 'name', kind = p ->> 'kind', seat = p ->> 'seat', office = p ->> 'office',
    since = (p ->> 'since')::date, version = x.version + 1 where x.tenant_id = m.tenant_id and x.id = m.id;
  if m.kind <> p ->> 'kind' then perform sec.close_packs_of_member(m, 'replaced'); end if;
  perform audit.append(m.tenant_id, sec.user_id(), 'conference.member-changed', null, m.id, '{}');
  return m.body_id;
exception when unique_violation then raise exception 'sits-already' using errcode = 'TM422';
end $$;

create function sec.close_packs_of_member(m app.conference_members, because text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  select sec.close_packs(m.tenant_id, array(select p.id from app.conference_packs p
      join app.conference_calls c on c.tenant_id = p.tenant_id and c.id = p.call_id
     where c.tenant_id = m.tenant_id and c.member_id = m.id and p.closed_at is null), because) $$;

-- p: {id, leftOn}. Bound to secrecy as before (Art. 9(5)); nothing is open any more from this moment.
create function sec.end_conference_membership(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare m app.conference_members := sec.member_to_change((p ->> 'id')::uuid);
begin
  if m.left_on is not null then return m.body_id; end if;
  if (p ->> 'leftOn')::date > sec.today() then raise exception 'leaves-later' using errcode = 'TM422'; end if;
  update app.conference_members x set left_on = greatest((p ->> 'leftOn')::date, x.since), version = x.version + 1
   where x.tenant_id = m.tenant_id and x.id = m.id;
  perform sec.close_packs_of_member(m, 'left');
  perform audit.append(m.tenant_id, sec.user_id(), 'conference.member-left', null, m.id, '{}');
  return m.body_id;
end $$;

create function sec.acknowledge(m app.conference_members, the_version text, how jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.secrecy_acknowledgements (tenant_id, member_id, version, signed_on, way, sitting_id, recorded_by)
    values (m.tenant_id, m.id, the_version, (how ->> 'signedOn')::date, how ->> 'way', (how ->> 'sittingId')::uuid, sec.user_id())
    on conflict do nothing;
  if found then
    perform audit.append(m.tenant_id, sec.user_id(), 'conference.secrecy-acknowledged', null, m.id,
      jsonb_build_object('version', the_version, 'way', how ->> 'way'));
  end if;
end $$;

-- p: {id, version, signedOn, way}
create function sec.record_secrecy(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare m app.conference_members := sec.member_to_change((p ->> 'id')::uuid);
begin
  if (p ->> 'signedOn')::date > sec.today() then raise exception 'signed-later' using errcode = 'TM422'; end if;
  perform sec.acknowledge(m, p ->> 'version', p - 'id' - 'version');
  return m.body_id;
end $$;

do $$
declare f record; grants text[] := array['conference_bodies', 'conference_body', 'create_conference_body', 'change_by_laws',
  'add_conference_member', 'change_conference_member', 'end_conference_membership', 'record_secrecy'];
begin
  for f in select p.oid::regprocedure as name, p.proname from pg_proc p
      where p.pronamespace = 'sec'::regnamespace and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f.name);
    execute format('revoke all on function %s from public', f.name);
    if f.proname = any (grants) then execute format('grant execute on function %s to app_welfare', f.name); end if;
  end loop;
end $$;
