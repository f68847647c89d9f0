-- Sittings, their items, who is called to each, and the room on the day. The agenda tells number and topic of a case and no
-- more; what is said about somebody stands in papers and packs (0026_5).

create function sec.sitting_of(the_sitting uuid) returns app.conference_sittings
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s app.conference_sittings;
begin
  perform sec.require_conference_staff();
  select * into s from app.conference_sittings x where x.tenant_id = sec.tenant() and x.id = the_sitting;
  if not found then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  return s;
end $$;

create function sec.people_due(s app.conference_sittings) returns setof app.conference_members
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m from app.conference_members m where m.tenant_id = s.tenant_id and (
    exists (select 1 from app.conference_attendance a where a.tenant_id = m.tenant_id and a.sitting_id = s.id and a.member_id = m.id)
    or (s.state <> 'cancelled' and sec.sits_today(m) and exists (select 1 from app.conference_calls c
      join app.conference_items i on i.tenant_id = c.tenant_id and i.id = c.item_id
     where c.tenant_id = m.tenant_id and c.member_id = m.id and i.sitting_id = s.id and c.ended_at is null
       and i.withdrawn_at is null))) $$;

create function sec.sitting_row(s app.conference_sittings) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('id', s.id, 'version', s.version, 'bodyId', s.body_id, 'body', b.name, 'kind', s.kind,
      'state', s.state, 'startsAt', s.starts_at, 'place', s.place, 'items', (select count(*) from app.conference_items i
        where i.tenant_id = s.tenant_id and i.sitting_id = s.id and i.withdrawn_at is null),
      'called', (select count(distinct c.member_id) from app.conference_calls c join app.conference_items i
        on i.tenant_id = c.tenant_id and i.id = c.item_id where i.tenant_id = s.tenant_id and i.sitting_id = s.id
        and c.ended_at is null and i.withdrawn_at is null),
      'copiesOut', (select count(*) from app.conference_copies c join app.conference_items i on i.tenant_id = c.tenant_id
        and i.id = c.item_id where i.tenant_id = s.tenant_id and i.sitting_id = s.id and c.state = 'out'),
      'unsigned', (select count(*) from sec.people_due(s) m where not sec.acknowledged(m, l.secrecy_version)),
      'actionsOpen', (select count(*) from app.conference_actions a join app.conference_items i on i.tenant_id = a.tenant_id
        and i.id = a.item_id where i.tenant_id = s.tenant_id and i.sitting_id = s.id and a.ended_at is null))
    from app.conference_bodies b, app.conference_by_laws l where b.tenant_id = s.tenant_id and b.id = s.body_id
      and l.tenant_id = s.tenant_id and l.body_id = s.body_id and l.edition = s.edition $$;

create function sec.conference_sittings() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.require_conference_staff();
begin
  return (select coalesce(jsonb_agg(sec.sitting_row(s) order by s.starts_at), '[]') from app.conference_sittings s
    where s.tenant_id = u.tenant_id and s.starts_at > now() - interval '400 days');
end $$;

create function sec.called_row(c app.conference_calls, the_version text) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('callId', c.id, 'memberId', m.id, 'name', m.name, 'organization', o.name, 'organizationId', o.id,
      'kind', m.kind, 'seat', m.seat, 'hasAccount', m.user_id is not null, 'signed', sec.acknowledged(m, the_version),
      'asked', c.asked, 'packs', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind, 'opensAt',
          p.opens_at, 'closesAt', p.closes_at, 'closedAt', p.closed_at, 'closedBecause', p.closed_because) order by p.issued_at,
          p.id), '[]') from app.conference_packs p where p.tenant_id = c.tenant_id and p.call_id = c.id),
      'openings', (select count(*) from app.conference_openings x join app.conference_packs p on p.tenant_id = x.tenant_id
        and p.id = x.pack_id where p.tenant_id = c.tenant_id and p.call_id = c.id),
      'lastOpenedAt', (select max(x.at) from app.conference_openings x join app.conference_packs p
        on p.tenant_id = x.tenant_id and p.id = x.pack_id where p.tenant_id = c.tenant_id and p.call_id = c.id),
      'copies', (select coalesce(jsonb_agg(jsonb_build_object('id', y.id, 'number', y.number, 'state', y.state, 'issuedAt',
          y.issued_at, 'countedAt', y.counted_at) order by y.number), '[]') from app.conference_copies y
        join app.conference_packs p on p.tenant_id = y.tenant_id and p.id = y.pack_id
        where p.tenant_id = c.tenant_id and p.call_id = c.id))
    from app.conference_members m join app.organizations o on o.id = m.organization_id
   where m.tenant_id = c.tenant_id and m.id = c.member_id $$;

