-- A report as its company keeps it, a referral as the agency works on it, and the ledger of everything that passed
-- between them. The company never sees the referral, the agency never sees the report: they meet in snapshots.

create table app.reports (
  organization_id uuid not null references app.organizations (id),
  id uuid not null,
  tenant_id uuid references app.tenants (id),
  subject_id uuid not null,
  kind text not null check (kind in ('arrears', 'signs', 'danger')),
  state text not null default 'draft' check (state in ('draft', 'sent', 'withdrawn')),
  urgency text not null check (urgency in ('immediate', 'within-24-hours', 'within-3-days', 'within-4-weeks')),
  supply_kind text check (supply_kind in ('electricity', 'gas', 'water', 'lp-gas')),
  stop_on date,
  stopped_on date,
  consent_id uuid,
  window_id uuid,
  leaflet_number text,
  -- Name, address, telephone, what was seen: one JSON sealed for the subject.
  sealed bytea not null,
  written_by uuid not null,
  passed_on_at timestamptz,
  sent_by uuid,
  sent_at timestamptz,
  receipt_number text unique check (receipt_number ~ '^[0-9A-Z-]{6,40}$'),
  withdrawn_at timestamptz,
  -- Why it was withdrawn, in the company's words: sealed for the subject.
  withdrawn_because bytea check (octet_length(withdrawn_because) <= 8000),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, subject_id) references app.subjects (scope_id, id),
  -- The consent is the same person's: nobody's answer carries another one's report.
  foreign key (organization_id, subject_id, consent_id) references app.consents (organization_id, subject_id, id),
  foreign key (organization_id, written_by) references app.users (organization_id, id),
  constraint reports_are_receipted_when_sent
    check (state = 'draft' or (sent_at is not null and receipt_number is not null and tenant_id is not null))
);
create index reports_newest_first on app.reports (organization_id, updated_at desc);

-- Every passing of personal data, in both directions; never changed. `level` is not granted to companies.
create table app.sharings (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  at timestamptz not null default now(),
  provider_id uuid not null references app.organizations (id),
  recipient_id uuid not null references app.organizations (id),
  report_organization_id uuid not null,
  report_id uuid not null,
  categories text[] not null check (cardinality(categories) > 0),
  purpose text not null check (purpose in ('consultation', 'feedback', 'redirect')),
  ground text not null check (ground in ('consent', 'immediate-danger', 'receipt')),
  consent_id uuid,
  level text,
  until date,
  requested_by uuid not null,
  decided_by uuid not null,
  art29_record_duty boolean not null,
  primary key (tenant_id, id),
  foreign key (report_organization_id, report_id) references app.reports (organization_id, id),
  foreign key (report_organization_id, consent_id) references app.consents (organization_id, id),
  constraint sharings_on_consent_name_it check (ground <> 'consent' or consent_id is not null),
  constraint sharings_end_except_in_danger check (ground <> 'consent' or until is not null)
);
create index sharings_by_report on app.sharings (report_organization_id, report_id);
create index sharings_by_consent on app.sharings (report_organization_id, consent_id) where consent_id is not null;

-- One ciphertext per category under its own key, so that categories are checked without reading and recall is the
-- destruction of the key.
create table app.snapshots (
  tenant_id uuid not null,
  sharing_id uuid not null,
  category text not null,
  recipient_id uuid not null,
  report_organization_id uuid not null,
  report_id uuid not null,
  sealed bytea not null,
  wrapped_key bytea,
  use_until date,
  recalled_at timestamptz,
  primary key (tenant_id, sharing_id, category),
  foreign key (tenant_id, sharing_id) references app.sharings (tenant_id, id),
  foreign key (report_organization_id, report_id) references app.reports (organization_id, id),
  constraint recalled_snapshots_have_no_key check (recalled_at is null or wrapped_key is null)
);

