import type { Plane } from '#platform/database/roles.ts'

const colleagues =
  'select(id organization_id tenant_id plane login_name display_name roles employed_by demo disabled_at created_at)'
const ownDrafts = 'delete, insert, select, update(sealed version updated_at)'
/** Companies and pages without a sign-in read single columns; why each stands in open-columns.ts. */
const readsDirectory = (columns: string) => ({
  welfare: 'select',
  utility: `select(${columns})`,
  auditor: 'select',
  worker: 'select',
  public: `select(${columns})`,
})
const staff = { welfare: 'select', auditor: 'select', worker: 'select' }

/**
 * Which plane may do what to which table, with the columns where not all are meant. What is not here is granted to
 * nobody: the whole of `auth`, keys of submissions, whose answers and hashes only functions compare.
 */
export const rights: Readonly<Record<string, Partial<Record<Plane, string>>>> = {
  'app.tenants': { ...staff, utility: 'select(id municipality_code name settings)' },
  'app.organizations': { ...staff, utility: 'select(id tenant_id name kind legal_kind phone)' },
  // Telephone and mail are for the worker that sends and for the administrators' own function.
  'app.users': {
    welfare: colleagues,
    utility: 'select(id organization_id login_name display_name)',
    auditor: colleagues,
    worker: 'select',
  },
  'app.teams': { welfare: 'select', auditor: 'select' },
  'app.team_members': { welfare: 'select', auditor: 'select' },
  'app.areas': readsDirectory('code kind name full_name prefecture_name city_code origin postal_codes'),
  'app.directory_imports': readsDirectory('id source attribution imported_at'),
  'app.contact_windows': {
    ...readsDirectory(
      'id tenant_id organization_id name section role phone fax mail postal_code address official_url methods hours when_closed_name when_closed_phone confirmed_on source retired_at',
    ),
    welfare:
      'insert(id tenant_id organization_id name section role phone fax mail postal_code address official_url methods hours when_closed_name when_closed_phone confirmed_on), select, update(name section role phone fax mail postal_code address official_url methods hours when_closed_name when_closed_phone confirmed_on retired_at version updated_at)',
  },
  'app.window_areas': {
    ...readsDirectory('window_id position level area_code town part'),
    welfare: 'delete, insert, select',
  },
  'app.agreements': {
    welfare:
      'insert(tenant_id id title kind state valid_from valid_until categories feedback_ceiling edition replaces condition suppression facts_allowed), select, update(title state valid_from valid_until categories feedback_ceiling version condition suppression facts_allowed)',
    utility: 'select',
    auditor: 'select',
  },
  'app.agreement_parties': {
    welfare: 'delete, insert, select, update(agreed_on)',
    utility: 'select',
    auditor: 'select',
  },
  // Who declared it is the agency's own matter.
  'app.agency_capacity': {
    welfare: 'insert(tenant_id id organization_id valid_from people_per_month note declared_by), select',
    utility: 'select(tenant_id id organization_id valid_from people_per_month note declared_at)',
    auditor: 'select',
  },
  // Whether a number was counted anew would tell of the few people between two conditions: `basis` is the company's.
  'app.screening_counts': {
    welfare: 'select(tenant_id id agreement_id organization_id edition source condition suppression cells shared_at)',
    utility: 'select',
    auditor: 'select(tenant_id id agreement_id organization_id edition source condition suppression cells shared_at)',
  },
  'app.subjects': { welfare: 'insert, select', utility: 'select(scope_id id wrapped_key)' },
  // Companies write through functions alone, and agencies never see a consent or a report.
  'app.consents': {
    utility:
      'select(organization_id id subject_id outcome recipient_tenant_id categories purposes feedback_level until method capacity sealed evidence obtained_by obtained_at withdrawn_at)',
  },
  'app.reports': { utility: 'select', worker: 'select(organization_id id consent_id written_by sent_by)' },
  'app.danger_reviews': {
    utility: 'select',
    worker: 'select(organization_id report_id due_on reported_by reviewed_by reviewed_at)',
  },
  // How far support has come is told by feedback or not at all: `level` is not for companies.
  'app.sharings': {
    welfare: 'select',
    utility:
      'select(tenant_id id at provider_id recipient_id report_organization_id report_id categories purpose ground consent_id until art29_record_duty judgement_id item_id request_id)',
    auditor: 'select',
  },
  // Everybody writes through functions alone; the worker watches clocks and knows nothing of what is written.
  'app.judgements': {
    welfare: 'select',
    utility:
      'select(provider_id id scope_id subject_id tenant_id report_organization_id report_id recipient_id purpose ground state interest facts_observed_at hardness categories provision item_id request_id route valid_until ask_again_on tell_on not_told_until requested_by asked_at second_due_on version updated_at)',
    worker: 'select(provider_id id state valid_until requested_by asked_at second_due_on)',
  },
  'app.judgement_words': { welfare: 'select', utility: 'select' },
  'app.judgement_attempts': { welfare: 'select', utility: 'select' },
  'app.judgement_signatures': {
    welfare: 'select(provider_id judgement_id kind verdict signed_by on_duty reason at)',
    utility: 'select(provider_id judgement_id kind verdict signed_by on_duty reason at)',
  },
  'app.decision_duty': { utility: 'delete, insert, select' },
  'app.snapshots': {
    welfare: 'select',
    utility: 'select(tenant_id sharing_id category recipient_id report_organization_id report_id sealed wrapped_key)',
  },
  // What changed is in the snapshot; the company's own copy is the company's.
  'app.report_updates': {
    welfare: 'select(organization_id report_id id tenant_id sharing_id field written_by at recalled_at)',
    utility: 'select(organization_id report_id id field sealed written_by at)',
  },
  'app.feedback': { welfare: 'select', utility: 'select(organization_id report_id id word at)' },
  'app.referrals': {
    welfare:
      'select, update(state urgency due_at escalated acknowledged_at acknowledged_by assigned_to case_id feedback_choice decline_code conclusion_code redirected_to version updated_at)',
    worker:
      'select(tenant_id id agency_id reporter_id report_id kind state urgency sent_at due_at escalated acknowledged_at assigned_to case_id protected), update(escalated)',
  },
  'app.cases': {
    welfare:
      'insert, select, update(state protected sealed urgency stop_on next_step follow_up_on conclusion_code concluded_at version updated_at unprotected_because)',
  },
  'app.case_members': { welfare: 'insert, select, update(ended_at)' },
  'app.case_entries': { welfare: 'insert, select' },
  'app.case_search': { welfare: 'delete, insert, select' },
  'app.household_keys': { welfare: 'select' },
  'app.safe_contacts': { welfare: 'insert, select, update(sealed no_letters version updated_by updated_at)' },
  'app.contact_requests': {
    welfare: 'select, update(taken_by taken_at case_id version)',
    worker: 'select(tenant_id id agency_id protected)',
  },
  'app.duty_roster': {
    welfare: 'delete, insert, select',
    utility: 'select(id agency_id starts_at ends_at label phone)',
    worker: 'select',
  },
  'app.questions': {
    welfare: 'select, update(answer_kind answer answered_by answering_agency_id answered_at version)',
    utility:
      'insert(tenant_id id organization_id asked_by area_code stage signs body), select(tenant_id id organization_id asked_by area_code stage signs body asked_at answer_kind answer answering_agency_id answered_at version)',
  },
  'app.guidance_codes': {
    utility: 'select(organization_id tenant_id kind number language handed_on)',
  },
  'app.notices': {
    welfare: 'select, update(read_at)',
    utility: 'select, update(read_at)',
    auditor: 'select, update(read_at)',
    worker: 'insert',
  },
  'app.drafts': {
    welfare: ownDrafts,
    utility: ownDrafts,
    auditor: ownDrafts,
    worker: 'delete, select(user_id key updated_at)',
  },
  'audit.entries': { auditor: 'select' },
  'audit.heads': { auditor: 'select', worker: 'select' },
}

