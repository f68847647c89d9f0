-- The guided record of a sharing without consent (判断の記録): who asks, what was seen, what was tried, why it is hard, why
-- it is necessary, who else decides. APPI 27(1), 69(2); manual 3(2)①, 3(3). The database sees codes, dates and ids; every
-- word about the person is sealed for the subject, part by part, so that what is missing is known without reading it.

create table app.judgements (
  provider_id uuid not null references app.organizations (id),
  id uuid not null,
  -- In whose custody the words are: a company's own subject, or one of the municipality's.
  scope_id uuid not null,
  subject_id uuid not null,
  -- The municipality to which, or inside which, it would pass.
  tenant_id uuid not null references app.tenants (id),
  report_organization_id uuid not null,
  report_id uuid not null,
  -- An agency's own judgement is about the referral that it works on.
  referral_id uuid,
  recipient_id uuid not null references app.organizations (id),
  purpose text not null check (purpose in ('consultation', 'redirect', 'feedback', 'conference')),
  ground text not null
    check (ground in ('life-body-property', 'support-conference', 'cooperation-request', 'law', 'other')),
  state text not null default 'draft'
    check (state in ('draft', 'asked', 'permitted', 'refused', 'second-signature-due', 'signed', 'overturned')),
  interest text check (interest in ('life', 'body', 'property')),
  facts_observed_at timestamptz,
  hardness text check (hardness in ('no-answer', 'cannot-judge', 'time-presses', 'asking-endangers', 'declined')),
  categories text[] not null default '{}'
    check (categories <@ array['identity', 'contact', 'supply', 'observation', 'arrears']),
  provision text check (length(provision) between 1 and 120),
  item_id uuid,
  request_id uuid,
  route text check (route in ('through-liaison', 'straight-to-window', 'through-conference', 'on-request')),
  -- Expiry is by calendar: nobody has to press anything, so `expired` is no state that is stored.
  valid_until date,
  ask_again_on date,
  tell_on date,
  not_told_until date,
  requested_by uuid not null references app.users (id),
  asked_at timestamptz,
  second_due_on date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (provider_id, id),
  foreign key (scope_id, subject_id) references app.subjects (scope_id, id),
  foreign key (report_organization_id, report_id) references app.reports (organization_id, id),
  foreign key (tenant_id, referral_id) references app.referrals (tenant_id, id),
  -- Nobody dates ahead what would override a refusal, and no judgement holds longer than half a year.
  constraint judgements_are_not_about_the_future check (facts_observed_at <= updated_at + interval '5 minutes'),
  constraint judgements_end check (valid_until <= (updated_at at time zone 'Asia/Tokyo')::date + 180),
  constraint agencies_judge_about_referrals check ((purpose = 'consultation') = (referral_id is null) or purpose = 'conference')
);
create index judgements_by_report on app.judgements (report_organization_id, report_id);
create index judgements_that_wait on app.judgements (provider_id, state) where state in ('asked', 'second-signature-due');

create table app.judgement_words (
  provider_id uuid not null,
  judgement_id uuid not null,
  part text not null check (part in ('facts', 'why-hard', 'necessity', 'no-unjust-harm', 'not-told', 'arrears')),
  -- 29 bytes of sealing and two quotes around at least twelve bytes of text (four characters): fewer say nothing.
  sealed bytea not null check (octet_length(sealed) between 43 and 20000),
  primary key (provider_id, judgement_id, part),
  foreign key (provider_id, judgement_id) references app.judgements (provider_id, id)
);

create table app.judgement_attempts (
  provider_id uuid not null,
  judgement_id uuid not null,
  position smallint not null check (position between 0 and 19),
  at timestamptz not null,
  way text not null check (way in ('visit', 'phone', 'letter', 'message', 'counter')),
  result text not null check (result in ('no-answer', 'not-reached', 'not-understood', 'undecided', 'declined')),
  note bytea check (octet_length(note) <= 8000),
  primary key (provider_id, judgement_id, position),
  foreign key (provider_id, judgement_id) references app.judgements (provider_id, id)
);

-- Who decided, and who signed afterwards. Never changed, and never by the one who asked.
create table app.judgement_signatures (
  provider_id uuid not null,
  judgement_id uuid not null,
  kind text not null check (kind in ('decision', 'second')),
  verdict text not null check (verdict in ('permit', 'refuse', 'sign', 'overturn')),
  signed_by uuid not null references app.users (id),
  requested_by uuid not null,
  on_duty boolean not null default false,
  reason bytea check (octet_length(reason) <= 20000),
  at timestamptz not null default clock_timestamp(),
  primary key (provider_id, judgement_id, kind),
  foreign key (provider_id, judgement_id) references app.judgements (provider_id, id),
  constraint nobody_decides_on_what_they_asked check (signed_by <> requested_by),
  constraint decisions_permit_and_seconds_sign check ((kind = 'decision') = (verdict in ('permit', 'refuse')))
);

