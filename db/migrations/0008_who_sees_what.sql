-- The second lock on reports, referrals, snapshots and the ledger (the first is the access tables in code; a property
-- test holds both equal). Companies have SELECT alone: they write through the functions of 0009.

-- A company's plane: by organisation, across municipalities.
grant select on app.reports, app.danger_reviews to app_utility;
grant select (organization_id, report_id, id, field, sealed, written_by, at) on app.report_updates to app_utility;
grant select (organization_id, report_id, id, word, at) on app.feedback to app_utility;
grant select (tenant_id, sharing_id, category, recipient_id, report_organization_id, report_id, sealed, wrapped_key)
  on app.snapshots to app_utility;
-- `level` is not granted: how far support has come is told by feedback or not at all. Nor who of an agency decided.
grant select (tenant_id, id, at, provider_id, recipient_id, report_organization_id, report_id, categories, purpose,
  ground, consent_id, until, art29_record_duty) on app.sharings to app_utility;

create policy a_company_keeps_its_own_reports on app.reports as restrictive for select to app_utility
  using (organization_id = (select sec.organization()));
create policy liaison_and_clerk_see_reports_others_their_own on app.reports for select to app_utility
  using ((select sec.has_role('liaison')) or (select sec.has_role('arrears_clerk'))
    or written_by = (select sec.user_id()));

create policy a_company_keeps_its_own_updates on app.report_updates as restrictive for select to app_utility
  using (organization_id = (select sec.organization()));
create policy updates_are_seen_with_their_report on app.report_updates for select to app_utility
  using (exists (select 1 from app.reports r where r.organization_id = report_updates.organization_id
    and r.id = report_updates.report_id));

create policy recalled_words_are_gone_for_the_company on app.feedback as restrictive for select to app_utility
  using (organization_id = (select sec.organization()) and recalled_at is null);
create policy feedback_is_seen_with_its_report on app.feedback for select to app_utility
  using (exists (select 1 from app.reports r where r.organization_id = feedback.organization_id
    and r.id = feedback.report_id));

create policy a_company_reviews_its_own_dangers on app.danger_reviews as restrictive for select to app_utility
  using (organization_id = (select sec.organization()));
create policy liaison_reviews_dangers on app.danger_reviews for select to app_utility
  using ((select sec.has_role('liaison')) or reported_by = (select sec.user_id()));

create policy a_company_sees_sharings_it_took_part_in on app.sharings as restrictive for select to app_utility
  using ((select sec.organization()) in (provider_id, recipient_id)
    and report_organization_id = (select sec.organization()));
create policy sharings_are_seen_with_their_report on app.sharings for select to app_utility
  using (exists (select 1 from app.reports r where r.organization_id = sharings.report_organization_id
    and r.id = sharings.report_id));

create policy a_company_reads_snapshots_addressed_to_it on app.snapshots as restrictive for select to app_utility
  using (recipient_id = (select sec.organization()) and recalled_at is null
    and (use_until is null or use_until >= (now() at time zone 'Asia/Tokyo')::date));
create policy liaison_reads_snapshots on app.snapshots for select to app_utility
  using ((select sec.has_role('liaison')));

-- The agency's plane: by tenant, then by agency, then by case.
grant select on app.referrals, app.feedback, app.snapshots, app.sharings to app_welfare;
-- That something changed, and when; what changed is in the snapshot, the company's own copy is the company's.
grant select (organization_id, report_id, id, tenant_id, sharing_id, field, written_by, at, recalled_at)
  on app.report_updates to app_welfare;
grant update (state, urgency, due_at, escalated, acknowledged_at, acknowledged_by, assigned_to, case_id,
  feedback_choice, decline_code, conclusion_code, redirected_to, version, updated_at) on app.referrals to app_welfare;

create policy referrals_of_the_tenant on app.referrals as restrictive to app_welfare
  using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));
create policy an_agency_sees_its_inbox_and_the_cases_it_may on app.referrals for select to app_welfare
  using (agency_id = (select sec.organization()) and (select sec.is_case_worker())
    and (case_id is null or sec.may_see_case(case_id)));
create policy an_agency_works_on_its_inbox on app.referrals for update to app_welfare
  using (agency_id = (select sec.organization()) and (select sec.is_case_worker())
    and (case_id is null or sec.may_see_case(case_id)))
  with check (agency_id = (select sec.organization()) and (case_id is null or sec.may_see_case(case_id)));

create policy snapshots_addressed_to_the_agency on app.snapshots as restrictive for select to app_welfare
  using (tenant_id = (select sec.tenant()) and recipient_id = (select sec.organization()) and recalled_at is null
    and (use_until is null or use_until >= (now() at time zone 'Asia/Tokyo')::date));
create policy snapshots_are_seen_with_their_referral on app.snapshots for select to app_welfare
  using (exists (select 1 from app.referrals r where r.tenant_id = snapshots.tenant_id
    and r.reporter_id = snapshots.report_organization_id and r.report_id = snapshots.report_id));

create policy updates_of_the_tenant on app.report_updates as restrictive for select to app_welfare
  using (tenant_id = (select sec.tenant()) and recalled_at is null);
create policy updates_are_seen_with_their_referral on app.report_updates for select to app_welfare
  using (exists (select 1 from app.referrals r where r.tenant_id = report_updates.tenant_id
    and r.reporter_id = report_updates.organization_id and r.report_id = report_updates.report_id));

create policy feedback_of_the_tenant on app.feedback as restrictive for select to app_welfare
  using (tenant_id = (select sec.tenant()));
create policy feedback_is_seen_with_its_referral on app.feedback for select to app_welfare
  using (exists (select 1 from app.referrals r where r.tenant_id = feedback.tenant_id
    and r.reporter_id = feedback.organization_id and r.report_id = feedback.report_id));

create policy ledger_of_the_tenant on app.sharings as restrictive for select to app_welfare, app_auditor
  using (tenant_id = (select sec.tenant()));
create policy workers_see_sharings_of_their_referrals on app.sharings for select to app_welfare
  using ((select sec.has_role('tenant_admin')) or exists (select 1 from app.referrals r
    where r.tenant_id = sharings.tenant_id and r.reporter_id = sharings.report_organization_id
      and r.report_id = sharings.report_id));
grant select on app.sharings to app_auditor;
create policy auditor_reads_the_ledger on app.sharings for select to app_auditor
  using ((select sec.has_role('auditor')));

-- The worker watches clocks: state and due time of referrals, due dates of reviews; never content.
grant select (tenant_id, id, agency_id, reporter_id, report_id, state, urgency, due_at, escalated, kind, sent_at,
  acknowledged_at, assigned_to, case_id), update (escalated) on app.referrals to app_worker;
create policy worker_watches_clocks on app.referrals to app_worker
  using (true) with check (true);
grant select (organization_id, report_id, due_on, reported_by, reviewed_by, reviewed_at) on app.danger_reviews to app_worker;
create policy worker_watches_reviews on app.danger_reviews for select to app_worker using (true);
-- Who wrote and who sent a report is who hears what came back; nothing of what it says.
grant select (organization_id, id, written_by, sent_by, consent_id) on app.reports to app_worker;
create policy worker_knows_whom_to_tell on app.reports for select to app_worker using (true);
