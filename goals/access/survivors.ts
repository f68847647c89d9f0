const alone =
  'the wall beside it compares with the speaker’s house, which is null for nobody: the policy only opens what the wall leaves'
const plane = 'everybody on the auditors’ plane has the role auditor and no other (constraints of app.users)'
const whoOnly =
  'the check asks only who is speaking, as the other side does: whoever may touch the old row may write the new one'

/** Faults that change no answer, and why: the only ones that may survive. */
export const explained: Readonly<Record<string, string>> = {
  'staff_read_parties on app.agreement_parties: using true': alone,
  'colleagues_know_who_decides on app.decision_duty: using true': alone,
  'a_company_reads_parties_of_its_agreements on app.agreement_parties: using true': alone,
  'a_company_reads_its_own_agreements on app.agreements: using true': alone,
  'staff_read_agreements on app.agreements: using true': alone,
  'staff_see_letters on app.guidance_codes: using true': alone,
  'staff_read_subjects_in_custody on app.subjects: using true': alone,
  'members_are_known_in_the_house on app.team_members: using true': alone,
  'teams_are_known_in_the_house on app.teams: using true': alone,
  'colleagues_see_each_other on app.users: using true': alone,
  'auditor_reads_the_ledger on app.sharings: using true': plane,
  'auditor_reads_the_log on audit.entries: using true': plane,
  'auditor_reads_the_heads on audit.heads: using true': plane,
  'auditor_reads_counts on app.screening_counts: using true': plane,
  'counts_of_the_tenant on app.screening_counts: check true':
    'no plane may write counts: the function alone does, and the check stands for the day one may',
  'officers_change_agreements on app.agreements: check true': whoOnly,
  'officers_change_windows on app.contact_windows: check true': whoOnly,
  'who_sees_a_case_releases_people on app.case_members: check true':
    'only ended_at may be written: the case that the new row names is the one of the old row',
  'questions_of_the_tenant on app.questions: check true':
    'the municipality of a question may not be written: the new row has that of the old one, and an_answer_is_mended_by_its_own_agency asks for the house',
  'stays_in_the_tenant on app.household_keys: check true':
    'no plane may write keys at all: the check stands for the day one may',
  'sec.feedback_terms(uuid): x.tenant_id = sec.tenant() → true':
    'an agency belongs to one municipality (foreign key of app.referrals): the agency of the speaker says as much',
}
