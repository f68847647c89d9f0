-- Items and who is called to each; who is here, which item is on, what came to light, and who took what home.

create function sec.item_to_change(the_item uuid, seen integer) returns app.conference_items
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i app.conference_items;
begin
  perform sec.require_conference_staff();
  select * into i from app.conference_items x where x.tenant_id = sec.tenant() and x.id = the_item
    and x.withdrawn_at is null for update;
  if not found or not sec.may_run_item(i) then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  if seen is not null and i.version <> seen then raise exception 'version-conflict' using errcode = 'TM409'; end if;
  return i;
end $$;

create function sec.require_sitting_state(i app.conference_items, states text[]) returns app.conference_sittings
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s app.conference_sittings;
begin
  select * into s from app.conference_sittings x where x.tenant_id = i.tenant_id and x.id = i.sitting_id;
  if not s.state = any (states) then raise exception 'transition-not-allowed' using errcode = 'TM409'; end if;
  return s;
end $$;

-- p: {id, sittingId, kind, caseId?, title?, topic, minutesPlanned, position}. A case comes on by those who may open it.
create function sec.add_item(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.require_conference_staff(); s app.conference_sittings; i app.conference_items;
begin
  select * into s from app.conference_sittings x where x.tenant_id = u.tenant_id and x.id = (p ->> 'sittingId')::uuid for update;
  if not found then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  if exists (select 1 from app.conference_items x where x.tenant_id = u.tenant_id and x.id = (p ->> 'id')::uuid) then return s.id; end if;
  if s.state not in ('planned', 'called') then raise exception 'transition-not-allowed' using errcode = 'TM409'; end if;
  if p ->> 'caseId' is not null and not sec.may_see_case((p ->> 'caseId')::uuid) then
    raise exception 'case-missing' using errcode = 'TM404';
  end if;
  insert into app.conference_items (tenant_id, id, sitting_id, position, kind, topic, title, case_id, minutes_planned, added_by)
    values (u.tenant_id, (p ->> 'id')::uuid, s.id, (p ->> 'position')::smallint, p ->> 'kind', p ->> 'topic', p ->> 'title',
      (p ->> 'caseId')::uuid, (p ->> 'minutesPlanned')::smallint, u.id) returning * into i;
  -- Whom the by-laws call to every case: the office that holds the conference, and the agency.
  if i.kind <> 'region' then
    insert into app.conference_calls (tenant_id, id, item_id, member_id, called_by)
      select m.tenant_id, gen_random_uuid(), i.id, m.id, u.id from app.conference_members m join app.conference_by_laws l
        on l.tenant_id = s.tenant_id and l.body_id = s.body_id and l.edition = s.edition
       where m.tenant_id = s.tenant_id and m.body_id = s.body_id and sec.sits_today(m) and m.seat = 'standing'
         and l.terms -> 'alwaysCalled' ? m.kind and l.terms -> 'callable' ? m.kind;
  end if;
  perform audit.append(u.tenant_id, u.id, 'conference.item-added', null, i.id, jsonb_build_object('kind', i.kind, 'topic', i.topic));
  return s.id;
end $$;

-- p: {id, version, topic, minutesPlanned, position, caseId?, withdrawn?}
create function sec.change_item(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i app.conference_items := sec.item_to_change((p ->> 'id')::uuid, (p ->> 'version')::integer);
begin
  perform sec.require_sitting_state(i, array['planned', 'called', 'open']);
  if p ->> 'caseId' is not null and (p ->> 'caseId')::uuid is distinct from i.case_id then
    if i.kind <> 'brought' or i.case_id is not null then raise exception 'item-has-its-case' using errcode = 'TM422'; end if;
    if not sec.may_see_case((p ->> 'caseId')::uuid) then raise exception 'case-missing' using errcode = 'TM404'; end if;
  end if;
  if coalesce((p ->> 'withdrawn')::boolean, false) then
    if i.started_at is not null then raise exception 'item-was-spoken-about' using errcode = 'TM422'; end if;
    perform sec.close_packs(i.tenant_id, array(select k.id from app.conference_packs k where k.tenant_id = i.tenant_id
      and k.item_id = i.id and k.closed_at is null), 'not-called');
  end if;
  update app.conference_items x set topic = p ->> 'topic', minutes_planned = (p ->> 'minutesPlanned')::smallint,
    position = (p ->> 'position')::smallint, case_id = coalesce(x.case_id, (p ->> 'caseId')::uuid), version = x.version + 1,
    withdrawn_at = case when (p ->> 'withdrawn')::boolean then now() end
   where x.tenant_id = i.tenant_id and x.id = i.id;
  perform audit.append(i.tenant_id, sec.user_id(), 'conference.item-changed', null, i.id, '{}');
  return i.sitting_id;
end $$;

-- p: {id, version, calls: [{memberId, asked}]}: the whole list. Who is no longer on it loses the pack at once.
create function sec.call_to_item(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i app.conference_items := sec.item_to_change((p ->> 'id')::uuid, (p ->> 'version')::integer);
  s app.conference_sittings; gone uuid[]; n integer;
begin
  s := sec.require_sitting_state(i, array['planned', 'called', 'open']);
  -- Only members of this body whom its by-laws name as callable.
  select count(*) into n from jsonb_array_elements(p -> 'calls') x join app.conference_members m on m.tenant_id = i.tenant_id
      and m.id = (x ->> 'memberId')::uuid and m.body_id = s.body_id and sec.sits_today(m)
    join app.conference_by_laws l on l.tenant_id = s.tenant_id and l.body_id = s.body_id and l.edition = s.edition
      and l.terms -> 'callable' ? m.kind;
  if n <> jsonb_array_length(p -> 'calls') then raise exception 'not-callable' using errcode = 'TM422'; end if;
  with ended as (update app.conference_calls c set ended_at = now() where c.tenant_id = i.tenant_id and c.item_id = i.id
      and c.ended_at is null and not exists (select 1 from jsonb_array_elements(p -> 'calls') x
        where (x ->> 'memberId')::uuid = c.member_id) returning c.id)
  select array_agg(k.id) into gone from ended e join app.conference_packs k on k.tenant_id = i.tenant_id and k.call_id = e.id
    and k.closed_at is null;
  perform sec.close_packs(i.tenant_id, coalesce(gone, '{}'), 'not-called');
  insert into app.conference_calls as c (tenant_id, id, item_id, member_id, asked, called_by)
    select i.tenant_id, gen_random_uuid(), i.id, (x ->> 'memberId')::uuid, array(select jsonb_array_elements_text(x -> 'asked')),
      sec.user_id() from jsonb_array_elements(p -> 'calls') x
    on conflict (tenant_id, item_id, member_id) do update set asked = excluded.asked, ended_at = null;
  update app.conference_items x set version = x.version + 1 where x.tenant_id = i.tenant_id and x.id = i.id;
  if s.state in ('called', 'open') then
    perform sec.enqueue('tell-conference', jsonb_build_object('sittingId', s.id, 'news', 'called'));
  end if;
  perform audit.append(i.tenant_id, sec.user_id(), 'conference.called', null, i.id,
    jsonb_build_object('called', jsonb_array_length(p -> 'calls')));
  return i.sitting_id;
end $$;

-- p: {id, memberId, here, signedNow?, today}. Whoever comes is let in; an acknowledgement that is missing is taken on the spot.
create function sec.mark_attendance(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s app.conference_sittings := sec.sitting_of((p ->> 'id')::uuid); m app.conference_members; the_version text;
begin
  if s.state not in ('open', 'closed') then raise exception 'transition-not-allowed' using errcode = 'TM409'; end if;
  select * into m from app.conference_members x where x.tenant_id = s.tenant_id and x.body_id = s.body_id
    and x.id = (p ->> 'memberId')::uuid and sec.sits_today(x);
  if not found then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  if (p ->> 'here')::boolean then
    insert into app.conference_attendance as a (tenant_id, sitting_id, member_id) values (s.tenant_id, s.id, m.id)
      on conflict (tenant_id, sitting_id, member_id) do update set left_at = null;
  else
    update app.conference_attendance a set left_at = coalesce(a.left_at, now())
     where a.tenant_id = s.tenant_id and a.sitting_id = s.id and a.member_id = m.id;
  end if;
  if (p ->> 'signedNow')::boolean then
    select l.secrecy_version into the_version from app.conference_by_laws l
     where l.tenant_id = s.tenant_id and l.body_id = s.body_id and l.edition = s.edition;
    perform sec.acknowledge(m, the_version,
      jsonb_build_object('signedOn', sec.today(), 'way', 'on-the-spot', 'sittingId', s.id));
  end if;
  perform audit.append(s.tenant_id, sec.user_id(), 'conference.attendance', null, m.id, jsonb_build_object('here', p -> 'here'));
  return s.id;
end $$;

-- One item at a time. p: {id, running}
create function sec.time_item(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i app.conference_items := sec.item_to_change((p ->> 'id')::uuid, null);
begin
  perform sec.require_sitting_state(i, array['open']);
  if (p ->> 'running')::boolean then
    update app.conference_items x set ended_at = now() where x.tenant_id = i.tenant_id and x.sitting_id = i.sitting_id
      and x.id <> i.id and x.started_at is not null and x.ended_at is null;
    update app.conference_items x set started_at = coalesce(x.started_at, now()), ended_at = null
     where x.tenant_id = i.tenant_id and x.id = i.id;
  else
    update app.conference_items x set ended_at = coalesce(x.ended_at, now())
     where x.tenant_id = i.tenant_id and x.id = i.id and x.started_at is not null;
  end if;
  return i.sitting_id;
end $$;

-- p: {id, sittingId, text}
create function sec.add_issue(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s app.conference_sittings := sec.sitting_of((p ->> 'sittingId')::uuid);
begin
  if s.state not in ('open', 'closed') then raise exception 'transition-not-allowed' using errcode = 'TM409'; end if;
  insert into app.conference_issues (tenant_id, id, sitting_id, words, written_by)
    values (s.tenant_id, (p ->> 'id')::uuid, s.id, p ->> 'text', sec.user_id()) on conflict do nothing;
  if found then perform audit.append(s.tenant_id, sec.user_id(), 'conference.issue-added', null, (p ->> 'id')::uuid, '{}'); end if;
  return s.id;
end $$;

-- Ends an action; what lay open with its owner for it closes. Ended once, it stays so.
create function sec.finish_action(a app.conference_actions, the_result text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if a.ended_at is not null then return; end if;
  update app.conference_actions x set result = the_result, ended_at = now(), ended_by = sec.user_id()
   where x.tenant_id = a.tenant_id and x.id = a.id;
  perform sec.close_packs(a.tenant_id, array(select k.id from app.conference_packs k where k.tenant_id = a.tenant_id
    and k.action_id = a.id and k.closed_at is null), 'ended');
  perform audit.append(a.tenant_id, sec.user_id(), 'conference.action-ended', null, a.id, jsonb_build_object('result', the_result));
end $$;

create function sec.action_to_change(the_action uuid) returns app.conference_actions
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a app.conference_actions; i app.conference_items;
begin
  perform sec.require_conference_staff();
  select * into a from app.conference_actions x where x.tenant_id = sec.tenant() and x.id = the_action for update;
  select * into i from app.conference_items x where x.tenant_id = a.tenant_id and x.id = a.item_id;
  if a.id is null or not sec.may_run_item(i) then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  return a;
end $$;

create function sec.end_action(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a app.conference_actions := sec.action_to_change((p ->> 'id')::uuid);
begin
  perform sec.finish_action(a, p ->> 'result');
  return (select i.sitting_id from app.conference_items i where i.tenant_id = a.tenant_id and i.id = a.item_id);
end $$;

-- p: {id, dueOn}: the reminders begin anew, and the owner's pack stays open as long.
create function sec.move_action(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a app.conference_actions := sec.action_to_change((p ->> 'id')::uuid);
begin
  if a.ended_at is not null then raise exception 'action-ended' using errcode = 'TM409'; end if;
  update app.conference_actions x set due_on = (p ->> 'dueOn')::date, chased = 0 where x.tenant_id = a.tenant_id and x.id = a.id;
  update app.conference_packs k set closes_at = greatest(k.closes_at,
      ((p ->> 'dueOn')::date + 8)::timestamp at time zone 'Asia/Tokyo')
   where k.tenant_id = a.tenant_id and k.action_id = a.id and k.closed_at is null;
  perform audit.append(a.tenant_id, sec.user_id(), 'conference.action-moved', null, a.id, jsonb_build_object('dueOn', p ->> 'dueOn'));
  return (select i.sitting_id from app.conference_items i where i.tenant_id = a.tenant_id and i.id = a.item_id);
end $$;

do $$
declare f record; grants text[] := array['add_item', 'change_item', 'call_to_item', 'mark_attendance', 'time_item', 'add_issue',
  'end_action', 'move_action'];
begin
  for f in select p.oid::regprocedure as name, p.proname from pg_proc p
      where p.pronamespace = 'sec'::regnamespace and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f.name);
    execute format('revoke all on function %s from public', f.name);
    if f.proname = any (grants) then execute format('grant execute on function %s to app_welfare', f.name); end if;
  end loop;
end $$;
