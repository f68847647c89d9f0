import type { DataCategory } from '#consent/consent.ts'
import { addDays, type CalendarDate } from '#kernel/calendar-date.ts'
import { articleOf, type JudgementGround, type LegalKind, type SharingPurpose, SMALLEST_CATEGORIES } from './grounds.ts'

/**
 * The guided record of a sharing without consent (判断の記録): which interest, what was seen, what was tried, why it is
 * hard, why it is necessary, who decides. Manual 3(2)①, 3(3); APPI 27(1), 69(2). Pure; the words are sealed elsewhere.
 */

export const INTERESTS = { life: '生命（命）', body: '身体（けが・病気・飢え・寒さ）', property: '財産' } as const
export type Interest = keyof typeof INTERESTS
export const interests = ['life', 'body', 'property'] as const satisfies readonly Interest[]

export const ATTEMPT_WAYS = {
  visit: '訪問した',
  phone: '電話した',
  letter: '手紙・ちらしを入れた',
  message: 'メール・SMSを送った',
  counter: '窓口で会った',
} as const
export type AttemptWay = keyof typeof ATTEMPT_WAYS
export const attemptWays = ['visit', 'phone', 'letter', 'message', 'counter'] as const satisfies readonly AttemptWay[]

export const ATTEMPT_RESULTS = {
  'no-answer': '応答がなかった',
  'not-reached': '届かなかった・つながらなかった',
  'not-understood': '話が伝わらなかった',
  undecided: '答えは決まらなかった',
  declined: 'はっきり断られた',
} as const
export type AttemptResult = keyof typeof ATTEMPT_RESULTS
export const attemptResults = [
  'no-answer',
  'not-reached',
  'not-understood',
  'undecided',
  'declined',
] as const satisfies readonly AttemptResult[]

/** Why consent is hard to obtain. With three of them nobody can be asked to have tried. */
export const HARDNESS = {
  'no-answer': '何度か伺っても、答えが得られない',
  'cannot-judge': '判断する力が十分でないとみられる',
  'time-presses': '伺うのを待つと間に合わない',
  'asking-endangers': '伺うことで、かえって危険が増す',
  declined: '断られたが、支援会議・法令の根拠で検討する',
} as const
export type Hardness = keyof typeof HARDNESS
export const hardnesses = [
  'no-answer',
  'cannot-judge',
  'time-presses',
  'asking-endangers',
  'declined',
] as const satisfies readonly Hardness[]
export const HARD_WITHOUT_ATTEMPT = [
  'cannot-judge',
  'time-presses',
  'asking-endangers',
] as const satisfies readonly Hardness[]

export const ROUTES = {
  'through-liaison': '連絡担当を通して相談窓口へ（ふだんの道すじ）',
  'straight-to-window': '急ぐため、担当者から相談窓口へじかに',
  'through-conference': '支援会議の資料として',
  'on-request': '協力の求めへの回答として',
} as const
export type Route = keyof typeof ROUTES
export const routes = [
  'through-liaison',
  'straight-to-window',
  'through-conference',
  'on-request',
] as const satisfies readonly Route[]

/** Routes that fit a ground; what comes from the conference goes through the conference. */
export function routesFor(ground: JudgementGround): readonly Route[] {
  if (ground === 'support-conference') return ['through-conference']
  if (ground === 'cooperation-request') return ['on-request']
  return ['through-liaison', 'straight-to-window']
}

/** Words of a person about a person: each is sealed by itself, so that what is missing is known without reading. */
export const wordsParts = ['facts', 'why-hard', 'necessity', 'no-unjust-harm', 'not-told', 'arrears'] as const
export type WordsPart = (typeof wordsParts)[number]

/** Fewer bytes of text (UTF-8; four characters of Japanese) say nothing; the database measures the sealed text alike. */
export const FEWEST_BYTES = 12
/** Whether a text says something. */
export function saysSomething(text: string | undefined): boolean {
  return text !== undefined && new TextEncoder().encode(text.trim()).length >= FEWEST_BYTES
}

/** No judgement holds longer; the same as the preset consent at the door. */
export const LONGEST_DAYS = 180

export type Attempt = { readonly at: string; readonly way: AttemptWay; readonly result: AttemptResult }

