-- One household, one case. Seen by the people assigned to it (or their team) and by the agency's lead worker; a
-- protected person's case only by those assigned, whoever asks.

create table app.cases (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  number text not null check (number ~ '^[0-9A-Z-]{4,20}$'),
  agency_id uuid not null,
  subject_id uuid not null,
  state text not null default 'open' check (state in ('open', 'concluded')),
  protected boolean not null default false,
  -- The household as the agency lawfully received and completed it, sealed for the subject.
  sealed bytea not null,
  urgency text not null check (urgency in ('immediate', 'within-24-hours', 'within-3-days', 'within-4-weeks')),
  stop_on date,
  next_step text not null default 'plan-approach' check (next_step in
    ('plan-approach', 'contact', 'connect', 'follow-up', 'conclude', 'none')),
  follow_up_on date,
  conclusion_code text,
  opened_by uuid not null,
  opened_at timestamptz not null default now(),
  concluded_at timestamptz,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, agency_id) references app.organizations (tenant_id, id),
  foreign key (tenant_id, subject_id) references app.subjects (scope_id, id),
  constraint cases_conclude_with_a_code check ((state = 'concluded') = (conclusion_code is not null))
);

create table app.case_members (
  tenant_id uuid not null,
  case_id uuid not null,
  id uuid not null,
  user_id uuid references app.users (id),
  team_id uuid,
  since timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant_id, case_id, id),
  foreign key (tenant_id, case_id) references app.cases (tenant_id, id),
  foreign key (tenant_id, team_id) references app.teams (tenant_id, id),
  constraint members_are_a_person_or_a_team check ((user_id is null) <> (team_id is null))
);

-- The time line: approach plan, attempts, notes, connections. Added to, never rewritten; a correction names its line.
create table app.case_entries (
  tenant_id uuid not null,
  case_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('approach-plan', 'attempt', 'note', 'connection', 'follow-up', 'conclusion', 'joined',
    'came-forward', 'reopened', 'meeting')),
  at timestamptz not null,
  written_by uuid not null,
  written_at timestamptz not null default now(),
  -- Codes only: how, reached or not, which service. What was said is sealed.
  facts jsonb not null default '{}',
  sealed bytea,
  corrects uuid,
  primary key (tenant_id, case_id, id),
  foreign key (tenant_id, case_id) references app.cases (tenant_id, id),
  foreign key (tenant_id, case_id, corrects) references app.case_entries (tenant_id, case_id, id)
);
create index case_entries_in_time on app.case_entries (tenant_id, case_id, at);

alter table app.referrals add foreign key (tenant_id, case_id) references app.cases (tenant_id, id);

-- Keyed hashes of address, telephone and name: equal keys propose "same household?"; a human confirms.
create table app.household_keys (
  tenant_id uuid not null,
  referral_id uuid not null,
  kind text not null check (kind in ('address', 'phone', 'name')),
  key bytea not null check (octet_length(key) = 16),
  primary key (tenant_id, referral_id, kind),
  foreign key (tenant_id, referral_id) references app.referrals (tenant_id, id)
);
create index household_keys_by_key on app.household_keys (tenant_id, key);

do $$
declare t text;
begin
  foreach t in array array['cases', 'case_members', 'case_entries', 'household_keys'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('grant select, insert, update on app.%I to tomoshibi_gate', t);
    execute format('create policy gate_passes on app.%I to tomoshibi_gate using (true) with check (true)', t);
    execute format('create policy stays_in_the_tenant on app.%I as restrictive to app_welfare
      using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()))', t);
  end loop;
end $$;

create function sec.is_case_worker() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select sec.has_role('consultation_worker') or sec.has_role('lead_worker') $$;

create function sec.is_assigned(the_case uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select 1 from app.case_members m
      left join app.team_members t on t.tenant_id = m.tenant_id and t.team_id = m.team_id
     where m.tenant_id = sec.tenant() and m.case_id = the_case and m.ended_at is null
       and sec.user_id() in (m.user_id, t.user_id)) $$;

