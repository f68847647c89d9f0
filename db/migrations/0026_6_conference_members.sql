-- What a called member reads, on the agency's plane and on a company's: their own items, their own packs, their own actions.
-- Not called to the item, gone from the roster, of another organisation, an administrator, a stranger, or an id that never was:
-- one answer for all of them.

-- The speaker's own seats, while they sit and still work where they sat down.
create function sec.own_seats() returns setof app.conference_members
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m from app.conference_members m where m.user_id = sec.user_id() and m.organization_id = sec.organization()
     and sec.sits_today(m) $$;

create function sec.own_conference() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_build_object(
    'sittings', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'body', b.name, 'kind', s.kind, 'state', s.state,
        'startsAt', s.starts_at, 'endsAt', s.ends_at, 'place', s.place, 'items',
        (select jsonb_agg(jsonb_build_object('id', i.id, 'position', i.position, 'kind', i.kind, 'topic', i.topic, 'title',
            i.title, 'minutesPlanned', i.minutes_planned, 'running', i.started_at is not null and i.ended_at is null,
            'asked', c.asked, 'packs', (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'kind', k.kind, 'opensAt',
                k.opens_at, 'closesAt', k.closes_at, 'closed', k.closed_at is not null) order by k.issued_at, k.id), '[]')
              from app.conference_packs k where k.tenant_id = c.tenant_id and k.call_id = c.id
                and k.closed_because is distinct from 'replaced')) order by i.position, i.id)
          from app.conference_items i join app.conference_calls c on c.tenant_id = i.tenant_id and c.item_id = i.id
            and c.member_id = m.id and c.ended_at is null
          where i.tenant_id = s.tenant_id and i.sitting_id = s.id and i.withdrawn_at is null)) order by s.starts_at, s.id), '[]')
      from sec.own_seats() m join app.conference_sittings s on s.tenant_id = m.tenant_id and s.body_id = m.body_id
        join app.conference_bodies b on b.tenant_id = s.tenant_id and b.id = s.body_id
      where s.state in ('called', 'open', 'closed', 'settled') and s.starts_at > now() - interval '60 days'
        and exists (select 1 from app.conference_calls c join app.conference_items i on i.tenant_id = c.tenant_id
          and i.id = c.item_id and i.withdrawn_at is null where c.tenant_id = m.tenant_id and c.member_id = m.id
          and c.ended_at is null and i.sitting_id = s.id)),
    'actions', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'topic', i.topic, 'sittingOn',
        (s.starts_at at time zone 'Asia/Tokyo')::date, 'dueOn', a.due_on, 'result', a.result, 'packId', (select k.id
          from app.conference_packs k where k.tenant_id = a.tenant_id and k.action_id = a.id and k.closed_at is null
            and k.closes_at > now())) order by a.ended_at is not null, a.due_on, a.id), '[]')
      from sec.own_seats() m join app.conference_actions a on a.tenant_id = m.tenant_id and a.member_id = m.id
        join app.conference_items i on i.tenant_id = a.tenant_id and i.id = a.item_id
        join app.conference_sittings s on s.tenant_id = i.tenant_id and s.id = i.sitting_id
      where (a.ended_at is null or a.ended_at > now() - interval '60 days') and exists (select 1 from app.conference_packs k
        where k.tenant_id = a.tenant_id and k.action_id = a.id)),
    'pledges', (select coalesce(jsonb_agg(jsonb_build_object('memberId', m.id, 'body', b.name, 'version', l.secrecy_version)
        order by b.name), '[]')
      from sec.own_seats() m join app.conference_bodies b on b.tenant_id = m.tenant_id and b.id = m.body_id,
        sec.by_laws_now(m.tenant_id, m.body_id) l where not sec.acknowledged(m, l.secrecy_version)));
end $$;

