import type { MemberKind } from './member-kinds.ts'
import { MOST_DAYS_AFTER, MOST_DAYS_BEFORE } from './support-conference.ts'

/** How the chair comes to be: named by the by-laws, or chosen by the members among themselves (鉾田市, 港区 / 美馬市). */
export const CHAIR_RULES = {
  'section-head': '主管課の課長',
  'department-head': '主管部の部長',
  'elected-among-members': '構成員の互選',
  'appointed-by-mayor': '首長の指名',
} as const
export type ChairRule = keyof typeof CHAIR_RULES
export const chairRules = [
  'section-head',
  'department-head',
  'elected-among-members',
  'appointed-by-mayor',
] as const satisfies readonly ChairRule[]

/**
 * Bodies of other laws that a sitting may be held together with (annex 3: 類似の他法に基づく会議体との合同開催可), or whose
 * members and dates a conference uses. Article numbers of the other laws are printed as data and were not confirmed.
 */
export const OTHER_BODIES = {
  'plan-coordination': { name: '支援調整会議（自立相談支援事業）', law: '生活困窮者自立支援制度の事業の手引き' },
  'child-protection': { name: '要保護児童対策地域協議会', law: '児童福祉法第25条の2' },
  'public-assistance': { name: '調整会議（生活保護）', law: '生活保護法第27条の3' },
  'community-care': { name: '地域ケア会議', law: '介護保険法第115条の48' },
  disability: { name: '協議会（障害者支援）', law: '障害者総合支援法第89条の3' },
  'inclusive-support': { name: '支援会議（重層的支援体制整備事業）', law: '社会福祉法第106条の6' },
  isolation: { name: '孤独・孤立対策地域協議会', law: '孤独・孤立対策推進法第15条' },
} as const
export type OtherBody = keyof typeof OTHER_BODIES
export const otherBodies = [
  'plan-coordination',
  'child-protection',
  'public-assistance',
  'community-care',
  'disability',
  'inclusive-support',
  'isolation',
] as const satisfies readonly OtherBody[]

/**
 * The by-laws of one conference body as data (運営要領). Article 9(6): what is needed for its organisation and running the
 * conference decides itself. A change makes a new edition; a sitting keeps the edition under which it was called.
 */
export type ByLaws = {
  readonly chair: ChairRule
  readonly chairTitle: string
  readonly deputy: ChairRule | null
  readonly deputyTitle?: string | undefined
  /** Kinds that may be called at all; a company is callable only where they name it. */
  readonly callable: readonly MemberKind[]
  /** Kinds that are called to every case item, such as the office that holds the conference. */
  readonly alwaysCalled: readonly MemberKind[]
  /** Whether sitting and papers are closed to the public (美馬市, 港区: both closed). */
  readonly closed: boolean
  /** Years for which records of a sitting are kept; no source names a national figure, so each body writes its own. */
  readonly retentionYears: number
  readonly daysBefore: number
  readonly daysAfter: number
  /** A body that exists already and whose sittings serve as the conference too (鉾田市). */
  readonly usesExisting: OtherBody | null
  readonly jointWith: readonly OtherBody[]
  /** The text that members acknowledge. */
  readonly secrecyVersion: string
}

/** What the field's by-laws have in common; a body changes what its own say. */
export const USUAL_BY_LAWS = {
  chair: 'section-head',
  chairTitle: '会長',
  deputy: 'appointed-by-mayor',
  deputyTitle: '副会長',
  callable: [
    'host-office',
    'consultation-agency',
    'city-section',
    'public-assistance',
    'welfare-council',
    'elder-care',
    'health',
    'education',
    'welfare-commissioner',
    'supply-company',
    'watch-over',
    'money-housing',
    'legal',
    'npo',
  ],
  alwaysCalled: ['host-office', 'consultation-agency'],
  closed: true,
  retentionYears: 5,
  daysBefore: MOST_DAYS_BEFORE,
  daysAfter: MOST_DAYS_AFTER,
  usesExisting: null,
  jointWith: [],
  secrecyVersion: '2026-04',
} as const satisfies ByLaws

/** The texts that members acknowledge, by version; a text that somebody signed is never changed. */
export const SECRECY_TEXTS = {
  '2026-04': [
    'わたしは、生活困窮者自立支援法第9条に基づく支援会議の事務に従事する者（従事していた者）として、正当な理由なく、会議で知ったことを外に漏らしません。',
    'この義務は、構成員でなくなった後、職や担当が変わった後も続きます。',
    '資料は、案件のために招かれた者だけが、決められた期間に限って見ます。写しをとらず、紙の資料は会議の後に返します。',
    '知ったことは支援のためだけに使い、料金の回収・取引・契約の判断には使いません。',
    '漏らしたときは、同法の罰則（1年以下の拘禁刑または100万円以下の罰金）の対象になることがあります。',
  ],
} as const
export type SecrecyVersion = keyof typeof SECRECY_TEXTS
export const secrecyVersions = ['2026-04'] as const satisfies readonly SecrecyVersion[]

/** How an acknowledgement was given. */
export const SECRECY_WAYS = {
  screen: '画面で確かめた',
  paper: '紙に署名',
  'on-the-spot': '会議の場で署名',
} as const
export type SecrecyWay = keyof typeof SECRECY_WAYS
export const secrecyWays = ['screen', 'paper', 'on-the-spot'] as const satisfies readonly SecrecyWay[]

export type SecrecyFacts = {
  /** Versions that this member acknowledged. */
  readonly signed: readonly string[]
  readonly wanted: string
  readonly emergency: boolean
}

/** `sign-first`: the pack waits for the signature. `sign-later`: nobody waits in an emergency; it is asked for afterwards. */
export function decideSecrecy({ signed, wanted, emergency }: SecrecyFacts): 'signed' | 'sign-first' | 'sign-later' {
  if (signed.includes(wanted)) return 'signed'
  return emergency ? 'sign-later' : 'sign-first'
}
