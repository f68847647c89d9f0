-- Who looked, and whether somebody looked at the looking.
--
-- A case that is not one's own is opened for sixty minutes, for reading alone, with a typed reason; lead and privacy
-- officer hear of it at once, and another person judges it afterwards. A protected case is never opened this way, and
-- the answer is that of a number nobody has. Every week a list of unusual looks is made of the chained log.

-- The duty of a privacy officer (個人情報の保護責任者), per municipality or per agency: data, not a role. Nobody named: every
-- municipal officer of the municipality has it.
create table app.privacy_duties (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  organization_id uuid,
  user_id uuid not null references app.users (id),
  named_by uuid not null references app.users (id),
  since timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, organization_id) references app.organizations (tenant_id, id)
);
create unique index one_duty_at_a_time on app.privacy_duties
  (tenant_id, coalesce(organization_id, tenant_id), user_id) where ended_at is null;

-- The reason has a key of its own, so that whoever judges it gets no key to the case.
create table app.case_looks (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  agency_id uuid not null,
  user_id uuid not null references app.users (id),
  sealed bytea check (octet_length(sealed) >= 46),
  wrapped_key bytea,
  opened_at timestamptz not null default now(),
  until timestamptz not null,
  review_due_on date not null,
  outcome text check (outcome in ('proper', 'asked', 'reported')),
  reviewed_by uuid references app.users (id),
  reviewed_at timestamptz,
  reminded_on date,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references app.cases (tenant_id, id),
  constraint looks_last_sixty_minutes check (until > opened_at and until <= opened_at + interval '60 minutes'),
  constraint looks_are_judged_by_another check (reviewed_by is distinct from user_id),
  constraint looks_are_judged_by_somebody check ((outcome is null) = (reviewed_by is null))
);
create index case_looks_that_are_open on app.case_looks (case_id, user_id, until);

-- Keyed hashes of surname and address of a case's household: whether a viewer shares one is seen without reading either.
create table app.case_traits (
  tenant_id uuid not null,
  case_id uuid not null,
  kind text not null check (kind in ('surname', 'address')),
  key bytea not null check (octet_length(key) = 16),
  primary key (tenant_id, case_id, kind, key),
  foreign key (tenant_id, case_id) references app.cases (tenant_id, id) on delete cascade
);

-- A line of the weekly list: codes, counts and ids. Made again, it stays as it is.
create table app.unusual_looks (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  week_on date not null,
  kind text not null check (kind in ('case', 'burst', 'administration')),
  viewer_id uuid not null references app.users (id),
  -- No foreign key: the line says what a colleague did and outlives the case.
  case_id uuid,
  reasons text[] not null check (cardinality(reasons) > 0 and reasons <@ array['same-surname', 'same-address',
    'not-assigned', 'protected', 'off-hours', 'no-action', 'burst', 'administration']),
  looks integer not null check (looks > 0),
  usual integer,
  deed text,
  first_at timestamptz not null,
  last_at timestamptz not null,
  outcome text check (outcome in ('proper', 'asked', 'reported')),
  reviewed_by uuid references app.users (id),
  reviewed_at timestamptz,
  primary key (tenant_id, id),
  constraint unusual_looks_are_judged_by_another check (reviewed_by is distinct from viewer_id)
);
create unique index a_line_once_a_week on app.unusual_looks
  (tenant_id, week_on, kind, viewer_id, coalesce(case_id, viewer_id), coalesce(deed, ''));

