-- What organisations agreed on, whose data it is, and what a person agreed to.

-- An agreement eases a report and is never its condition.
create table app.agreements (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  title text not null check (length(title) between 1 and 200),
  kind text not null check (kind in ('report', 'watch-over', 'memorandum', 'network-membership', 'specification-clause')),
  state text not null check (state in ('drafted', 'agreed', 'in-force', 'superseded', 'ended')),
  valid_from date,
  valid_until date,
  categories text[] not null check (categories <@ array['identity', 'contact', 'supply', 'observation', 'arrears']),
  feedback_ceiling text not null check (feedback_ceiling in ('none', 'received', 'contacted', 'supported')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint agreements_end_after_they_begin check (valid_until is null or valid_from <= valid_until)
);

create table app.agreement_parties (
  tenant_id uuid not null,
  agreement_id uuid not null,
  organization_id uuid not null references app.organizations (id),
  agreed_on date,
  primary key (tenant_id, agreement_id, organization_id),
  foreign key (tenant_id, agreement_id) references app.agreements (tenant_id, id)
);
create index agreement_parties_by_organization on app.agreement_parties (organization_id);

-- A person in the custody of one scope (a company or a tenant). The key is wrapped by the scope's key, which is not in
-- the database; without the row what was sealed for the subject cannot be read: erasure is its deletion.
create table app.subjects (
  scope_id uuid not null,
  id uuid not null,
  wrapped_key bytea,
  erased_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (scope_id, id)
);

-- What was asked and answered, with the wording that was shown. Never changed, but for the withdrawal's date.
create table app.consents (
  organization_id uuid not null references app.organizations (id),
  id uuid not null,
  subject_id uuid not null,
  outcome text not null check (outcome in ('given', 'refused', 'not-obtainable')),
  recipient_tenant_id uuid not null references app.tenants (id),
  categories text[] not null check (categories <@ array['identity', 'contact', 'supply', 'observation', 'arrears']),
  purposes text[] not null check (purposes <@ array['consultation', 'feedback']),
  feedback_level text not null default 'received' check (feedback_level in ('none', 'received', 'contacted', 'supported')),
  until date not null,
  method text not null check (method in ('paper', 'tablet-signature', 'oral-script', 'oral-witness', 'e-mail', 'self-service')),
  capacity text not null check (capacity in ('self', 'statutory-representative', 'guardian', 'parent-of-minor')),
  language text not null check (language in ('ja', 'ja-easy')),
  wording_version text not null,
  -- Name of the one who spoke for the person, witness, reason why not obtainable: sealed for the subject.
  sealed bytea not null,
  evidence bytea,
  obtained_by uuid,
  obtained_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_through text check (withdrawn_through in ('own-page', 'company', 'agency')),
  -- Given on the person's page: who of the company issued the number that opened it, and when. Whoever prints code and
  -- number could open the page too: the person and the auditor see it, the company does not.
  number_issued_by uuid,
  number_issued_on date,
  primary key (organization_id, id),
  unique (organization_id, subject_id, id),
  foreign key (organization_id, subject_id) references app.subjects (scope_id, id),
  constraint consents_are_not_from_the_future check (obtained_at <= now() + interval '5 minutes'),
  constraint consents_are_not_older_than_the_law check (obtained_at >= timestamptz '2015-04-01 00:00:00+09'),
  constraint consents_tell_how_they_were_withdrawn check ((withdrawn_at is null) = (withdrawn_through is null))
);
create index consents_by_subject on app.consents (organization_id, subject_id);

do $$
declare t text;
begin
  foreach t in array array['agreements', 'agreement_parties', 'subjects', 'consents'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('grant select, insert, update, delete on app.%I to tomoshibi_gate', t);
    execute format('create policy gate_passes on app.%I to tomoshibi_gate using (true) with check (true)', t);
  end loop;
end $$;

-- Agreements to which the speaker's organisation is a party; a function, since the two tables would ask each other.
create function sec.own_agreements() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.agreement_id from app.agreement_parties p where p.organization_id = sec.organization() $$;
alter function sec.own_agreements() owner to tomoshibi_gate;
revoke all on function sec.own_agreements() from public;
grant execute on function sec.own_agreements() to app_utility, app_welfare, app_auditor;

grant select on app.agreements, app.agreement_parties to app_welfare, app_utility, app_auditor;
grant insert (tenant_id, id, title, kind, state, valid_from, valid_until, categories, feedback_ceiling),
  update (title, state, valid_from, valid_until, categories, feedback_ceiling, version) on app.agreements to app_welfare;
grant insert, delete, update (agreed_on) on app.agreement_parties to app_welfare;
create policy agreements_of_the_tenant on app.agreements as restrictive to app_welfare, app_auditor
  using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));
