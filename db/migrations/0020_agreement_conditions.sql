-- Who is to be guided stands in the agreement's version, frozen once everybody agreed; beside it what the agency can take.

alter table app.agreements
  add column edition integer not null default 1 check (edition between 1 and 100000),
  -- The version that this one follows; it rules until this one starts.
  add column replaces uuid,
  -- Frozen data with three readers (src/arrears-screening/condition.ts); the shape is checked by its zod contract.
  add column condition jsonb check (jsonb_typeof(condition) = 'object' and octet_length(condition::text) <= 200000),
  add column suppression jsonb check (jsonb_typeof(suppression) = 'object' and octet_length(suppression::text) <= 2000),
  -- Facts about a household (not about its bills) that a condition may ask for: only those that the parties named.
  add column facts_allowed text[] not null default '{}'
    check (facts_allowed <@ array['elderlyAlone', 'infant', 'medicalDevice', 'winterArea', 'inSupport']),
  add constraint agreements_say_whom_to_guide_and_whom_not check ((condition is null) = (suppression is null)),
  add constraint agreements_number_what_follows check ((replaces is null) = (edition = 1)),
  add foreign key (tenant_id, replaces) references app.agreements (tenant_id, id);

-- Each condition is held against the contracts of its municipality: the company has to know which it is (public knowledge).
grant select (municipality_code) on app.tenants to app_utility;

grant insert (edition, replaces, condition, suppression, facts_allowed), update (condition, suppression, facts_allowed)
  on app.agreements to app_welfare;

-- The second lock on what everybody agreed to: only a draft is rewritten, a step goes forward along the states, and no
-- version is agreed before all its parties are. src/agreement/agreement.ts says the same with sentences.
create function sec.keep_agreed_terms() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if old.state <> 'drafted' and (new.title, new.kind, new.valid_from, new.valid_until, new.categories,
      new.feedback_ceiling, new.edition, new.replaces, new.condition, new.suppression, new.facts_allowed)
    is distinct from (old.title, old.kind, old.valid_from, old.valid_until, old.categories,
      old.feedback_ceiling, old.edition, old.replaces, old.condition, old.suppression, old.facts_allowed) then
    raise exception 'agreed-terms-are-frozen' using errcode = '42501';
  end if;
  if new.state <> old.state and (old.state, new.state) not in (('drafted', 'agreed'), ('drafted', 'ended'),
      ('agreed', 'in-force'), ('agreed', 'ended'), ('in-force', 'superseded'), ('in-force', 'ended')) then
    raise exception 'agreement-step-not-open' using errcode = '42501';
  end if;
  if new.state = 'agreed' and old.state = 'drafted' and (
      (select count(*) from app.agreement_parties p where p.tenant_id = new.tenant_id and p.agreement_id = new.id) < 2
      or exists (select from app.agreement_parties p where p.tenant_id = new.tenant_id and p.agreement_id = new.id
        and p.agreed_on is null)) then
    raise exception 'party-has-not-agreed' using errcode = '42501';
  end if;
  return new;
end $$;
alter function sec.keep_agreed_terms() owner to tomoshibi_gate;
revoke all on function sec.keep_agreed_terms() from public;
create trigger what_was_agreed_stays before update on app.agreements
  for each row execute function sec.keep_agreed_terms();

-- How many new people a month an agency can take from a day on. A later declaration replaces an earlier one; none is
-- rewritten, so that a past dry run can be read beside what was said then.
create table app.agency_capacity (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  organization_id uuid not null,
  valid_from date not null,
  people_per_month integer not null check (people_per_month between 0 and 100000),
  note text not null default '' check (length(note) <= 500),
  declared_by uuid not null references app.users (id),
  declared_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, organization_id) references app.organizations (tenant_id, id)
);
create index agency_capacity_by_agency on app.agency_capacity (tenant_id, organization_id, valid_from desc);
alter table app.agency_capacity enable row level security;
alter table app.agency_capacity force row level security;
grant select, insert, update, delete on app.agency_capacity to tomoshibi_gate;
create policy gate_passes on app.agency_capacity to tomoshibi_gate using (true) with check (true);

-- The declaring person is the agency's own matter; a company reads the number, its first day and its note.
grant select, insert (tenant_id, id, organization_id, valid_from, people_per_month, note, declared_by)
  on app.agency_capacity to app_welfare;
grant select on app.agency_capacity to app_auditor;
grant select (tenant_id, id, organization_id, valid_from, people_per_month, note, declared_at)
  on app.agency_capacity to app_utility;
create policy capacity_of_the_tenant on app.agency_capacity as restrictive to app_welfare, app_auditor
  using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));
create policy staff_read_capacity on app.agency_capacity for select to app_welfare, app_auditor
  using ((select sec.user_id()) is not null);
create policy who_leads_declares_capacity on app.agency_capacity for insert to app_welfare
  with check (declared_by = (select sec.user_id()) and ((select sec.has_role('tenant_admin'))
    or ((select sec.has_role('lead_worker')) and organization_id = (select sec.organization()))));
-- Parties decide a condition together while it is drafted and while it rules; afterwards the number is not theirs.
create policy a_company_stays_beside_its_agreements on app.agency_capacity as restrictive for select to app_utility
  using (exists (select from app.agreements a where a.tenant_id = agency_capacity.tenant_id
    and a.id in (select sec.own_agreements()) and a.state in ('drafted', 'agreed', 'in-force')));
create policy a_company_reads_capacity_beside_its_agreements on app.agency_capacity for select to app_utility
  using ((select sec.user_id()) is not null);
