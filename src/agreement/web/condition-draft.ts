import { z } from 'zod'
import { conditionShape } from '#arrears-screening/condition-contract.ts'
import { halfWidth } from '#kernel/character-width.ts'
import type { FieldProblem } from '#ui/form.tsx'
import type { Clause, Condition } from '../screening-terms.ts'
import { readDays, type Topic, topicOf, topics } from './condition-topics.ts'

/** One row of the form: what is asked, and the answer as typed. Fields that the topic does not use stay empty. */
export const draftClause = z.object({
  kind: z.literal('clause'),
  key: z.string(),
  topic: z.string(),
  is: z.enum(['at-least', 'more-than', 'at-most', 'less-than', 'exactly']),
  number: z.string(),
  values: z.array(z.string()),
  yes: z.boolean(),
  from: z.string(),
  to: z.string(),
})
export type DraftClause = z.infer<typeof draftClause>

/** `not-any`: none of them; `not-all`: not all of them at once. */
export const JOINS = {
  all: 'すべてに当てはまる',
  any: 'どれかに当てはまる',
  'not-any': 'どれにも当てはまらない',
  'not-all': 'すべてには当てはまらない',
} as const
export type Join = keyof typeof JOINS

export type DraftGroup = {
  readonly kind: 'group'
  readonly key: string
  readonly join: Join
  readonly of: readonly DraftNode[]
}
export type DraftNode = DraftClause | DraftGroup

export const draftGroup: z.ZodType<DraftGroup> = z.lazy(() =>
  z.object({
    kind: z.literal('group'),
    key: z.string(),
    join: z.enum(['all', 'any', 'not-any', 'not-all']),
    of: z.array(z.union([draftClause, draftGroup])),
  }),
)

export function emptyClause(key: string): DraftClause {
  return { kind: 'clause', key, topic: '', is: 'at-least', number: '', values: [], yes: true, from: '', to: '' }
}

export function emptyGroup(key: string, first: string): DraftGroup {
  return { kind: 'group', key, join: 'all', of: [emptyClause(first)] }
}

/** The form of a condition. Keys are places, so that the same condition gives the same form. */
export function draftOfCondition(condition: Condition): DraftGroup {
  const node = nodeOf(condition, '0')
  return node.kind === 'group' ? node : { kind: 'group', key: 'root', join: 'all', of: [node] }
}

function nodeOf(condition: Condition, key: string): DraftNode {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return { kind: 'group', key, join: condition.kind, of: nodesOf(condition.of, key) }
    case 'not': {
      const { of } = condition
      if (of.kind === 'all') return { kind: 'group', key, join: 'not-all', of: nodesOf(of.of, key) }
      return { kind: 'group', key, join: 'not-any', of: nodesOf(of.kind === 'any' ? of.of : [of], key) }
    }
    default:
      return rowOf(condition, key)
  }
}

const nodesOf = (parts: readonly Condition[], key: string) => parts.map((part, at) => nodeOf(part, `${key}-${at + 1}`))

function rowOf(clause: Clause, key: string): DraftClause {
  const row = { ...emptyClause(key), topic: topicOf(clause) }
  switch (clause.kind) {
    case 'number':
      return { ...row, is: clause.is, number: String(clause.value) }
    case 'days-since':
    case 'days-until':
      return { ...row, is: clause.is, number: String(clause.days) }
    case 'one-of':
      return { ...row, values: [...clause.values] }
    case 'stage-at-least':
      return { ...row, values: [clause.stage] }
    case 'flag':
      return { ...row, yes: clause.is }
    case 'season':
      return { ...row, from: clause.from, to: clause.to }
    default: {
      const never: never = clause
      return never
    }
  }
}

export type ReadCondition = { readonly condition: Condition } | { readonly problems: readonly FieldProblem[] }

/** What the form says, or which row cannot be read and why. A single row is the condition itself. */
export function conditionOfDraft(root: DraftGroup): ReadCondition {
  const { value, problems } = read(root, true)
  if (problems.length > 0) return { problems }
  const checked = conditionShape.safeParse(value)
  if (checked.success) return { condition: checked.data }
  return { problems: checked.error.issues.map(({ message }) => ({ path: groupField(root), message })) }
}

