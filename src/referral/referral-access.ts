import type { Refusal, Result } from '#kernel/result.ts'
import { type ReferralCommand, type ReportCommand, referralCommands, reportCommands } from './referral.ts'

/**
 * Who may do what to a report: role × command × relation. The first of two locks; the second is row-level security
 * (db/migrations/0008, 0010, 0012). What no row names is refused.
 */

export type CompanyRole = 'field_worker' | 'arrears_clerk' | 'liaison' | 'utility_admin'
/** `own`: written by the one who asks; `colleague`: by somebody else of the same company; `other`: another company's. */
export type CompanyRelation = 'own' | 'colleague' | 'other'
export const companyRelations = ['own', 'colleague', 'other'] as const satisfies readonly CompanyRelation[]
export type CompanyAction = ReportCommand | 'read' | 'report-danger' | 'ask-question'

export const companyActions = [
  ...reportCommands,
  'read',
  'report-danger',
  'ask-question',
] as const satisfies readonly CompanyAction[]

export const COMPANY_ACCESS = {
  field_worker: {
    read: ['own'],
    save: ['own'],
    'pass-on': ['own'],
    withdraw: ['own'],
    'report-danger': ['own'],
  },
  arrears_clerk: {
    read: ['own', 'colleague'],
    save: ['own', 'colleague'],
    'pass-on': ['own'],
    send: ['own'],
    update: ['own', 'colleague'],
    withdraw: ['own', 'colleague'],
    'withdraw-consent': ['own', 'colleague'],
    'report-danger': ['own'],
    'ask-question': ['own'],
  },
  liaison: {
    read: ['own', 'colleague'],
    save: ['own', 'colleague'],
    'pass-on': ['own'],
    // A colleague's only after its author handed it over: `mayAnswerFor`.
    send: ['own', 'colleague'],
    update: ['own', 'colleague'],
    withdraw: ['own', 'colleague'],
    'withdraw-consent': ['own', 'colleague'],
    'review-danger': ['colleague'],
    'report-danger': ['own'],
    'ask-question': ['own'],
  },
  // Reports danger like everybody and then learns, as every reporter, that it helped.
  utility_admin: { read: ['own'], 'report-danger': ['own'] },
} as const satisfies Record<CompanyRole, Partial<Record<CompanyAction, readonly CompanyRelation[]>>>

/** Whether a draft may go in the speaker's name: their own, or one that its author handed over to the liaison. */
export function mayAnswerFor(relation: CompanyRelation, handedOver: boolean): boolean {
  return relation === 'own' || (relation === 'colleague' && handedOver)
}

export const notHandedOver: Refusal<'report-not-handed-over'> = {
  code: 'report-not-handed-over',
  because:
    'この連絡は、書いた人がまだ「渡す」を押していません。書いた人が渡すと、連絡担当から送れます。入力は消えていません。',
}

/** Also for whoever is not there: an id of another house is answered like one that nobody has. */
export const notAColleague: Refusal<'not_a_colleague'> = {
  code: 'not_a_colleague',
  because: 'この相談窓口の相談員から選んでください。',
}

export type AgencyRole = 'consultation_worker' | 'lead_worker' | 'municipal_officer' | 'tenant_admin'
/**
 * `inbox`: reached the agency, no case yet; `case`: belongs to a case the speaker may see; `closed-case`: belongs to a
 * case closed to the speaker (not assigned, or a protected person's); `other`: another agency's or municipality's.
 */
export type AgencyRelation = 'inbox' | 'case' | 'closed-case' | 'other'
export const agencyRelations = ['inbox', 'case', 'closed-case', 'other'] as const satisfies readonly AgencyRelation[]
export type AgencyAction =
  | Exclude<ReferralCommand, 'update' | 'withdraw'>
  | 'read'
  | 'answer-question'
  | 'take-request'
  | 'plan-duty'

export const agencyActions: readonly AgencyAction[] = [
  'read',
  ...referralCommands.filter((command) => command !== 'update' && command !== 'withdraw'),
  'answer-question',
  'take-request',
  'plan-duty',
]

const caseWorker = {
  read: ['inbox', 'case'],
  acknowledge: ['inbox', 'case'],
  assign: ['inbox', 'case'],
  accept: ['inbox'],
  decline: ['inbox'],
  redirect: ['inbox'],
  conclude: ['inbox', 'case'],
  'choose-feedback': ['inbox', 'case'],
  tell: ['inbox', 'case'],
  'withdraw-consent': ['inbox', 'case'],
  // Of a case the mark is the case's.
  protect: ['inbox'],
  'answer-question': ['inbox'],
  'take-request': ['inbox'],
} as const satisfies Partial<Record<AgencyAction, readonly AgencyRelation[]>>

export const AGENCY_ACCESS = {
  consultation_worker: caseWorker,
  lead_worker: { ...caseWorker, 'plan-duty': ['inbox'] },
  municipal_officer: {},
  tenant_admin: {},
} as const satisfies Record<AgencyRole, Partial<Record<AgencyAction, readonly AgencyRelation[]>>>

type Access<Action extends string, Relation extends string> = Readonly<
  Record<string, Readonly<Partial<Record<Action, readonly Relation[]>>> | undefined>
>
const company: Access<CompanyAction, CompanyRelation> = COMPANY_ACCESS
const agency: Access<AgencyAction, AgencyRelation> = AGENCY_ACCESS

/** Whether one of the roles may do this to a report of a company. */
export function mayAsCompany(roles: readonly string[], action: CompanyAction, relation: CompanyRelation): boolean {
  return roles.some((role) => company[role]?.[action]?.includes(relation) ?? false)
}

/** Whether one of the roles may do this to a report that reached an agency. */
export function mayAsAgency(roles: readonly string[], action: AgencyAction, relation: AgencyRelation): boolean {
  return roles.some((role) => agency[role]?.[action]?.includes(relation) ?? false)
}

export const roleMissing: Refusal<'forbidden'> = {
  code: 'forbidden',
  because: 'この操作は、いまの役割では行えません。',
}

/** The refusal of a role, as a result. */
export function refuseRole(): Result<never> {
  return { ok: false, refusal: roleMissing }
}