create function sec.item_row(i app.conference_items, the_version text) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('id', i.id, 'version', i.version, 'position', i.position, 'kind', i.kind, 'topic', i.topic,
      -- The number of a protected case is its team's alone.
      'title', i.title, 'caseNumber', (select c.number from app.cases c where c.tenant_id = i.tenant_id and c.id = i.case_id
        and (not c.protected or sec.may_see_case(c.id))),
      'caseId', case when i.case_id is not null and sec.may_see_case(i.case_id) then i.case_id end,
      'mayWrite', sec.may_write_item(i), 'minutesPlanned', i.minutes_planned, 'startedAt', i.started_at, 'endedAt', i.ended_at,
      'papers', (select coalesce(jsonb_agg(p.kind), '[]') from app.conference_papers p
        where p.tenant_id = i.tenant_id and p.item_id = i.id),
      'called', (select coalesce(jsonb_agg(sec.called_row(c, the_version) order by c.called_at, c.id), '[]')
        from app.conference_calls c where c.tenant_id = i.tenant_id and c.item_id = i.id and c.ended_at is null),
      'decisionSharedAt', (select max(p.issued_at) from app.conference_packs p where p.tenant_id = i.tenant_id
        and p.item_id = i.id and p.kind = 'decision'),
      'actions', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'ownerMemberId', m.id, 'owner',
          m.name, 'organization', o.name, 'dueOn', a.due_on, 'result', a.result, 'endedAt', a.ended_at, 'chased', a.chased)
          order by a.due_on, a.id), '[]') from app.conference_actions a join app.conference_members m
          on m.tenant_id = a.tenant_id and m.id = a.member_id join app.organizations o on o.id = m.organization_id
        where a.tenant_id = i.tenant_id and a.item_id = i.id)) $$;

