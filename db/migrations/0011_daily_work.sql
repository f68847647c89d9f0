-- What surrounds a report: jobs, notices, drafts, questions without a name, codes on letters, the person's requests.

-- A job is enqueued in the transaction that needs it; graphile-worker's schema belongs to app_worker alone.
create function sec.enqueue(task text, payload jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- `at` tells two events of one kind apart, so that a job that runs twice writes the same notices, not more.
  -- A key of its own takes the short way in: without one, add_job first looks through every waiting job for a namesake.
  perform graphile_worker.add_job(task, (payload || jsonb_build_object('at', clock_timestamp()))::json,
    job_key => gen_random_uuid()::text, job_key_mode => 'unsafe_dedupe');
end $$;

-- No personal content: what kind of news, about which record. Whoever may open the record reads the rest there.
create table app.notices (
  user_id uuid not null references app.users (id),
  id uuid not null,
  kind text not null check (kind in ('report-arrived', 'danger', 'report-passed-on', 'report-updated', 'report-withdrawn',
    'consent-withdrawn', 'feedback', 'escalation', 'question', 'answer', 'contact-request', 'review-due',
    'colleague-invited', 'colleague-reset', 'colleague-changed', 'own-account-invited', 'own-account-reset',
    'own-account-changed', 'leaflets-low',
    'case-looked', 'look-review-due', 'unusual-looks', 'recall-asked', 'recall-late', 'statement-asked',
    'judgement-asked', 'judgement-decided', 'judgement-waits', 'second-signature-due', 'judgement-overturned',
    'conference-called', 'conference-cancelled', 'conference-action-late')),
  object_id uuid,
  at timestamptz not null default now(),
  read_at timestamptz,
  primary key (user_id, id)
);

-- Half-written forms, sealed under the writer's scope; only the writer reads them, a week at most.
create table app.drafts (
  user_id uuid not null references app.users (id),
  key text not null check (key ~ '^[a-z0-9][a-z0-9:_-]{0,119}$'),
  sealed bytea not null check (octet_length(sealed) <= 300000),
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  primary key (user_id, key)
);

-- A company asks without a name: area, stage, signs. Nothing personal; the form says so and the server looks for it.
create table app.questions (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  organization_id uuid not null references app.organizations (id),
  asked_by uuid not null,
  area_code text not null,
  stage text not null check (stage in
    ('none', 'unpaid-notice', 'reminder', 'stop-notice', 'stopped', 'unknown')),
  signs text[] not null default '{}',
  body text not null check (length(body) between 1 and 600),
  asked_at timestamptz not null default now(),
  answer_kind text check (answer_kind in ('advice', 'consent-wording', 'another-way')),
  answer text check (length(answer) between 1 and 1000),
  answered_by uuid,
  -- Whose answer it is; another agency of the municipality does not write over it.
  answering_agency_id uuid references app.organizations (id),
  answered_at timestamptz,
  version integer not null default 1,
  primary key (tenant_id, id)
);

-- The code on a letter or leaflet (only its hash) and, after a consent, the number that the person keeps (hashed too).
create table app.guidance_codes (
  code_hash bytea primary key check (octet_length(code_hash) = 32),
  organization_id uuid not null references app.organizations (id),
  tenant_id uuid not null references app.tenants (id),
  kind text not null check (kind in ('letter', 'leaflet')),
  number text not null,
  language text not null check (language in ('ja', 'ja-easy')),
  window_id uuid,
  report_id uuid,
  pin_hash bytea,
  -- How often the company issued a number for this code: a second one makes the first worthless.
  pin_issued_times smallint not null default 0,
  pin_attempts smallint not null default 0,
  locked_until timestamptz,
  handed_by uuid,
  handed_on date,
  created_at timestamptz not null default now(),
  unique (organization_id, kind, number),
  foreign key (organization_id, report_id) references app.reports (organization_id, id)
);

-- The person's own wish to be called: separate from any consent to a company's reporting.
create table app.contact_requests (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  agency_id uuid not null,
  subject_id uuid not null,
  sealed bytea not null,
  language text not null,
  at timestamptz not null default now(),
  taken_by uuid,
  taken_at timestamptz,
  case_id uuid,
  version integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, agency_id) references app.organizations (tenant_id, id),
  foreign key (tenant_id, subject_id) references app.subjects (scope_id, id),
  foreign key (tenant_id, case_id) references app.cases (tenant_id, id)
);

