-- The weekly list of unusual looks, made by the worker from the log: it gets ids, times and keyed hashes, and never what
-- a case says. Who judges it reads names of colleagues and no case.

-- Written with the household by whoever writes it; p: {surname: [hex], address: [hex]}.
create function sec.keep_case_traits(the_case uuid, p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not sec.may_staff_case(the_case) then raise exception 'not-found' using errcode = 'TM404'; end if;
  delete from app.case_traits x where x.tenant_id = sec.tenant() and x.case_id = the_case;
  insert into app.case_traits (tenant_id, case_id, kind, key)
    select sec.tenant(), the_case, k.kind, decode(k.key, 'hex')
      from (select 'surname' as kind, jsonb_array_elements_text(p -> 'surname') as key
        union select 'address', jsonb_array_elements_text(p -> 'address')) k;
end $$;

-- Every look at a case between two instants, with what makes it usual or not. `acted`: the same person changed or wrote
-- something in the case within a day. Being on duty then is the reason for an hour.
create function sec.looks_between(the_tenant uuid, from_at timestamptz, until_at timestamptz) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('viewerId', u.id, 'viewerName', u.display_name, 'caseId', c.id, 'at', e.at,
      'protected', c.protected,
      'assigned', exists (select 1 from app.case_members m
          left join app.team_members t on t.tenant_id = m.tenant_id and t.team_id = m.team_id
         where m.tenant_id = c.tenant_id and m.case_id = c.id and u.id in (m.user_id, t.user_id)
           and m.since <= e.at and (m.ended_at is null or m.ended_at > e.at)),
      'onDuty', exists (select 1 from app.duty_roster d where d.tenant_id = c.tenant_id and d.user_id = u.id
        and d.starts_at <= e.at and d.ends_at > e.at),
      'acted', exists (select 1 from audit.entries x where x.scope_id = the_tenant and x.actor_id = u.id
        and x.object_id = c.id and x.action like 'case.%'
        and x.action not in ('case.read', 'case.looked', 'case.listed')
        and x.at between e.at - interval '1 day' and e.at + interval '1 day'),
      'traits', (select coalesce(jsonb_agg(k.kind || ' ' || encode(k.key, 'hex')), '[]') from app.case_traits k
        where k.tenant_id = c.tenant_id and k.case_id = c.id)) order by e.sequence), '[]')
    from audit.entries e join app.users u on u.id = e.actor_id
      join app.cases c on c.tenant_id = the_tenant and c.id = e.object_id
   where e.scope_id = the_tenant and e.action = 'case.read' and e.at >= from_at and e.at < until_at $$;

-- How many cases each person opened on each day, as the measure of what is usual for that person.
create function sec.look_habits(the_tenant uuid, from_at timestamptz, until_at timestamptz) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('viewerId', x.actor_id, 'day', x.day, 'cases', x.n)), '[]') from (
    select e.actor_id, (e.at at time zone 'Asia/Tokyo')::date as day, count(distinct e.object_id) as n
      from audit.entries e where e.scope_id = the_tenant and e.action = 'case.read' and e.actor_id is not null
       and e.at >= from_at and e.at < until_at group by 1, 2) x $$;

-- What administrators did themselves: accounts, duties, clocks, erasures.
create function sec.deeds_of_administrators(the_tenant uuid, from_at timestamptz, until_at timestamptz) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(to_jsonb(x)), '[]') from (
    select e.actor_id as "viewerId", e.action as deed, count(*)::int as looks, min(e.at) as "firstAt", max(e.at) as "lastAt"
      from audit.entries e join app.users u on u.id = e.actor_id
     where e.scope_id = the_tenant and e.at >= from_at and e.at < until_at and 'tenant_admin' = any (u.roles)
       and e.action not like 'session.%' and e.action not like '%.listed' and e.action not like '%.read'
     group by e.actor_id, e.action) x $$;