-- p: {memberId, version}: on one's own screen, for oneself.
create function sec.give_pledge(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare m app.conference_members;
begin
  select * into m from sec.own_seats() x where x.id = (p ->> 'memberId')::uuid;
  if not found or not exists (select 1 from app.conference_by_laws l where l.tenant_id = m.tenant_id and l.body_id = m.body_id
      and l.secrecy_version = p ->> 'version') then
    raise exception 'conference-missing' using errcode = 'TM404';
  end if;
  perform sec.acknowledge(m, p ->> 'version', jsonb_build_object('signedOn', sec.today(), 'way', 'screen'));
  return (select jsonb_build_object('signedOn', a.signed_on) from app.secrecy_acknowledgements a
    where a.tenant_id = m.tenant_id and a.member_id = m.id and a.version = p ->> 'version');
end $$;

-- The door of the pack. Every opening is written down before anything is answered.
create function sec.open_pack(pack uuid) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare k app.conference_packs; m app.conference_members; s app.conference_sittings; i app.conference_items; signed boolean;
begin
  select x.* into k from app.conference_packs x join app.conference_calls c on c.tenant_id = x.tenant_id and c.id = x.call_id
      and c.ended_at is null join sec.own_seats() y on y.tenant_id = c.tenant_id and y.id = c.member_id
   where x.id = pack and x.closed_at is null and x.opens_at <= now() and x.closes_at > now();
  if not found then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  select y.* into m from app.conference_calls c join app.conference_members y on y.tenant_id = c.tenant_id and y.id = c.member_id
   where c.tenant_id = k.tenant_id and c.id = k.call_id;
  select * into i from app.conference_items x where x.tenant_id = k.tenant_id and x.id = k.item_id;
  select * into s from app.conference_sittings x where x.tenant_id = i.tenant_id and x.id = i.sitting_id;
  signed := sec.acknowledged(m, (select l.secrecy_version from app.conference_by_laws l where l.tenant_id = s.tenant_id
    and l.body_id = s.body_id and l.edition = s.edition));
  -- An emergency waits for no signature; it is asked for afterwards, and the sitting is not settled without it.
  if not signed and s.kind <> 'emergency' then raise exception 'secrecy-first' using errcode = 'TM409'; end if;
  insert into app.conference_openings (tenant_id, pack_id, user_id) values (k.tenant_id, k.id, sec.user_id());
  perform audit.append(k.tenant_id, sec.user_id(), 'conference-pack.read', (select c.subject_id from app.cases c
    where c.tenant_id = i.tenant_id and c.id = i.case_id), k.id, jsonb_build_object('kind', k.kind, 'copy', k.copy_number));
  return sec.pack_contents(k) || jsonb_build_object('signed', signed, 'openedAt', now());
end $$;

-- p: {id, result}
create function sec.end_own_action(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a app.conference_actions;
begin
  select x.* into a from app.conference_actions x join sec.own_seats() m on m.tenant_id = x.tenant_id and m.id = x.member_id
   where x.id = (p ->> 'id')::uuid and exists (select 1 from app.conference_packs k where k.tenant_id = x.tenant_id
     and k.action_id = x.id) for update of x;
  if not found then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  perform sec.finish_action(a, p ->> 'result');
  return (select jsonb_build_object('result', x.result) from app.conference_actions x
    where x.tenant_id = a.tenant_id and x.id = a.id);
end $$;

-- For the worker: who is called to something and hears of it; nobody whose items were all taken off.
create function sec.people_of_sitting(the_sitting uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct m.user_id from app.conference_items i join app.conference_calls c on c.tenant_id = i.tenant_id
      and c.item_id = i.id and c.ended_at is null join app.conference_members m on m.tenant_id = c.tenant_id
      and m.id = c.member_id join app.users u on u.id = m.user_id and u.disabled_at is null
   where i.sitting_id = the_sitting and i.withdrawn_at is null and sec.sits_today(m) $$;

do $$
declare f record; own text[] := array['own_conference', 'give_pledge', 'open_pack', 'end_own_action'];
begin
  for f in select p.oid::regprocedure as name, p.proname from pg_proc p
      where p.pronamespace = 'sec'::regnamespace and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f.name);
    execute format('revoke all on function %s from public', f.name);
    if f.proname = any (own) then execute format('grant execute on function %s to app_welfare, app_utility', f.name); end if;
  end loop;
end $$;
grant execute on function sec.people_of_sitting(uuid) to app_worker;
