import { halfWidth } from '#kernel/character-width.ts'
import {
  type Clause,
  DATE_FACTS,
  FLAG_FACTS,
  INSTALMENT_PLANS,
  NOTICE_STAGES,
  NUMBER_FACTS,
  SUPPLIES,
} from '../screening-terms.ts'

/** What a row may ask for: the clause's kind and its fact. */
export type Topic = { readonly kind: Clause['kind']; readonly fact: string; readonly label: string }

const of = (kind: Clause['kind'], facts: Readonly<Record<string, string>>, label: (name: string) => string) =>
  Object.entries(facts).map(([fact, name]) => [`${kind}:${fact}`, { kind, fact, label: label(name) }] as const)

const list: ReadonlyArray<readonly [string, Topic]> = [
  ...of('number', NUMBER_FACTS, (name) => name),
  [
    'stage-at-least:noticeStage',
    { kind: 'stage-at-least', fact: 'noticeStage', label: 'お知らせの段階が、ここまで進んだか' },
  ],
  ...of('days-until', { stopOn: DATE_FACTS.stopOn }, (name) => `${name}までの日数`),
  ...of(
    'days-since',
    { oldestDueOn: DATE_FACTS.oldestDueOn, lastGuidedOn: DATE_FACTS.lastGuidedOn },
    (name) => `${name}からの日数`,
  ),
  ...of('flag', FLAG_FACTS, (name) => name),
  ['season:', { kind: 'season', fact: '', label: '季節' }],
  ...of(
    'one-of',
    {
      supply: '供給の種類',
      instalmentPlan: '分割のお支払い',
      noticeStage: 'お知らせの段階（選んだものだけ）',
      municipality: '市区町村（コード）',
    },
    (name) => name,
  ),
  ...of(
    'days-until',
    { oldestDueOn: DATE_FACTS.oldestDueOn, lastGuidedOn: DATE_FACTS.lastGuidedOn },
    (name) => `${name}までの日数`,
  ),
  ...of('days-since', { stopOn: DATE_FACTS.stopOn }, (name) => `${name}からの日数`),
]

/** Every topic by its name in the form, in the order in which it is offered. */
export const topics: ReadonlyMap<string, Topic> = new Map(list)

export const topicChoices = list.map(([value, { label }]) => ({ value, label }))

/** The name of a clause's topic. */
export function topicOf(clause: Clause): string {
  switch (clause.kind) {
    case 'season':
      return 'season:'
    case 'stage-at-least':
      return 'stage-at-least:noticeStage'
    case 'one-of':
    case 'number':
    case 'flag':
    case 'days-since':
    case 'days-until':
      return `${clause.kind}:${clause.fact}`
    default: {
      const never: never = clause
      return never
    }
  }
}

const choicesOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }))

/** The closed list behind a topic; empty where something is typed. */
export function valueChoices({ fact }: Topic): ReadonlyArray<{ readonly value: string; readonly label: string }> {
  if (fact === 'supply') return choicesOf(SUPPLIES)
  if (fact === 'noticeStage') return choicesOf(NOTICE_STAGES)
  return fact === 'instalmentPlan' ? choicesOf(INSTALMENT_PLANS) : []
}

/** Whole days, half or full width, also before the day (「-3」). */
export function readDays(text: string): number | undefined {
  const plain = halfWidth(text)
    .replaceAll(/[\s,日]/gu, '')
    .replace(/^[−―ー]/u, '-')
  return /^-?\d+$/.test(plain) ? Number(plain) : undefined
}