-- Everything of one sitting but the papers. A worker sees the items that concern their cases, and the region's.
create function sec.conference_sitting(the_sitting uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s app.conference_sittings := sec.sitting_of(the_sitting); l app.conference_by_laws;
begin
  select * into l from app.conference_by_laws x
   where x.tenant_id = s.tenant_id and x.body_id = s.body_id and x.edition = s.edition;
  return sec.sitting_row(s) || jsonb_build_object('endsAt', s.ends_at, 'jointWith', s.joint_with, 'edition', s.edition,
    'byLaws', l.terms, 'openedAt', s.opened_at, 'closedAt', s.closed_at, 'office', sec.is_conference_office(), 'agenda',
    (select coalesce(jsonb_agg(sec.item_row(i, l.secrecy_version) order by i.position, i.id), '[]') from app.conference_items i
      where i.tenant_id = s.tenant_id and i.sitting_id = s.id and i.withdrawn_at is null and sec.may_run_item(i)),
    'roster', (select coalesce(jsonb_agg(jsonb_build_object('memberId', m.id, 'name', m.name, 'organization', o.name,
        'kind', m.kind, 'seat', m.seat, 'signed', sec.acknowledged(m, l.secrecy_version)) order by m.seat desc, m.kind, m.name), '[]')
      from app.conference_members m join app.organizations o on o.id = m.organization_id
      where m.tenant_id = s.tenant_id and m.body_id = s.body_id and sec.sits_today(m) and l.terms -> 'callable' ? m.kind),
    'attendance', (select coalesce(jsonb_agg(jsonb_build_object('memberId', m.id, 'name', m.name, 'organization', o.name,
        'arrivedAt', a.arrived_at, 'leftAt', a.left_at, 'signed', k.way is not null, 'signedHow', k.way)
        order by a.arrived_at, m.id), '[]')
      from app.conference_attendance a join app.conference_members m on m.tenant_id = a.tenant_id and m.id = a.member_id
        join app.organizations o on o.id = m.organization_id left join app.secrecy_acknowledgements k
          on k.tenant_id = m.tenant_id and k.member_id = m.id and k.version = l.secrecy_version
      where a.tenant_id = s.tenant_id and a.sitting_id = s.id),
    'issues', (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'text', x.words, 'writtenAt', x.written_at)
        order by x.written_at, x.id), '[]') from app.conference_issues x where x.tenant_id = s.tenant_id and x.sitting_id = s.id),
    'proof', (select jsonb_build_object('packs', count(*), 'packsClosed', count(p.closed_at), 'keysDestroyed', count(*) filter
        (where not exists (select 1 from app.snapshots n where n.tenant_id = p.tenant_id and n.sharing_id = p.sharing_id
          and n.wrapped_key is not null)), 'lastClosedAt', max(p.closed_at), 'openings', (select count(*) from
        app.conference_openings o join app.conference_packs q on q.tenant_id = o.tenant_id and q.id = o.pack_id
        join app.conference_items j on j.tenant_id = q.tenant_id and j.id = q.item_id
        where j.tenant_id = s.tenant_id and j.sitting_id = s.id))
      from app.conference_packs p join app.conference_items i on i.tenant_id = p.tenant_id and i.id = p.item_id
      where i.tenant_id = s.tenant_id and i.sitting_id = s.id),
    'copies', (select coalesce(jsonb_object_agg(x.state, x.n), '{}') from (select y.state, count(*) as n
        from app.conference_copies y join app.conference_items i on i.tenant_id = y.tenant_id and i.id = y.item_id
       where i.tenant_id = s.tenant_id and i.sitting_id = s.id group by y.state) x),
    'packsWaiting', (select count(*) from app.conference_packs p join app.conference_items i on i.tenant_id = p.tenant_id
      and i.id = p.item_id where i.tenant_id = s.tenant_id and i.sitting_id = s.id and p.closed_at is null and p.kind <> 'action'),
    'unwritten', (select count(*) from app.conference_items i where i.tenant_id = s.tenant_id and i.sitting_id = s.id
      and i.withdrawn_at is null and i.kind <> 'region' and i.case_id is not null and not exists (select 1
        from app.conference_papers p where p.tenant_id = i.tenant_id and p.item_id = i.id and p.kind = 'minutes')));
end $$;