-- Who answers at night and on holidays.
create table app.duty_roster (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  agency_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  user_id uuid,
  label text not null,
  phone text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, agency_id) references app.organizations (tenant_id, id),
  -- On duty is somebody of the agency's own: whoever stands here hears of every danger.
  foreign key (agency_id, user_id) references app.users (organization_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['notices', 'drafts', 'questions', 'guidance_codes', 'contact_requests', 'duty_roster'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('grant select, insert, update, delete on app.%I to tomoshibi_gate', t);
    execute format('create policy gate_passes on app.%I to tomoshibi_gate using (true) with check (true)', t);
  end loop;
end $$;

grant select, update (read_at) on app.notices to app_welfare, app_utility, app_auditor;
create policy notices_are_for_one_reader on app.notices as restrictive to app_welfare, app_utility, app_auditor
  using (user_id = (select sec.user_id())) with check (user_id = (select sec.user_id()));
create policy readers_read_and_tick_off on app.notices to app_welfare, app_utility, app_auditor using (true) with check (true);
grant insert on app.notices to app_worker;
create policy worker_delivers_notices on app.notices for insert to app_worker with check (true);

grant select, insert, update (sealed, version, updated_at), delete on app.drafts to app_welfare, app_utility, app_auditor;
create policy drafts_are_their_writers on app.drafts as restrictive to app_welfare, app_utility, app_auditor
  using (user_id = (select sec.user_id())) with check (user_id = (select sec.user_id()));
create policy writers_keep_drafts on app.drafts to app_welfare, app_utility, app_auditor using (true) with check (true);
grant select (user_id, key, updated_at), delete on app.drafts to app_worker;
create policy worker_clears_old_drafts on app.drafts to app_worker using (updated_at < now() - interval '7 days');

-- Which agency answered, not who of its people.
grant select (tenant_id, id, organization_id, asked_by, area_code, stage, signs, body, asked_at, answer_kind, answer,
  answering_agency_id, answered_at, version), insert (tenant_id, id, organization_id, asked_by, area_code, stage, signs,
  body) on app.questions to app_utility;
create policy a_company_asks_for_itself on app.questions as restrictive to app_utility
  using (organization_id = (select sec.organization()))
  with check (organization_id = (select sec.organization()) and asked_by = (select sec.user_id()));
create policy who_asks_reads_the_answer on app.questions to app_utility
  using ((select sec.has_role('arrears_clerk')) or (select sec.has_role('liaison')))
  with check ((select sec.has_role('arrears_clerk')) or (select sec.has_role('liaison')));
grant select, update (answer_kind, answer, answered_by, answering_agency_id, answered_at, version) on app.questions
  to app_welfare;
create policy questions_of_the_tenant on app.questions as restrictive to app_welfare
  using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));
create policy workers_answer_questions on app.questions to app_welfare
  using ((select sec.is_case_worker())) with check ((select sec.is_case_worker()) and answered_by = (select sec.user_id()));
create policy an_answer_is_mended_by_its_own_agency on app.questions as restrictive for update to app_welfare
  using (answering_agency_id is null or answering_agency_id = (select sec.organization()))
  with check (answering_agency_id = (select sec.organization()));

-- A question and its answer are news; written straight into the table, they enqueue by themselves.
create function sec.tell_of_question() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform sec.enqueue('notify', case when new.answered_at is null
    then jsonb_build_object('kind', 'question', 'tenantId', new.tenant_id, 'questionId', new.id)
    else jsonb_build_object('kind', 'answer', 'organizationId', new.organization_id, 'userId', new.asked_by,
      'questionId', new.id) end);
  return null;
end $$;
create trigger questions_are_told after insert or update of answered_at on app.questions
  for each row execute function sec.tell_of_question();

-- Counts and numbers; which paper belongs to whose report is known to the functions alone.
grant select (organization_id, tenant_id, kind, number, language, handed_on) on app.guidance_codes to app_utility;
create policy a_company_counts_its_own_letters on app.guidance_codes as restrictive for select to app_utility
  using (organization_id = (select sec.organization()));
create policy staff_see_letters on app.guidance_codes for select to app_utility using ((select sec.user_id()) is not null);

grant select, update (taken_by, taken_at, case_id, version) on app.contact_requests to app_welfare;
create policy requests_of_the_tenant on app.contact_requests as restrictive to app_welfare
  using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));
create policy an_agency_takes_its_requests on app.contact_requests to app_welfare
  using (agency_id = (select sec.organization()) and (select sec.is_case_worker())
    and (case_id is null or sec.may_see_case(case_id)))
  with check (agency_id = (select sec.organization()) and (case_id is null or sec.may_see_case(case_id)));

grant select (tenant_id, id, agency_id) on app.contact_requests to app_worker;
create policy worker_knows_whom_to_tell on app.contact_requests for select to app_worker using (true);

grant select on app.duty_roster to app_welfare, app_worker;
grant select (id, agency_id, starts_at, ends_at, label, phone) on app.duty_roster to app_utility;
grant insert, delete on app.duty_roster to app_welfare;
create policy only_who_is_signed_in on app.duty_roster as restrictive for select to app_welfare, app_utility
  using ((select sec.user_id()) is not null);
create policy duty_is_public_knowledge on app.duty_roster for select to app_welfare, app_utility, app_worker using (true);
create policy duty_is_planned_in_the_tenant on app.duty_roster as restrictive for insert to app_welfare
  with check (tenant_id = (select sec.tenant()));
create policy duty_is_cancelled_in_the_tenant on app.duty_roster as restrictive for delete to app_welfare
  using (tenant_id = (select sec.tenant()));
create policy leads_plan_duty on app.duty_roster for insert to app_welfare
  with check (agency_id = (select sec.organization()) and (select sec.has_role('lead_worker')));
create policy leads_cancel_duty on app.duty_roster for delete to app_welfare
  using (agency_id = (select sec.organization()) and (select sec.has_role('lead_worker')));

-- Demo accounts open with a password alone only while every municipality in the database is the demo town.
create function sec.is_demo() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from app.tenants) and not exists (select 1 from app.tenants t where not t.demo) $$;
