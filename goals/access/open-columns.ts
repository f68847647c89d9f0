/**
 * Every column that a company's plane, or a page without a sign-in, can read with SQL of its own, and what it needs it
 * for. A column that is open without a reason here turns the proof red, and so does a reason for one that is closed.
 */
type Reasons = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Columns are named together where one reason is theirs. */
const directory: Reasons = {
  'app.areas': {
    'code kind name full_name prefecture_name city_code':
      'an address is read, and a window found, by municipality and ward',
    'origin postal_codes': 'areas that the postal data do not know are looked up here',
  },
  'app.directory_imports': {
    'id source attribution imported_at': 'whose work a window’s entry is stands beside it (licence of the register)',
  },
  'app.contact_windows': {
    'id name section role phone fax mail postal_code address official_url methods hours':
      'what stands on the door of a public office',
    'when_closed_name when_closed_phone': 'who answers when it is closed',
    'confirmed_on source': 'how fresh it is and which register it comes from',
    'tenant_id organization_id': 'whether it works with this installation, so that a report can go there',
    retired_at: 'letters and reports name windows that are no longer offered',
  },
  'app.window_areas': { 'window_id position level area_code town part': 'what a window answers for' },
}

const company: Reasons = {
  'app.tenants': {
    'id name': 'to whom a report goes',
    municipality_code: 'against the contracts of which municipality a condition is held',
    settings: 'clocks: when the agency will have answered, said before sending',
  },
  'app.organizations': {
    'id tenant_id name kind legal_kind': 'which agency receives; which law the gate applies',
    phone: 'printed on letters as the sender’s, told as a fallback',
  },
  'app.users': {
    'id organization_id display_name': 'which colleague wrote a report',
    login_name: 'the label of one’s own authenticator',
  },
  'app.agreements': {
    'tenant_id id title kind state valid_from valid_until categories feedback_ceiling version created_at':
      'the common text of the parties: each may read what it agreed to',
    'edition replaces condition suppression facts_allowed': 'and whom to guide, which the company carries out',
  },
  'app.agreement_parties': {
    'tenant_id agreement_id organization_id agreed_on': 'with whom it was agreed, and who has yet to agree',
  },
  'app.agency_capacity': {
    'tenant_id id organization_id valid_from people_per_month note declared_at':
      'a condition is weighed against what the agency can take; who declared it is the agency’s own matter',
  },
  'app.screening_counts': {
    'tenant_id id agreement_id organization_id edition source condition suppression cells basis shared_by shared_at':
      'what the company itself showed; what it was counted over stays with it',
  },
  'app.subjects': {
    'scope_id id wrapped_key': 'opens the company’s own records of a person; useless without the key file',
  },
  'app.consents': {
    'organization_id id subject_id': 'the company’s own record of an answer',
    'outcome recipient_tenant_id categories purposes feedback_level until withdrawn_at':
      'what may be shared, and that it may no longer: the company must stop',
    'method capacity sealed evidence obtained_by obtained_at':
      'what a company must be able to show of a consent it relied on (APPI Art. 27, guideline 3-6-2)',
  },
  'app.reports': {
    'organization_id id tenant_id subject_id kind state urgency supply_kind stop_on stopped_on consent_id window_id leaflet_number sealed written_by passed_on_at sent_by sent_at receipt_number withdrawn_at withdrawn_because version created_at updated_at protected':
      'the company’s own record',
  },
  'app.danger_reviews': {
    'organization_id report_id due_on called_119_or_110 session_was_expired reported_by reviewed_by reviewed_at finding':
      'the company reviews its own reports of danger',
  },
  'app.report_updates': {
    'organization_id report_id id field sealed written_by at': 'the company’s own copy of what it changed',
  },
  'app.feedback': { 'organization_id report_id id word at': 'the word that came back, at its level' },
  'app.sharings': {
    'tenant_id id at provider_id recipient_id report_organization_id report_id categories purpose ground until':
      'the company’s half of the ledger (APPI Art. 29)',
    'consent_id art29_record_duty': 'on which consent, and whether the law asks for this record',
    'judgement_id item_id request_id': 'on which judgement, agenda item or request it went when there was no consent',
  },
  'app.judgements': {
    'provider_id id tenant_id report_organization_id report_id recipient_id purpose ground':
      'the company’s own record of a sharing without consent: which report, to whom, on which ground',
    'scope_id subject_id': 'under whose key its words are sealed',
    'interest facts_observed_at hardness categories provision item_id request_id route':
      'what its own staff chose; the words themselves are sealed',
    'valid_until ask_again_on tell_on not_told_until': 'its own duties towards the person, with their days',
    'state requested_by asked_at second_due_on version updated_at': 'who of its own people waits for whom',
  },
  'app.judgement_words': { 'provider_id judgement_id part sealed': 'what its own staff wrote, sealed for the person' },
  'app.judgement_attempts': {
    'provider_id judgement_id position at way result note': 'when and how its own staff asked the person',
  },
  'app.judgement_signatures': {
    'provider_id judgement_id kind verdict signed_by on_duty reason at':
      'who of its own people decided, and why (sealed)',
  },
  'app.decision_duty': {
    'organization_id id user_id starts_at ends_at planned_by':
      'who of its own people decides at nights and on holidays',
  },
  'app.snapshots': {
    'tenant_id sharing_id category recipient_id report_organization_id report_id sealed wrapped_key':
      'what an agency may one day address to a liaison; nothing writes one today',
  },
  'app.questions': {
    'tenant_id id organization_id asked_by area_code stage signs body asked_at': 'the question that the company asked',
    'answer_kind answer answering_agency_id answered_at version': 'the agency’s answer, not who of its people gave it',
  },
  'app.guidance_codes': {
    'organization_id tenant_id kind number language handed_on': 'stock and counts; which paper is whose stays closed',
  },
  'app.duty_roster': { 'id agency_id starts_at ends_at label phone': 'who answers now when the window is closed' },
  'app.notices': { 'user_id id kind object_id at read_at count': 'one’s own news' },
  'app.drafts': { 'user_id key sealed version updated_at': 'one’s own half-written forms' },
}

const openColumns = { utility: { ...directory, ...company }, public: directory } as const

/** `app.consents withdrawn_at` and so on: everything that is meant to be open on these planes. */
export function columnsOpenTo(plane: keyof typeof openColumns): ReadonlySet<string> {
  return new Set(
    Object.entries(openColumns[plane]).flatMap(([table, groups]) =>
      Object.keys(groups).flatMap((names) => names.split(' ').map((name) => `${table} ${name}`)),
    ),
  )
}