-- p: {tenantId, weekOn, lines: [{id, kind, viewerId, caseId, reasons[], looks, usual, deed, firstAt, lastAt}]}. Again: nothing.
create function sec.keep_unusual_looks(p jsonb) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare fresh integer; the_tenant uuid := (p ->> 'tenantId')::uuid; agency uuid; reader uuid; notice uuid;
begin
  insert into app.unusual_looks (tenant_id, id, week_on, kind, viewer_id, case_id, reasons, looks, usual, deed, first_at, last_at)
    select the_tenant, (l ->> 'id')::uuid, (p ->> 'weekOn')::date, l ->> 'kind', (l ->> 'viewerId')::uuid,
        (l ->> 'caseId')::uuid, array(select jsonb_array_elements_text(l -> 'reasons')), (l ->> 'looks')::integer,
        (l ->> 'usual')::integer, l ->> 'deed', (l ->> 'firstAt')::timestamptz, (l ->> 'lastAt')::timestamptz
      from jsonb_array_elements(p -> 'lines') l
    on conflict do nothing;
  get diagnostics fresh = row_count;
  if fresh = 0 then return 0; end if;
  for reader in select distinct w from app.unusual_looks l join app.users v on v.id = l.viewer_id,
      sec.privacy_officers(the_tenant, v.organization_id) w
      where l.tenant_id = the_tenant and l.week_on = (p ->> 'weekOn')::date loop
    notice := gen_random_uuid();
    insert into app.notices (user_id, id, kind) values (reader, notice, 'unusual-looks');
    perform sec.enqueue('mail', jsonb_build_object('id', notice, 'userId', reader, 'kind', 'unusual-looks'));
  end loop;
  return fresh;
end $$;

-- Looks that nobody judged by their day: each day once, to whoever may judge. Answers how many.
create function sec.remind_of_looks(today date) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l app.case_looks; reminded integer := 0;
begin
  for l in select * from app.case_looks x where x.review_due_on < today
      and (x.outcome is null or x.outcome = 'asked') and x.reminded_on is distinct from today for update skip locked loop
    perform sec.tell_watchers('look-review-due', l.tenant_id, l.agency_id, l.user_id);
    update app.case_looks x set reminded_on = today where x.tenant_id = l.tenant_id and x.id = l.id;
    reminded := reminded + 1;
  end loop;
  return reminded;
end $$;

-- The lists of the last year that the speaker judges, administrators first.
create function sec.unusual_looks() returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(to_jsonb(x)), '[]') from (
    select l.id, l.week_on as "weekOn", l.kind, v.display_name as viewer, o.name as organization,
        l.case_id as "caseId", l.reasons, l.looks, l.usual, l.deed, l.first_at as "firstAt", l.last_at as "lastAt",
        l.outcome, r.display_name as "reviewedBy", l.reviewed_at as "reviewedAt",
        l.viewer_id <> sec.user_id() and coalesce(l.outcome, 'asked') = 'asked' as "mayReview"
      from app.unusual_looks l join app.users v on v.id = l.viewer_id join app.organizations o on o.id = v.organization_id
        left join app.users r on r.id = l.reviewed_by
     where l.tenant_id = sec.tenant() and sec.is_privacy_officer(v.organization_id) and l.week_on > sec.today() - 366
     order by l.week_on desc, l.kind <> 'administration', l.outcome is not null,
       cardinality(l.reasons) desc, l.looks desc, l.id limit 300) x $$;

create function sec.review_unusual_look(p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l app.unusual_looks;
begin
  select x.* into l from app.unusual_looks x join app.users v on v.id = x.viewer_id
   where x.tenant_id = sec.tenant() and x.id = (p ->> 'id')::uuid and sec.is_privacy_officer(v.organization_id)
   for update of x;
  if not found then raise exception 'not-found' using errcode = 'TM404'; end if;
  if l.viewer_id = sec.user_id() then raise exception 'look-of-your-own' using errcode = '42501'; end if;
  if l.outcome in ('proper', 'reported') then raise exception 'look-judged' using errcode = 'TM409'; end if;
  update app.unusual_looks x set outcome = p ->> 'outcome', reviewed_by = sec.user_id(), reviewed_at = now()
   where x.tenant_id = l.tenant_id and x.id = l.id;
  perform sec.record('look.reviewed', null, l.id, jsonb_build_object('outcome', p ->> 'outcome', 'kind', l.kind));
end $$;

-- By month and judgement, without names: for whoever judges, and for the auditor.
create function sec.look_counts() returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(to_jsonb(x) order by x.month desc, x.kind, x.outcome), '[]') from (
    select y.month, y.kind, y.outcome, count(*)::int as n from (
      select to_char(l.opened_at at time zone 'Asia/Tokyo', 'YYYY-MM') as month, 'break-glass' as kind,
          coalesce(l.outcome, 'waiting') as outcome from app.case_looks l where l.tenant_id = sec.tenant()
      union all
      select to_char(l.week_on, 'YYYY-MM'), l.kind, coalesce(l.outcome, 'waiting')
        from app.unusual_looks l where l.tenant_id = sec.tenant()) y
     where (sec.has_role('auditor') or sec.is_privacy_officer(null) or sec.has_role('lead_worker'))
     group by 1, 2, 3) x $$;