create policy staff_read_agreements on app.agreements for select to app_welfare, app_auditor
  using ((select sec.user_id()) is not null);
create policy officers_add_agreements on app.agreements for insert to app_welfare
  with check ((select sec.has_role('municipal_officer')));
create policy officers_change_agreements on app.agreements for update to app_welfare
  using ((select sec.has_role('municipal_officer'))) with check ((select sec.has_role('municipal_officer')));
create policy a_company_stays_among_its_agreements on app.agreements as restrictive for select to app_utility
  using (id in (select sec.own_agreements()));
create policy a_company_reads_its_own_agreements on app.agreements for select to app_utility
  using ((select sec.user_id()) is not null);
create policy parties_of_the_tenant on app.agreement_parties as restrictive to app_welfare, app_auditor
  using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));
create policy staff_read_parties on app.agreement_parties for select to app_welfare, app_auditor
  using ((select sec.user_id()) is not null);
create policy officers_write_parties on app.agreement_parties to app_welfare
  using ((select sec.has_role('municipal_officer'))) with check ((select sec.has_role('municipal_officer')));
create policy a_company_stays_among_its_agreements on app.agreement_parties as restrictive for select to app_utility
  using (agreement_id in (select sec.own_agreements()));
create policy a_company_reads_parties_of_its_agreements on app.agreement_parties for select to app_utility
  using ((select sec.user_id()) is not null);

-- A company reads only the people in its own custody and writes through functions alone (no UPDATE on what it reads:
-- a row lock would show a newer row under an older consent).
grant select (scope_id, id, wrapped_key) on app.subjects to app_utility;
-- `withdrawn_through` is not granted: that somebody withdrew through the agency, or on their own page, is not for whom
-- it was withdrawn from. Nor whose wording in which language was chosen, which no screen of a company asks.
grant select (organization_id, id, subject_id, outcome, recipient_tenant_id, categories, purposes, feedback_level, until,
  method, capacity, sealed, evidence, obtained_by, obtained_at, withdrawn_at) on app.consents to app_utility;
create policy a_company_holds_its_own_subjects on app.subjects as restrictive for select to app_utility
  using (scope_id = (select sec.organization()));
create policy staff_read_subjects_in_custody on app.subjects for select to app_utility
  using ((select sec.user_id()) is not null);
create policy a_company_holds_its_own_consents on app.consents as restrictive for select to app_utility
  using (organization_id = (select sec.organization()));
create policy who_asks_reads_the_answer on app.consents for select to app_utility
  using ((select sec.has_role('liaison')) or (select sec.has_role('arrears_clerk'))
    or ((select sec.has_role('field_worker')) and obtained_by = (select sec.user_id())));

grant select, insert on app.subjects to app_welfare;
create policy a_tenant_holds_its_own_subjects on app.subjects as restrictive to app_welfare
  using (scope_id = (select sec.tenant())) with check (scope_id = (select sec.tenant()));
create policy workers_read_subjects on app.subjects for select to app_welfare
  using ((select sec.has_role('consultation_worker')) or (select sec.has_role('lead_worker')));
create policy workers_add_subjects on app.subjects for insert to app_welfare
  with check ((select sec.has_role('consultation_worker')) or (select sec.has_role('lead_worker')));