create function sec.may_see_case(the_case uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select sec.is_case_worker() and exists (
    select 1 from app.cases c
     where c.tenant_id = sec.tenant() and c.id = the_case and c.agency_id = sec.organization()
       and ((not c.protected and sec.has_role('lead_worker')) or sec.is_assigned(c.id))) $$;

-- Who opens a case puts the first people on it; afterwards those who see it may.
create function sec.may_staff_case(the_case uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select sec.may_see_case(the_case) or (sec.is_case_worker() and exists (
    select 1 from app.cases c
     where c.tenant_id = sec.tenant() and c.id = the_case and c.agency_id = sec.organization()
       and c.opened_by = sec.user_id()
       and not exists (select 1 from app.case_members m where m.tenant_id = c.tenant_id and m.case_id = c.id))) $$;

do $$
declare f text;
begin
  foreach f in array array['is_case_worker()', 'is_assigned(uuid)', 'may_see_case(uuid)', 'may_staff_case(uuid)'] loop
    execute format('alter function sec.%s owner to tomoshibi_gate', f);
    execute format('revoke all on function sec.%s from public', f);
    execute format('grant execute on function sec.%s to app_welfare, app_utility, app_auditor', f);
  end loop;
end $$;

-- Who hears of news about a case: its people; of a case without people the leads, unless it is protected. The worker
-- learns who, and nothing of the case.
create function sec.people_of_case(the_case uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with people as (
    select coalesce(m.user_id, t.user_id) as id from app.case_members m
      left join app.team_members t on t.tenant_id = m.tenant_id and t.team_id = m.team_id
     where m.case_id = the_case and m.ended_at is null)
  select u.id from app.users u where u.disabled_at is null and (u.id in (select p.id from people p)
    or (not exists (select 1 from people) and 'lead_worker' = any (u.roles) and exists (select 1 from app.cases c
      where c.id = the_case and c.agency_id = u.organization_id and not c.protected))) $$;
alter function sec.people_of_case(uuid) owner to tomoshibi_gate;
revoke all on function sec.people_of_case(uuid) from public;
grant execute on function sec.people_of_case(uuid) to app_worker;

grant select, insert on app.cases to app_welfare;
grant update (state, protected, sealed, urgency, stop_on, next_step, follow_up_on, conclusion_code, concluded_at,
  version, updated_at) on app.cases to app_welfare;
-- opened_by sees the row that an INSERT … RETURNING gives back before anybody is assigned.
create policy assigned_workers_and_leads_see_cases on app.cases for select to app_welfare
  using (sec.may_see_case(id) or sec.may_staff_case(id));
create policy workers_open_cases_of_their_agency on app.cases for insert to app_welfare
  with check (agency_id = (select sec.organization()) and (select sec.is_case_worker())
    and opened_by = (select sec.user_id()));
-- The protected mark is set by those who keep seeing the case afterwards.
create policy who_sees_a_case_works_on_it on app.cases for update to app_welfare
  using (sec.may_see_case(id))
  with check (agency_id = (select sec.organization()) and (not protected or sec.is_assigned(id)));

grant select, insert, update (ended_at) on app.case_members to app_welfare;
create policy who_sees_a_case_sees_its_people on app.case_members for select to app_welfare
  using (sec.may_see_case(case_id));
create policy who_sees_a_case_adds_people on app.case_members for insert to app_welfare
  with check (sec.may_staff_case(case_id));
create policy who_sees_a_case_releases_people on app.case_members for update to app_welfare
  using (sec.may_see_case(case_id)) with check (sec.may_see_case(case_id));

grant select, insert on app.case_entries to app_welfare;
create policy who_sees_a_case_reads_its_time_line on app.case_entries for select to app_welfare
  using (sec.may_see_case(case_id));
create policy who_sees_a_case_writes_as_himself on app.case_entries for insert to app_welfare
  with check (sec.may_see_case(case_id) and written_by = (select sec.user_id()));

grant select on app.household_keys to app_welfare;
create policy keys_are_seen_with_their_referral on app.household_keys for select to app_welfare
  using (exists (select 1 from app.referrals r where r.tenant_id = household_keys.tenant_id
    and r.id = household_keys.referral_id));