create table app.referrals (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  agency_id uuid not null,
  reporter_id uuid not null references app.organizations (id),
  report_id uuid not null,
  sharing_id uuid not null,
  kind text not null check (kind in ('arrears', 'signs', 'danger')),
  state text not null default 'sent' check (state in
    ('sent', 'acknowledged', 'accepted', 'redirected', 'declined', 'withdrawn', 'concluded')),
  urgency text not null check (urgency in ('immediate', 'within-24-hours', 'within-3-days', 'within-4-weeks')),
  supply_kind text,
  stop_on date,
  stopped_on date,
  sent_at timestamptz not null,
  due_at timestamptz not null,
  escalated smallint not null default 0,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  assigned_to uuid,
  case_id uuid,
  feedback_choice text not null default 'supported' check (feedback_choice in ('none', 'received', 'contacted', 'supported')),
  decline_code text,
  conclusion_code text,
  redirected_to uuid,
  redirected_from uuid,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, reporter_id, report_id, agency_id),
  foreign key (tenant_id, agency_id) references app.organizations (tenant_id, id),
  -- Given to somebody of the agency's own: news of it goes there.
  foreign key (agency_id, assigned_to) references app.users (organization_id, id),
  foreign key (tenant_id, sharing_id) references app.sharings (tenant_id, id),
  foreign key (reporter_id, report_id) references app.reports (organization_id, id)
);
create index referrals_inbox on app.referrals (tenant_id, agency_id, state);

-- Arrears rose, paid, stop date set or moved, stopped, restored. Old, new and reason stay for both sides, each with a
-- ciphertext of its own: the company's here, the agency's in the snapshot of the sharing, which goes with the consent.
create table app.report_updates (
  organization_id uuid not null,
  report_id uuid not null,
  id uuid not null,
  tenant_id uuid not null,
  sharing_id uuid not null,
  field text not null check (field in ('arrears', 'paid', 'stop-on', 'stopped-on', 'restored-on')),
  sealed bytea not null,
  written_by uuid not null,
  at timestamptz not null default now(),
  recalled_at timestamptz,
  primary key (organization_id, report_id, id),
  foreign key (organization_id, report_id) references app.reports (organization_id, id),
  foreign key (tenant_id, sharing_id) references app.sharings (tenant_id, id)
);

create index snapshots_by_report on app.snapshots (report_organization_id, report_id);

-- The word a company may hear. Facts about the person (contacted, supported) are recalled with the consent.
create table app.feedback (
  organization_id uuid not null,
  report_id uuid not null,
  id uuid not null,
  tenant_id uuid not null,
  sharing_id uuid not null,
  word text not null check (word in ('received', 'contacted', 'supported', 'closed')),
  at timestamptz not null default now(),
  recalled_at timestamptz,
  primary key (organization_id, report_id, id),
  unique (organization_id, report_id, word),
  foreign key (organization_id, report_id) references app.reports (organization_id, id),
  foreign key (tenant_id, sharing_id) references app.sharings (tenant_id, id)
);

-- Immediate danger is shared first and looked at afterwards, by somebody else, within one business day.
create table app.danger_reviews (
  organization_id uuid not null,
  report_id uuid not null,
  due_on date not null,
  called_119_or_110 boolean not null,
  session_was_expired boolean not null,
  reported_by uuid not null,
  reviewed_by uuid,
  reviewed_at timestamptz,
  finding bytea check (octet_length(finding) <= 8000),
  primary key (organization_id, report_id),
  foreign key (organization_id, report_id) references app.reports (organization_id, id),
  constraint danger_is_reviewed_by_somebody_else check (reviewed_by is null or reviewed_by <> reported_by),
  constraint danger_review_is_whole check ((reviewed_by is null) = (reviewed_at is null))
);

-- Keys of report submissions never expire: a retry after a year is still the same report.
create table app.idempotency_keys (
  scope_id uuid not null,
  key uuid not null,
  body_hash bytea not null check (octet_length(body_hash) = 32),
  answer jsonb,
  at timestamptz not null default now(),
  primary key (scope_id, key)
);

do $$
declare t text;
begin
  foreach t in array array['reports', 'sharings', 'snapshots', 'referrals', 'report_updates', 'feedback',
      'danger_reviews', 'idempotency_keys'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('grant select, insert, update on app.%I to tomoshibi_gate', t);
    execute format('create policy gate_passes on app.%I to tomoshibi_gate using (true) with check (true)', t);
  end loop;
end $$;
-- The ledger is never changed, not even by the gate.
revoke update on app.sharings from tomoshibi_gate;
