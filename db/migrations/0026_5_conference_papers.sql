-- Papers of an item, packs that come of them, numbered copies; and the only door by which a called member reads anything.

create function sec.item_to_write(the_item uuid, seen integer) returns app.conference_items
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i app.conference_items;
begin
  select * into i from app.conference_items x where x.tenant_id = sec.tenant() and x.id = the_item and x.withdrawn_at is null
    and x.case_id is not null for update;
  if not found or not sec.may_write_item(i) then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  if seen is not null and i.version <> seen then raise exception 'version-conflict' using errcode = 'TM409'; end if;
  return i;
end $$;

-- For those who may open the case: its papers, sealed, and everybody who is called.
create function sec.item_papers(the_item uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare i app.conference_items; s app.conference_sittings; w record;
begin
  select * into i from app.conference_items x where x.tenant_id = sec.tenant() and x.id = the_item and x.withdrawn_at is null
    and x.case_id is not null;
  if not found or not sec.may_write_item(i) then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  select * into s from app.conference_sittings x where x.tenant_id = i.tenant_id and x.id = i.sitting_id;
  w := sec.pack_window(s);
  return jsonb_build_object('itemId', i.id, 'version', i.version, 'caseId', i.case_id, 'topic', i.topic, 'sittingId', s.id,
    'state', s.state, 'startsAt', s.starts_at, 'body', (select b.name from app.conference_bodies b
      where b.tenant_id = s.tenant_id and b.id = s.body_id), 'opensAt', w.opens_at, 'closesAt', w.closes_at,
    'protected', (select c.protected from app.cases c where c.tenant_id = i.tenant_id and c.id = i.case_id),
    'sharedAt', (select max(p.issued_at) from app.conference_packs p where p.tenant_id = i.tenant_id and p.item_id = i.id
      and p.kind = 'decision'),
    'papers', (select coalesce(jsonb_object_agg(p.kind, encode(p.sealed, 'base64')), '{}') from app.conference_papers p
      where p.tenant_id = i.tenant_id and p.item_id = i.id),
    'called', (select coalesce(jsonb_agg(jsonb_build_object('callId', c.id, 'memberId', m.id, 'name', m.name, 'organization',
        o.name, 'organizationId', o.id, 'kind', m.kind, 'ofTheTeam', sec.is_on_case(i.tenant_id, i.case_id, m.user_id))
        order by c.called_at, c.id), '[]')
      from app.conference_calls c join app.conference_members m on m.tenant_id = c.tenant_id and m.id = c.member_id
        join app.organizations o on o.id = m.organization_id
      where c.tenant_id = i.tenant_id and c.item_id = i.id and c.ended_at is null and sec.sits_today(m)));
end $$;

-- p: {itemId, version, kind, basis?, sealed, actions?: [{id, kind, ownerMemberId, dueOn}]}
create function sec.write_paper(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i app.conference_items := sec.item_to_write((p ->> 'itemId')::uuid, (p ->> 'version')::integer); minutes boolean;
begin
  minutes := p ->> 'kind' = 'minutes';
  perform sec.require_sitting_state(i, case when minutes then array['open', 'closed'] else array['planned', 'called', 'open'] end);
  if minutes and exists (select 1 from app.conference_packs k where k.tenant_id = i.tenant_id and k.item_id = i.id
      and k.kind = 'decision') then
    raise exception 'decision-was-shared' using errcode = 'TM409';
  end if;
  insert into app.conference_papers (tenant_id, item_id, kind, basis, sealed, written_by)
    values (i.tenant_id, i.id, p ->> 'kind', p ->> 'basis', decode(p ->> 'sealed', 'base64'), sec.user_id())
    on conflict (tenant_id, item_id, kind) do update set basis = excluded.basis, sealed = excluded.sealed,
      written_by = excluded.written_by, written_at = now();
  if minutes then
    -- Roles and actions go to people who were called: nobody else hears of it.
    if exists (select 1 from jsonb_array_elements(p -> 'actions') x where not exists (select 1 from app.conference_calls c
        where c.tenant_id = i.tenant_id and c.item_id = i.id and c.member_id = (x ->> 'ownerMemberId')::uuid
          and c.ended_at is null)) then raise exception 'owner-not-called' using errcode = 'TM422'; end if;
    delete from app.conference_actions a where a.tenant_id = i.tenant_id and a.item_id = i.id and not exists
      (select 1 from jsonb_array_elements(p -> 'actions') x where (x ->> 'id')::uuid = a.id);
    insert into app.conference_actions as a (tenant_id, id, item_id, member_id, kind, due_on, decided_by)
      select i.tenant_id, (x ->> 'id')::uuid, i.id, (x ->> 'ownerMemberId')::uuid, x ->> 'kind', (x ->> 'dueOn')::date, sec.user_id()
        from jsonb_array_elements(p -> 'actions') x
      on conflict (tenant_id, id) do update set member_id = excluded.member_id, kind = excluded.kind, due_on = excluded.due_on
       where a.item_id = i.id;
  end if;
  update app.conference_items x set version = x.version + 1 where x.tenant_id = i.tenant_id and x.id = i.id;
  perform audit.append(i.tenant_id, sec.user_id(), 'conference-paper.written', null, i.id, jsonb_build_object('kind', p ->> 'kind'));
  return true;
end $$;

-- p: {itemId, version, kind: material | decision, packs: [{id, callId, actionId?, sharingId, parts}]}. Each pack is a line of
-- the ledger; the one who called the sitting decided it. What was handed over before to the same member is replaced.
create function sec.issue_packs(p jsonb) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i app.conference_items; s app.conference_sittings; w record; k jsonb; m record; c app.cases; n integer := 0; copy integer;
begin
  i := sec.item_to_write((p ->> 'itemId')::uuid, (p ->> 'version')::integer);
  perform sec.require_step_up();
  s := sec.require_sitting_state(i, case p ->> 'kind' when 'material' then array['called', 'open'] else array['open', 'closed'] end);
  select * into c from app.cases x where x.tenant_id = i.tenant_id and x.id = i.case_id for share;
  if not exists (select 1 from app.conference_papers x where x.tenant_id = i.tenant_id and x.item_id = i.id
      and x.kind = case p ->> 'kind' when 'material' then 'material' else 'minutes' end) then
    raise exception 'paper-missing' using errcode = 'TM422';
  end if;
  w := sec.pack_window(s);
  -- A decision stays open as long as the material does, counted from the day on which it was told.
  if p ->> 'kind' = 'decision' then
    select now() as opens_at, (sec.today() + 8)::timestamp at time zone 'Asia/Tokyo' as closes_at into w;
  end if;
  if w.closes_at <= now() then raise exception 'pack-window-over' using errcode = 'TM422'; end if;
  select coalesce(greatest(max(x.copy_number), (select max(y.number) from app.conference_copies y
      where y.tenant_id = i.tenant_id and y.item_id = i.id)), 0) into copy
    from app.conference_packs x where x.tenant_id = i.tenant_id and x.item_id = i.id;
  for k in select * from jsonb_array_elements(p -> 'packs') loop
    select x.id as call_id, y.*, a.due_on, a.id as action into m from app.conference_calls x
        join app.conference_members y on y.tenant_id = x.tenant_id and y.id = x.member_id
        left join app.conference_actions a on a.tenant_id = x.tenant_id and a.item_id = i.id and a.member_id = y.id
          and a.id = (k ->> 'actionId')::uuid
     where x.tenant_id = i.tenant_id and x.item_id = i.id and x.id = (k ->> 'callId')::uuid and x.ended_at is null
       and sec.sits_today(y);
    if m.call_id is null or (k ->> 'actionId' is not null and m.action is null) then
      raise exception 'not-called' using errcode = 'TM422';
    end if;
    -- Where a protected person is leaves the team by no pack (docs/rulebook/protected.md).
    if c.protected and not sec.is_on_case(i.tenant_id, i.case_id, m.user_id) and exists (select 1
        from jsonb_array_elements(k -> 'parts') x where x ->> 'category' in ('contact', 'supply', 'arrears')) then
      raise exception 'protected-whereabouts' using errcode = '42501';
    end if;
    perform sec.close_packs(i.tenant_id, array(select x.id from app.conference_packs x where x.tenant_id = i.tenant_id
      and x.call_id = m.call_id and x.closed_at is null and x.kind = p ->> 'kind' and k ->> 'actionId' is null), 'replaced');
    copy := copy + 1;
    perform sec.write_sharing(jsonb_build_object('id', k -> 'sharingId', 'tenantId', i.tenant_id, 'providerId', c.agency_id,
      'recipientId', m.organization_id, 'purpose', 'conference', 'ground', 'support-conference', 'itemId', i.id, 'until',
      case when m.action is null then ((w.closes_at at time zone 'Asia/Tokyo')::date - 1) else greatest(m.due_on, sec.today()) + 7 end,
      'requestedBy', sec.user_id(), 'decidedBy', s.called_by, 'parts', k -> 'parts'));
    insert into app.conference_packs (tenant_id, id, item_id, call_id, action_id, kind, sharing_id, copy_number, opens_at,
        closes_at, issued_by)
      values (i.tenant_id, (k ->> 'id')::uuid, i.id, m.call_id, m.action, case when m.action is null then p ->> 'kind' else
        'action' end, (k ->> 'sharingId')::uuid, copy, w.opens_at, case when m.action is null then w.closes_at else
        (greatest(m.due_on, sec.today()) + 8)::timestamp at time zone 'Asia/Tokyo' end, sec.user_id());
    n := n + 1;
  end loop;
  update app.conference_items x set version = x.version + 1 where x.tenant_id = i.tenant_id and x.id = i.id;
  perform sec.enqueue('tell-conference', jsonb_build_object('sittingId', s.id, 'news', 'called'));
  perform audit.append(i.tenant_id, sec.user_id(), 'conference-pack.issued', c.subject_id, i.id,
    jsonb_build_object('kind', p ->> 'kind', 'packs', n));
  return n;
end $$;

-- What stands in a pack, sealed; for its reader and for the numbered copy.
create function sec.pack_contents(k app.conference_packs) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('id', k.id, 'kind', k.kind, 'tenantId', k.tenant_id, 'sharingId', k.sharing_id, 'sittingId', s.id,
      'body', b.name, 'startsAt', s.starts_at, 'topic', i.topic, 'copyNumber', k.copy_number, 'closesAt', k.closes_at,
      'name', m.name, 'organization', o.name, 'organizationId', o.id, 'kindOfMember', m.kind,
      'parts', (select coalesce(jsonb_agg(jsonb_build_object('category', n.category, 'sealed', encode(n.sealed, 'base64'),
          'wrappedKey', encode(n.wrapped_key, 'base64'))), '[]') from app.snapshots n
        where n.tenant_id = k.tenant_id and n.sharing_id = k.sharing_id and n.wrapped_key is not null))
    from app.conference_items i, app.conference_sittings s, app.conference_bodies b, app.conference_calls c,
      app.conference_members m, app.organizations o
   where i.tenant_id = k.tenant_id and i.id = k.item_id and s.tenant_id = i.tenant_id and s.id = i.sitting_id
     and b.tenant_id = s.tenant_id and b.id = s.body_id and c.tenant_id = k.tenant_id and c.id = k.call_id
     and m.tenant_id = c.tenant_id and m.id = c.member_id and o.id = m.organization_id $$;

-- p: {id, packId}: one numbered copy for whoever works with paper. p of count: {id, state}.
create function sec.print_copy(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare k app.conference_packs; i app.conference_items; copy app.conference_copies;
begin
  select * into k from app.conference_packs x where x.tenant_id = sec.tenant() and x.id = (p ->> 'packId')::uuid;
  if not found then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  i := sec.item_to_write(k.item_id, null);
  if k.closed_at is not null or k.closes_at <= now() then raise exception 'pack-closed' using errcode = 'TM409'; end if;
  select * into copy from app.conference_copies x where x.tenant_id = k.tenant_id and x.id = (p ->> 'id')::uuid;
  if not found then
    insert into app.conference_copies (tenant_id, id, pack_id, item_id, number, issued_by)
      values (k.tenant_id, (p ->> 'id')::uuid, k.id, i.id, 1 + (select greatest(max(x.copy_number), (select max(y.number)
        from app.conference_copies y where y.tenant_id = i.tenant_id and y.item_id = i.id)) from app.conference_packs x
        where x.tenant_id = i.tenant_id and x.item_id = i.id), sec.user_id()) returning * into copy;
    perform audit.append(k.tenant_id, sec.user_id(), 'conference-copy.issued', null, copy.id, jsonb_build_object('number', copy.number));
  end if;
  return jsonb_build_object('id', copy.id, 'number', copy.number);
end $$;

create function sec.copy_to_print(copy_id uuid) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare y app.conference_copies; k app.conference_packs;
begin
  select * into y from app.conference_copies x where x.tenant_id = sec.tenant() and x.id = copy_id and x.state = 'out'
    and x.issued_by = sec.user_id();
  select * into k from app.conference_packs x where x.tenant_id = y.tenant_id and x.id = y.pack_id and x.closed_at is null;
  if k.id is null then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  perform sec.item_to_write(k.item_id, null);
  perform audit.append(k.tenant_id, sec.user_id(), 'conference-copy.printed', null, y.id, jsonb_build_object('number', y.number));
  return sec.pack_contents(k) || jsonb_build_object('copyNumber', y.number, 'issuedAt', y.issued_at);
end $$;

create function sec.count_copy(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare y app.conference_copies; i app.conference_items;
begin
  perform sec.require_conference_staff();
  select * into y from app.conference_copies x where x.tenant_id = sec.tenant() and x.id = (p ->> 'id')::uuid for update;
  select * into i from app.conference_items x where x.tenant_id = y.tenant_id and x.id = y.item_id;
  if y.id is null or not sec.may_run_item(i) then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  -- What was lost may turn up; what came back is not lost again.
  if y.state = 'out' or (y.state = 'missing' and p ->> 'state' = 'returned') then
    update app.conference_copies x set state = p ->> 'state', counted_by = sec.user_id(), counted_at = now()
     where x.tenant_id = y.tenant_id and x.id = y.id;
    perform audit.append(y.tenant_id, sec.user_id(), 'conference-copy.counted', null, y.id,
      jsonb_build_object('number', y.number, 'state', p ->> 'state'));
  end if;
  return i.sitting_id;
end $$;

grant delete on app.conference_actions to tomoshibi_gate;
do $$
declare f record; grants text[] := array['item_papers', 'write_paper', 'issue_packs', 'print_copy', 'copy_to_print', 'count_copy'];
begin
  for f in select p.oid::regprocedure as name, p.proname from pg_proc p
      where p.pronamespace = 'sec'::regnamespace and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f.name);
    execute format('revoke all on function %s from public', f.name);
    if f.proname = any (grants) then execute format('grant execute on function %s to app_welfare', f.name); end if;
  end loop;
end $$;