const whoSpeaks = [
  'session',
  'speaker',
  'user_id',
  'organization',
  'tenant',
  'has_role',
  'stepped_up',
  'require_role',
  'open_session',
  'today',
]
const casePolicies = ['is_case_worker', 'is_assigned', 'may_see_case', 'may_staff_case', 'own_agreements']
const looks = ['own_looks', 'open_case_look', 'case_looks', 'review_case_look', 'unusual_looks', 'review_unusual_look']
const clocks = [
  'retention_overview',
  'retention_proof',
  'set_retention_clock',
  'place_hold',
  'release_hold',
  'order_erasure',
]
const duties = ['look_counts', 'privacy_duties', 'name_privacy_officer', 'keep_case_traits']
// Recalls and complaint desks have no policies: the functions alone ask who is speaking.
const recalls = ['own_recall_tasks', 'take_recall', 'attest_recall', 'keep_complaint_desk', 'own_complaint_desks']
const ownAccount = [
  'record',
  'account_changes',
  'own_security',
  'end_own_session',
  'begin_totp',
  'pending_totp',
  'confirm_totp',
  'replace_one_time_codes',
]
const conferenceOffice = [
  ...['conference_bodies', 'conference_body', 'create_conference_body', 'change_by_laws', 'add_conference_member'],
  ...['change_conference_member', 'end_conference_membership', 'record_secrecy', 'conference_sittings'],
  ...[
    'conference_sitting',
    'plan_sitting',
    'change_sitting',
    'move_sitting',
    'add_item',
    'change_item',
    'call_to_item',
  ],
  ...['mark_attendance', 'time_item', 'add_issue', 'end_action', 'move_action', 'item_papers', 'write_paper'],
  ...['issue_packs', 'print_copy', 'copy_to_print', 'count_copy'],
]
/** What somebody is called to hangs on their seat, not on their plane. */
const conferenceSeat = ['own_conference', 'give_pledge', 'open_pack', 'end_own_action']
const cooperationOffice = [
  ...['cooperation_requests', 'cooperation_request', 'draft_cooperation_request', 'move_cooperation'],
]
const cooperationReceived = ['received_requests', 'received_request', 'decline_received_request']
const accounts = ['staff_accounts', 'invite_user', 'change_user', 'set_user_disabled', 'reset_user']
/** Each about the speaker's own house: the functions ask who is speaking. */
const judgements = ['save_judgement', 'ask_judgement', 'decide_judgement', 'sign_judgement', 'judgement_surroundings']
const inSec = (names: readonly string[]) => names.map((name) => `sec.${name}`)

