import type { z } from 'zod'
import { readDate } from '#ui/date-field.tsx'
import type { FieldProblem } from '#ui/form.tsx'
import type { Municipality, OwnHandout, recordHandout } from '../stock/handout-contract.ts'
import { readNumber } from './typed-number.ts'

type Body = z.input<(typeof recordHandout)['body']>
/** As it is typed: nothing in `count` is one, nothing in `day` is today. */
export type HandoutDraft = Pick<Body, 'tenantId' | 'stage' | 'channel' | 'language'> & { count: string; day: string }

const usual = { stage: 'general', channel: 'counter', language: 'ja' } as const

/** What somebody records is mostly what they recorded last; at first, a general leaflet at the counter. */
export function firstDraft(handouts: readonly OwnHandout[], municipalities: readonly Municipality[]): HandoutDraft {
  const [last] = handouts
  const [only, another] = municipalities
  const { stage, channel, language } = last ?? usual
  const tenantId = only !== undefined && another === undefined ? only.id : (last?.tenantId ?? '')
  return { tenantId, stage, channel, language, count: '', day: '' }
}

/** What goes over the wire, or what is still missing. */
export function bodyOf(draft: HandoutDraft, today: string): { body: Body } | { problems: readonly FieldProblem[] } {
  const { count: typed, day, ...what } = draft
  const count = typed.trim() === '' ? 1 : readNumber(typed)
  const handedOn = day === '' ? today : readDate(day)
  const problems: FieldProblem[] = []
  if (what.tenantId === '') problems.push({ path: 'tenantId', message: '市区町村を選んでください。' })
  if (count === undefined) problems.push({ path: 'count', message: '件数は「12」のように数字で入力してください。' })
  if (handedOn === undefined) problems.push({ path: 'handedOn', message: '日付を入力し直してください。' })
  if (count === undefined || handedOn === undefined || problems.length > 0) return { problems }
  return { body: { ...what, count, handedOn } }
}