do $$
declare t text;
begin
  foreach t in array array['privacy_duties', 'case_looks', 'case_traits', 'unusual_looks'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('grant select, insert, update, delete on app.%I to tomoshibi_gate', t);
    execute format('create policy gate_passes on app.%I to tomoshibi_gate using (true) with check (true)', t);
  end loop;
end $$;
create index entries_by_time on audit.entries (scope_id, at);

-- Whoever is named for the agency; else for the municipality; else its municipal officers.
create function sec.privacy_officers(the_tenant uuid, the_agency uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with named as (
    select u.id, d.organization_id is not null as close from app.privacy_duties d join app.users u on u.id = d.user_id
     where d.tenant_id = the_tenant and d.ended_at is null and u.disabled_at is null
       and u.roles && array['municipal_officer', 'lead_worker']
       and (d.organization_id is null or d.organization_id = the_agency)),
  closest as (select n.id from named n where n.close or not exists (select 1 from named x where x.close))
  select c.id from closest c
  union select u.id from app.users u
   where not exists (select 1 from closest) and u.tenant_id = the_tenant and u.plane = 'welfare'
     and u.disabled_at is null and 'municipal_officer' = any (u.roles) $$;

-- Who hears of a look and may judge it: the leads of the agency and the privacy officer.
create function sec.watchers_of_looks(the_tenant uuid, the_agency uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select sec.privacy_officers(the_tenant, the_agency)
  union select u.id from app.users u
   where u.organization_id = the_agency and u.disabled_at is null and 'lead_worker' = any (u.roles) $$;

create function sec.is_privacy_officer(the_agency uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(sec.user_id() in (select sec.privacy_officers(sec.tenant(), the_agency)), false) $$;

create function sec.judges_looks(the_agency uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(sec.user_id() in (select sec.watchers_of_looks(sec.tenant(), the_agency)), false) $$;

-- The speaker's open looks, {case: until}. Asked anew by every statement: a case that is protected meanwhile is gone at
-- once. Policies ask once for all rows, not once for each.
create function sec.own_looks() returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(l.case_id, l.until), '{}') from app.case_looks l
    join app.cases c on c.tenant_id = l.tenant_id and c.id = l.case_id
   where l.tenant_id = sec.tenant() and l.user_id = sec.user_id() and l.until > now() and l.sealed is not null
     and not c.protected and c.agency_id = sec.organization() and sec.is_case_worker() $$;

-- Reading alone: whatever writes or finds asks sec.may_see_case as before.
drop policy assigned_workers_and_leads_see_cases on app.cases;
create policy assigned_workers_and_leads_see_cases on app.cases for select to app_welfare
  using (sec.may_see_case(id) or (select sec.own_looks()) ? id::text or sec.may_staff_case(id));
drop policy who_sees_a_case_sees_its_people on app.case_members;
create policy who_sees_a_case_sees_its_people on app.case_members for select to app_welfare
  using (sec.may_see_case(case_id) or (select sec.own_looks()) ? case_id::text);
drop policy who_sees_a_case_reads_its_time_line on app.case_entries;
create policy who_sees_a_case_reads_its_time_line on app.case_entries for select to app_welfare
  using (sec.may_see_case(case_id) or (select sec.own_looks()) ? case_id::text);
drop policy an_agency_sees_its_inbox_and_the_cases_it_may on app.referrals;
create policy an_agency_sees_its_inbox_and_the_cases_it_may on app.referrals for select to app_welfare
  using (agency_id = (select sec.organization()) and (select sec.is_case_worker())
    and (case_id is null or sec.may_see_case(case_id) or (select sec.own_looks()) ? case_id::text));

-- One notice and one mail for each, except who did it; the kind of news and nothing else.
create function sec.tell_watchers(the_kind text, the_tenant uuid, the_agency uuid, but uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare reader uuid; notice uuid;
begin
  for reader in select w from sec.watchers_of_looks(the_tenant, the_agency) w where w is distinct from but loop
    notice := gen_random_uuid();
    insert into app.notices (user_id, id, kind) values (reader, notice, the_kind);
    perform sec.enqueue('mail', jsonb_build_object('id', notice, 'userId', reader, 'kind', the_kind));
  end loop;
end $$;

-- p: {id, number, sealed, wrappedKey, dueOn}. A number that nobody has, another agency's and a protected one are answered
-- alike. Who sees the case anyway needs no reason. The same id again is the same look.
create function sec.open_case_look(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.speaker(); c app.cases; l app.case_looks; sees boolean;
begin
  perform sec.require_role(array['consultation_worker', 'lead_worker']);
  select * into l from app.case_looks x where x.tenant_id = u.tenant_id and x.id = (p ->> 'id')::uuid
    and x.user_id = u.id;
  if found then return jsonb_build_object('caseId', l.case_id, 'until', l.until); end if;
  select * into c from app.cases x where x.tenant_id = u.tenant_id and x.agency_id = u.organization_id
    and x.number = p ->> 'number';
  -- Asked for every number, also for one that nobody has: the time until the answer tells no more than the answer.
  sees := sec.may_see_case(coalesce(c.id, (p ->> 'id')::uuid));
  if c.id is null or (c.protected and not sees) then raise exception 'not-found' using errcode = 'TM404'; end if;
  if sees then return jsonb_build_object('caseId', c.id, 'until', null); end if;
  if p ->> 'sealed' is null or (p ->> 'dueOn')::date not between sec.today() and sec.today() + 14 then
    raise exception 'look-reason-missing' using errcode = 'TM422';
  end if;
  insert into app.case_looks (tenant_id, id, case_id, agency_id, user_id, sealed, wrapped_key, until, review_due_on)
    values (u.tenant_id, (p ->> 'id')::uuid, c.id, c.agency_id, u.id, decode(p ->> 'sealed', 'base64'),
      decode(p ->> 'wrappedKey', 'base64'), now() + interval '60 minutes', (p ->> 'dueOn')::date)
    returning * into l;
  perform sec.tell_watchers('case-looked', u.tenant_id, u.organization_id, u.id);
  perform sec.record('case.looked', c.subject_id, c.id, jsonb_build_object('look', l.id));
  return jsonb_build_object('caseId', c.id, 'until', l.until);
end $$;

-- One's own looks, and those that one judges. The number of a case that was protected since is not among it.
create function sec.case_looks() returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(to_jsonb(x) order by x.outcome is not null, x.at desc), '[]') from (
    select l.id, l.opened_at as at, l.until, v.display_name as viewer, o.name as agency, l.user_id = sec.user_id() as own,
        case when not c.protected then c.number end as number,
        case when sec.may_see_case(c.id) then c.id end as "caseId",
        encode(l.sealed, 'base64') as sealed, encode(l.wrapped_key, 'base64') as "wrappedKey",
        l.review_due_on as "dueOn", l.outcome, r.display_name as "reviewedBy", l.reviewed_at as "reviewedAt",
        l.user_id <> sec.user_id() and coalesce(l.outcome, 'asked') = 'asked' as "mayReview"
      from app.case_looks l join app.users v on v.id = l.user_id join app.organizations o on o.id = l.agency_id
        join app.cases c on c.tenant_id = l.tenant_id and c.id = l.case_id left join app.users r on r.id = l.reviewed_by
     where l.tenant_id = sec.tenant() and (l.user_id = sec.user_id() or sec.judges_looks(l.agency_id))
     order by l.outcome is not null, l.opened_at desc limit 200) x $$;

-- p: {id, outcome}. Never by who looked; once proper or reported, it stays so.
create function sec.review_case_look(p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l app.case_looks;
begin
  select * into l from app.case_looks x where x.tenant_id = sec.tenant() and x.id = (p ->> 'id')::uuid
    and sec.judges_looks(x.agency_id) for update;
  if not found then raise exception 'not-found' using errcode = 'TM404'; end if;
  if l.user_id = sec.user_id() then raise exception 'look-of-your-own' using errcode = '42501'; end if;
  if l.outcome in ('proper', 'reported') then raise exception 'look-judged' using errcode = 'TM409'; end if;
  update app.case_looks x set outcome = p ->> 'outcome', reviewed_by = sec.user_id(), reviewed_at = now()
   where x.tenant_id = l.tenant_id and x.id = l.id;
  perform sec.record('look.reviewed', null, l.id, jsonb_build_object('outcome', p ->> 'outcome'));
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
grant execute on function sec.open_case_look(jsonb), sec.case_looks(), sec.review_case_look(jsonb), sec.own_looks()
  to app_welfare;