/** Which plane may call which function; every other function of ours is closed to every plane. */
export const calls: Readonly<Record<Plane, readonly string[]>> = {
  welfare: inSec([
    ...whoSpeaks,
    ...casePolicies,
    ...judgements,
    'may_decide_about',
    ...looks,
    ...duties,
    ...clocks,
    ...ownAccount,
    ...accounts,
    ...[
      'keeps_window',
      'month_figures',
      'handout_figures',
      'agreement_terms',
      'feedback_terms',
      'give_feedback',
      'redirect_referral',
      'withdraw_consent_for',
    ],
    ...['may_see_protected_report', 'may_hold_key_of', 'protect_report', 'release_report', 'mark_of_report'],
    ...['keep_protected_keys', 'no_letters', 'may_see_protected_request'],
    ...recalls,
    ...['late_recalls', 'record_spoken_feedback'],
    ...conferenceOffice,
    ...conferenceSeat,
    ...cooperationOffice,
    ...['ask_statement', 'list_statement_requests', 'decide_statement', 'issue_statement'],
  ]),
  utility: inSec([
    ...judgements,
    ...whoSpeaks,
    ...casePolicies,
    ...ownAccount,
    ...accounts,
    ...['agreement_terms', 'record_consent', 'withdraw_consent', 'save_report', 'submit_report', 'replayed_answer'],
    ...['report_danger', 'danger_speaker', 'update_report', 'withdraw_report', 'review_danger', 'new_guidance_codes'],
    ...['register_letters', 'leaflet_stock', 'keep_leaflet_place', 'move_leaflets', 'record_handout', 'handout_ledger'],
    ...['own_handouts', 'take_back_handout'],
    ...['share_screening_counts'],
    ...recalls,
    ...['recall_states', 'record_spoken_sharing'],
    ...conferenceSeat,
    ...cooperationReceived,
  ]),
  auditor: inSec(['look_counts', ...whoSpeaks, ...casePolicies, ...ownAccount]),
  // Ids of those whom news of a case may reach, so that a protected case's reach nobody else.
  worker: inSec([
    ...['looks_between', 'look_habits', 'deeds_of_administrators', 'keep_unusual_looks', 'remind_of_looks'],
    ...['next_to_erase', 'erase_due', 'journal_to_write', 'journal_written', 'clear_old_sessions'],
    ...whoSpeaks,
    'people_of_case',
    'deciders_of_judgement',
    'audience_of_report',
    'audience_of_request',
    'count_notice',
    ...['close_due_packs', 'actions_to_chase', 'mark_chased', 'people_of_action', 'people_of_sitting'],
    ...['recalls_to_chase', 'set_recall_clock', 'people_of_recall'],
  ]),
  public: inSec([
    ...whoSpeaks,
    ...['public_guidance', 'open_own_page', 'own_page', 'own_withdraw', 'close_own_page', 'own_consent'],
    ...['request_contact', 'is_demo', 'own_statement'],
    // Whoever holds the letter: the functions compare keyed hashes of its code and number.
    ...['open_cooperation_link', 'answer_cooperation_link'],
  ]),
  login: [
    'sec.is_demo',
    ...['begin_login', 'finish_login', 'read_session', 'end_session', 'begin_step_up', 'finish_step_up'].map(
      (one) => `auth.${one}`,
    ),
    ...['open_enrolment', 'keep_enrolment_secret', 'complete_enrolment', 'set_password', 'lease_requests'].map(
      (one) => `auth.${one}`,
    ),
  ],
}