/** What the gate knows of a record: codes and dates, and which words are there. Instants are ISO text. */
export type JudgementRecord = {
  readonly ground: JudgementGround
  readonly purpose: SharingPurpose
  readonly interest: Interest | undefined
  /** When the newest of the facts was seen. */
  readonly factsObservedAt: string | undefined
  readonly attempts: readonly Attempt[]
  readonly hardness: Hardness | undefined
  readonly words: readonly WordsPart[]
  readonly categories: readonly DataCategory[]
  readonly provision: string | undefined
  readonly itemId: string | undefined
  readonly requestId: string | undefined
  readonly route: Route | undefined
  readonly validUntil: CalendarDate | undefined
  readonly askAgainOn: CalendarDate | undefined
  readonly tellOn: CalendarDate | undefined
  /** The day on which the reason not to tell is looked at again. */
  readonly notToldUntil: CalendarDate | undefined
}

export const judgementParts = [
  'interest',
  'facts',
  'attempts',
  'why-hard',
  'necessity',
  'no-unjust-harm',
  'categories',
  'provision',
  'item',
  'request',
  'route',
  'valid-until',
  'ask-again',
  'telling',
] as const
export type JudgementPart = (typeof judgementParts)[number]

const everyGround = ['necessity', 'categories', 'route', 'valid-until', 'telling'] as const
const protection = ['interest', 'facts', 'attempts', 'why-hard', 'ask-again'] as const
const PARTS_OF_GROUND = {
  'life-body-property': [...protection, ...everyGround],
  // Inside the conference the same standard holds (manual 3(2)①).
  'support-conference': ['item', ...protection, ...everyGround],
  'cooperation-request': ['request', ...everyGround],
  law: ['provision', ...everyGround],
  other: ['provision', 'facts', 'ask-again', ...everyGround],
} as const satisfies Record<JudgementGround, readonly JudgementPart[]>

/** What a ground asks for, in the order of the guide, and nothing more. APPI 69(2) besides asks that nobody is unduly harmed. */
export function partsFor(ground: JudgementGround, provider: LegalKind): readonly JudgementPart[] {
  const asked: readonly JudgementPart[] = PARTS_OF_GROUND[ground]
  const harm = articleOf(provider) === '69' && ground !== 'law'
  return judgementParts.filter((part) => (part === 'no-unjust-harm' ? harm : asked.includes(part)))
}

/** Whether one part of a record is there. */
export function isThere(part: JudgementPart, record: JudgementRecord): boolean {
  const { words } = record
  switch (part) {
    case 'interest':
      return record.interest !== undefined
    case 'facts':
      return record.factsObservedAt !== undefined && words.includes('facts')
    case 'attempts':
      return record.attempts.length > 0 || HARD_WITHOUT_ATTEMPT.some((one) => one === record.hardness)
    case 'why-hard':
      return isHard(record)
    case 'necessity':
    case 'no-unjust-harm':
      return words.includes(part)
    case 'categories':
      return record.categories.length > 0 && aboveMinimum(record.categories).every((one) => words.includes(one))
    case 'provision':
      return record.provision !== undefined && namesProvision(record.provision)
    case 'item':
      return record.itemId !== undefined
    case 'request':
      return record.requestId !== undefined
    case 'route':
      return routesFor(record.ground).some((route) => route === record.route)
    case 'valid-until':
      return record.validUntil !== undefined
    case 'ask-again':
      return record.askAgainOn !== undefined
    case 'telling':
      return record.tellOn !== undefined || (record.notToldUntil !== undefined && words.includes('not-told'))
    default: {
      const never: never = part
      return never
    }
  }
}

/** "Declined" is hardness for the conference alone: a plain no is no difficulty in asking (manual 3(3)). */
function isHard({ hardness, ground, words }: JudgementRecord): boolean {
  if (hardness === undefined || !words.includes('why-hard')) return false
  return hardness !== 'declined' || ground === 'support-conference'
}

/** Categories beyond the smallest ones; each wants a sentence of its own. */
export function aboveMinimum(categories: readonly DataCategory[]): 'arrears'[] {
  return categories.filter((one) => !SMALLEST_CATEGORIES.some((smallest) => smallest === one)).map(() => 'arrears')
}

/** A law and an article are named: 「高齢者虐待防止法第7条第1項」. */
export function namesProvision(text: string): boolean {
  return /.{2,}第[0-9０-９一二三四五六七八九十百]+条/u.test(text.trim())
}

/** Parts that are not there yet, in the order of the guide. */
export function missingParts(record: JudgementRecord, provider: LegalKind): readonly JudgementPart[] {
  return partsFor(record.ground, provider).filter((part) => !isThere(part, record))
}

/** The last day that may be chosen on a day. */
export function latestValidUntil(today: CalendarDate): CalendarDate {
  return addDays(today, LONGEST_DAYS)
}