/** Where the sentence about a row or a group stands. */
export const rowField = ({ key }: { key: string }) => `clause.${key}`
export const groupField = ({ key }: { key: string }) => `group.${key}`

type Read = { readonly value: unknown; readonly problems: readonly FieldProblem[] }

function read(node: DraftNode, isRoot = false): Read {
  if (node.kind === 'clause') return readRow(node)
  if (node.of.length === 0)
    return { value: undefined, problems: [{ path: groupField(node), message: '条件を一つ以上入れてください。' }] }
  const parts = node.of.map((part) => read(part))
  const of = parts.map(({ value }) => value)
  return { value: joined(node.join, of, isRoot), problems: parts.flatMap(({ problems }) => problems) }
}

function joined(join: Join, of: readonly unknown[], isRoot: boolean): unknown {
  const single = of.length === 1 ? of[0] : undefined
  switch (join) {
    case 'all':
    case 'any':
      return isRoot && single !== undefined ? single : { kind: join, of }
    case 'not-any':
      return { kind: 'not', of: single ?? { kind: 'any', of } }
    case 'not-all':
      return { kind: 'not', of: { kind: 'all', of } }
    default: {
      const never: never = join
      return never
    }
  }
}

function readRow(row: DraftClause): Read {
  const topic = topics.get(row.topic)
  if (topic === undefined)
    return { value: undefined, problems: [{ path: rowField(row), message: '調べることを選んでください。' }] }
  const path = `${rowField(row)}.${answerField(topic)}`
  const wrong = (message: string): Read => ({ value: undefined, problems: [{ path, message }] })
  const candidate = candidateOf(row, topic)
  if (typeof candidate === 'string') return wrong(candidate)
  const checked = conditionShape.safeParse(candidate)
  return checked.success ? { value: checked.data, problems: [] } : wrong(firstMessage(checked.error))
}

/** The field of a row that holds its answer: there its sentence stands. */
function answerField({ kind }: Topic): string {
  switch (kind) {
    case 'number':
    case 'days-since':
    case 'days-until':
      return 'number'
    case 'one-of':
      return 'values'
    case 'stage-at-least':
      return 'stage'
    case 'flag':
      return 'yes'
    case 'season':
      return 'from'
    default: {
      const never: never = kind
      return never
    }
  }
}

/** The clause as the row has it, not yet checked; a sentence when a number cannot be read. */
function candidateOf(row: DraftClause, { kind, fact }: Topic): object | string {
  const { is, values, yes, from, to } = row
  switch (kind) {
    case 'number': {
      const value = readNumber(row.number)
      return value === undefined ? '数字で入れてください（例：2）。' : { kind, fact, is, value }
    }
    case 'days-since':
    case 'days-until': {
      const days = readDays(row.number)
      return days === undefined ? '日数を数字で入れてください（例：14）。' : { kind, fact, is, days }
    }
    case 'one-of':
      return {
        kind,
        fact,
        values: fact === 'municipality' ? values.flatMap((text) => text.split(/[\s、,]+/u).filter(Boolean)) : values,
      }
    case 'stage-at-least':
      return values[0] === undefined ? '段階を選んでください。' : { kind, stage: values[0] }
    case 'flag':
      return { kind, fact, is: yes }
    case 'season':
      return { kind, from, to }
    default: {
      const never: never = kind
      return never
    }
  }
}

function readNumber(text: string): number | undefined {
  const plain = halfWidth(text).replaceAll(/[\s,円か月]/gu, '')
  return /^\d+$/.test(plain) ? Number(plain) : undefined
}

/** Of a union only the issue of the shape that fits best says something to people. */
function firstMessage(error: z.ZodError): string {
  const messages = error.issues.flatMap(messagesOf)
  return messages.find((message) => /[ぁ-ん]/.test(message)) ?? 'この条件を読み取れません。入れた値を確かめてください。'
}

function messagesOf(issue: z.core.$ZodIssue): readonly string[] {
  return issue.code === 'invalid_union' ? issue.errors.flatMap((each) => each.flatMap(messagesOf)) : [issue.message]
}