-- p: {id, bodyId, kind, startsAt, endsAt?, place, jointWith}
create function sec.plan_sitting(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.require_conference_office(); l app.conference_by_laws;
begin
  l := sec.by_laws_now(u.tenant_id, (p ->> 'bodyId')::uuid);
  if l.edition is null then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  insert into app.conference_sittings (tenant_id, id, body_id, edition, kind, starts_at, ends_at, place, joint_with, planned_by)
    values (u.tenant_id, (p ->> 'id')::uuid, l.body_id, l.edition, p ->> 'kind', (p ->> 'startsAt')::timestamptz,
      (p ->> 'endsAt')::timestamptz, p ->> 'place', array(select jsonb_array_elements_text(p -> 'jointWith')), u.id)
    on conflict do nothing;
  if found then perform audit.append(u.tenant_id, u.id, 'conference.planned', null, (p ->> 'id')::uuid, '{}'); end if;
  return (p ->> 'id')::uuid;
end $$;

create function sec.sitting_to_change(the_sitting uuid, seen integer) returns app.conference_sittings
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s app.conference_sittings;
begin
  perform sec.require_conference_office();
  select * into s from app.conference_sittings x where x.tenant_id = sec.tenant() and x.id = the_sitting for update;
  if not found then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  if seen is not null and s.version <> seen then raise exception 'version-conflict' using errcode = 'TM409'; end if;
  return s;
end $$;

-- p: {id, version, startsAt, endsAt?, place, jointWith}. Packs that were handed over move with the day.
create function sec.change_sitting(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s app.conference_sittings := sec.sitting_to_change((p ->> 'id')::uuid, (p ->> 'version')::integer); w record;
begin
  if s.state not in ('planned', 'called') then raise exception 'transition-not-allowed' using errcode = 'TM409'; end if;
  update app.conference_sittings x set starts_at = (p ->> 'startsAt')::timestamptz, ends_at = (p ->> 'endsAt')::timestamptz,
    place = p ->> 'place', joint_with = array(select jsonb_array_elements_text(p -> 'jointWith')), version = x.version + 1,
    updated_at = now() where x.tenant_id = s.tenant_id and x.id = s.id returning * into s;
  w := sec.pack_window(s);
  update app.conference_packs k set opens_at = w.opens_at, closes_at = w.closes_at from app.conference_items i
   where i.tenant_id = s.tenant_id and i.sitting_id = s.id and k.tenant_id = i.tenant_id and k.item_id = i.id
     and k.kind = 'material' and k.closed_at is null;
  perform audit.append(s.tenant_id, sec.user_id(), 'conference.changed', null, s.id, '{}');
  return s.id;
end $$;

-- As packWindowOf in src/support-conference/support-conference.ts; a test holds both equal.
create function sec.pack_window(s app.conference_sittings, out opens_at timestamptz, out closes_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case s.kind when 'emergency' then least(now(), s.starts_at) else
      ((s.starts_at at time zone 'Asia/Tokyo')::date - l.days_before)::timestamp at time zone 'Asia/Tokyo' end,
    ((s.starts_at at time zone 'Asia/Tokyo')::date + l.days_after + 1)::timestamp at time zone 'Asia/Tokyo'
  from app.conference_by_laws l where l.tenant_id = s.tenant_id and l.body_id = s.body_id and l.edition = s.edition $$;

-- p: {id, version, command, to}: `to` was decided by the state table; the trigger of 0025 decides once more.
create function sec.move_sitting(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s app.conference_sittings := sec.sitting_to_change((p ->> 'id')::uuid, null);
begin
  if s.state = p ->> 'to' then return s.id; end if;
  if s.version <> (p ->> 'version')::integer then raise exception 'version-conflict' using errcode = 'TM409'; end if;
  update app.conference_sittings x set state = p ->> 'to', version = x.version + 1, updated_at = now(),
    called_by = case when p ->> 'to' = 'called' then sec.user_id() else x.called_by end,
    called_at = case when p ->> 'to' = 'called' then now() else x.called_at end,
    opened_at = case when p ->> 'to' = 'open' then now() else x.opened_at end,
    closed_at = case when p ->> 'to' = 'closed' then now() else x.closed_at end
   where x.tenant_id = s.tenant_id and x.id = s.id;
  if p ->> 'to' = 'closed' then
    update app.conference_items i set ended_at = now() where i.tenant_id = s.tenant_id and i.sitting_id = s.id
      and i.started_at is not null and i.ended_at is null;
    update app.conference_attendance a set left_at = now() where a.tenant_id = s.tenant_id and a.sitting_id = s.id and a.left_at is null;
  elsif p ->> 'to' = 'cancelled' then
    perform sec.close_packs(s.tenant_id, array(select k.id from app.conference_packs k join app.conference_items i
      on i.tenant_id = k.tenant_id and i.id = k.item_id where i.tenant_id = s.tenant_id and i.sitting_id = s.id
      and k.closed_at is null), 'cancelled');
  end if;
  if p ->> 'to' in ('called', 'cancelled') then
    perform sec.enqueue('tell-conference', jsonb_build_object('sittingId', s.id, 'news', p ->> 'to'));
  end if;
  perform audit.append(s.tenant_id, sec.user_id(), 'conference.moved', null, s.id, jsonb_build_object('to', p ->> 'to'));
  return s.id;
end $$;

do $$
declare f record; grants text[] := array['conference_sittings', 'conference_sitting', 'plan_sitting', 'change_sitting', 'move_sitting'];
begin
  for f in select p.oid::regprocedure as name, p.proname from pg_proc p
      where p.pronamespace = 'sec'::regnamespace and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f.name);
    execute format('revoke all on function %s from public', f.name);
    if f.proname = any (grants) then execute format('grant execute on function %s to app_welfare', f.name); end if;
  end loop;
end $$;