-- Who has the duty, for the municipality and for each agency, and who could have it.
create function sec.privacy_duties() returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when sec.has_role('municipal_officer') or sec.has_role('lead_worker') or sec.has_role('tenant_admin') then
    jsonb_build_object('mayName', sec.has_role('municipal_officer'),
      'houses', (select jsonb_agg(jsonb_build_object('organizationId', case when o.kind = 'consultation-agency' then o.id end,
          'name', o.name, 'named', (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.display_name)), '[]')
            from app.privacy_duties d join app.users u on u.id = d.user_id where d.tenant_id = sec.tenant() and d.ended_at is null
             and d.organization_id is not distinct from case when o.kind = 'consultation-agency' then o.id end),
          'inForce', (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.display_name) order by u.display_name), '[]')
            from app.users u where u.id in (select sec.privacy_officers(sec.tenant(), o.id))))
          order by o.kind <> 'municipality', o.name)
        from app.organizations o where o.tenant_id = sec.tenant() and o.kind in ('municipality', 'consultation-agency')),
      'candidates', (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.display_name) order by u.display_name), '[]')
        from app.users u where u.tenant_id = sec.tenant() and u.disabled_at is null
         and u.roles && array['municipal_officer', 'lead_worker'])) end $$;

-- p: {id, organizationId?, userId, ended}. The officer in charge decides it with a step-up; whom it concerns is told.
create function sec.name_privacy_officer(p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare the_agency uuid := (p ->> 'organizationId')::uuid; the_user uuid := (p ->> 'userId')::uuid;
begin
  perform sec.require_role(array['municipal_officer']);
  perform sec.require_step_up();
  if not exists (select 1 from app.users u where u.id = the_user and u.tenant_id = sec.tenant() and u.disabled_at is null
        and u.roles && array['municipal_officer', 'lead_worker'])
     or (the_agency is not null and not exists (select 1 from app.organizations o where o.id = the_agency
        and o.tenant_id = sec.tenant() and o.kind = 'consultation-agency')) then
    raise exception 'not-found' using errcode = 'TM404';
  end if;
  if (p ->> 'ended')::boolean then
    update app.privacy_duties d set ended_at = now() where d.tenant_id = sec.tenant() and d.user_id = the_user
      and d.organization_id is not distinct from the_agency and d.ended_at is null;
  else
    insert into app.privacy_duties (tenant_id, id, organization_id, user_id, named_by)
      values (sec.tenant(), (p ->> 'id')::uuid, the_agency, the_user, sec.user_id()) on conflict do nothing;
  end if;
  perform sec.record('privacy.duty-changed', null, the_user, jsonb_build_object('agency', the_agency, 'ended', p -> 'ended'));
end $$;

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p
      where p.pronamespace = 'sec'::regnamespace and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f.name);
    execute format('revoke all on function %s from public', f.name);
  end loop;
end $$;
grant execute on function sec.keep_case_traits(uuid, jsonb), sec.unusual_looks(), sec.review_unusual_look(jsonb),
  sec.privacy_duties(), sec.name_privacy_officer(jsonb) to app_welfare;
grant execute on function sec.look_counts() to app_welfare, app_auditor;
grant execute on function sec.looks_between(uuid, timestamptz, timestamptz), sec.look_habits(uuid, timestamptz, timestamptz),
  sec.deeds_of_administrators(uuid, timestamptz, timestamptz), sec.keep_unusual_looks(jsonb), sec.remind_of_looks(date)
  to app_worker;