-- Who of a company decides at nights, weekends and holidays; agencies have app.duty_roster.
create table app.decision_duty (
  organization_id uuid not null references app.organizations (id),
  id uuid not null,
  user_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at and ends_at <= starts_at + interval '5 days'),
  planned_by uuid not null,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references app.users (organization_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['judgements', 'judgement_words', 'judgement_attempts', 'judgement_signatures', 'decision_duty'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('grant select, insert on app.%I to tomoshibi_gate', t);
    execute format('create policy gate_passes on app.%I to tomoshibi_gate using (true) with check (true)', t);
  end loop;
end $$;
grant update on app.judgements to tomoshibi_gate;
-- A draft is rewritten whole; a signature never is.
grant update, delete on app.judgement_words, app.judgement_attempts to tomoshibi_gate;

-- Whether a referral is one that the assigned team keeps to itself (db/migrations/0030).
create function sec.is_shielded(the_tenant uuid, the_referral uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from app.referrals f left join app.cases c on c.tenant_id = f.tenant_id and c.id = f.case_id
    where f.tenant_id = the_tenant and f.id = the_referral and (f.protected or coalesce(c.protected, false)));
end $$;
alter function sec.is_shielded(uuid, uuid) owner to tomoshibi_gate;
revoke all on function sec.is_shielded(uuid, uuid) from public;

-- A municipal officer decides without reading cases; a protected person's stays with the assigned team.
create function sec.may_decide_about(the_tenant uuid, the_referral uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select sec.has_role('municipal_officer') and exists (select 1 from app.referrals f
    where f.tenant_id = the_tenant and f.id = the_referral) and not sec.is_shielded(the_tenant, the_referral) $$;
alter function sec.may_decide_about(uuid, uuid) owner to tomoshibi_gate;
revoke all on function sec.may_decide_about(uuid, uuid) from public;
grant execute on function sec.may_decide_about(uuid, uuid) to app_welfare;

-- A company's plane: its own records; who visits sees their own.
grant select (provider_id, id, scope_id, subject_id, tenant_id, report_organization_id, report_id, recipient_id, purpose, ground,
  state, interest, facts_observed_at, hardness, categories, provision, item_id, request_id, route, valid_until, ask_again_on,
  tell_on, not_told_until, requested_by, asked_at, second_due_on, version, updated_at) on app.judgements to app_utility;
grant select on app.judgement_words, app.judgement_attempts to app_utility, app_welfare;
grant select (provider_id, judgement_id, kind, verdict, signed_by, on_duty, reason, at) on app.judgement_signatures
  to app_utility, app_welfare;
create policy a_company_keeps_its_own_judgements on app.judgements as restrictive for select to app_utility
  using (provider_id = (select sec.organization()));
create policy who_asks_and_who_decides_read_judgements on app.judgements for select to app_utility
  using ((select sec.has_role('liaison')) or (select sec.has_role('arrears_clerk'))
    or ((select sec.has_role('field_worker')) and requested_by = (select sec.user_id())));

-- The agency's plane: its own judgements about referrals that the speaker sees; officers of the municipality decide too.
grant select on app.judgements to app_welfare;
create policy a_municipality_keeps_its_own_judgements on app.judgements as restrictive for select to app_welfare
  using (scope_id = (select sec.tenant()));
create policy judgements_are_seen_with_their_referral on app.judgements for select to app_welfare
  using (exists (select 1 from app.referrals r where r.tenant_id = judgements.tenant_id and r.id = judgements.referral_id
      and r.agency_id = judgements.provider_id)
    or (state <> 'draft' and (select sec.has_role('municipal_officer')) and sec.may_decide_about(tenant_id, referral_id)));

do $$
declare t text;
begin
  foreach t in array array['judgement_words', 'judgement_attempts', 'judgement_signatures'] loop
    execute format('create policy stays_with_its_judgement on app.%I as restrictive for select to app_utility
      using (exists (select 1 from app.judgements j where j.provider_id = %I.provider_id and j.id = %I.judgement_id
        and j.scope_id = (select sec.organization())))', t, t, t);
    execute format('create policy stays_in_the_municipality on app.%I as restrictive for select to app_welfare
      using (exists (select 1 from app.judgements j where j.provider_id = %I.provider_id and j.id = %I.judgement_id
        and j.scope_id = (select sec.tenant())))', t, t, t);
    execute format('create policy seen_with_its_judgement on app.%I for select to app_utility, app_welfare
      using ((select sec.user_id()) is not null)', t);
  end loop;
end $$;

grant select, insert, delete on app.decision_duty to app_utility;
create policy a_company_plans_its_own_duty on app.decision_duty as restrictive to app_utility
  using (organization_id = (select sec.organization())) with check (organization_id = (select sec.organization()));
create policy colleagues_know_who_decides on app.decision_duty for select to app_utility
  using ((select sec.user_id()) is not null);
create policy liaisons_plan_duty on app.decision_duty for insert to app_utility
  with check ((select sec.has_role('liaison')) and planned_by = (select sec.user_id()));
create policy liaisons_cancel_duty on app.decision_duty for delete to app_utility using ((select sec.has_role('liaison')));

-- The worker watches the clock of second signatures; never content.
grant select (provider_id, id, state, requested_by, asked_at, second_due_on, valid_until) on app.judgements to app_worker;
create policy worker_watches_second_signatures on app.judgements for select to app_worker using (true);

-- The ledger says on which judgement, agenda item or request something passed.
alter table app.sharings
  add column judgement_id uuid,
  add column item_id uuid,
  add column request_id uuid,
  drop constraint sharings_ground_check,
  drop constraint sharings_purpose_check,
  add constraint sharings_ground_check check (ground in ('consent', 'immediate-danger', 'receipt', 'life-body-property',
    'support-conference', 'cooperation-request', 'law', 'other')),
  add constraint sharings_purpose_check check (purpose in ('consultation', 'feedback', 'redirect', 'conference')),
  add constraint sharings_without_consent_name_their_basis check (ground in ('consent', 'immediate-danger', 'receipt')
    or judgement_id is not null or item_id is not null or request_id is not null),
  add foreign key (provider_id, judgement_id) references app.judgements (provider_id, id);
create index sharings_by_judgement on app.sharings (provider_id, judgement_id) where judgement_id is not null;
grant select (judgement_id, item_id, request_id) on app.sharings to app_utility;
