import { z } from 'zod'
import { isCalendarDate } from '#kernel/calendar-date.ts'
import { LARGEST_YEN } from '#kernel/yen.ts'
import { parseLeafletNumber, serialsFrom } from '../leaflet-number.ts'

/** Where leaflets lie. */
export const PLACE_KINDS = { store: '本社の在庫', branch: '営業所', contractor: '委託先' } as const
/** What happens to leaflets. */
export const MOVE_KINDS = {
  received: '受け取った・印刷した',
  handed: '営業所や委託先に渡した',
  used: 'お渡しした（番号なしで数える分）',
  spoiled: '使えなくなった',
  counted: '数え直した（棚卸し）',
} as const
export const moveKinds = ['received', 'handed', 'used', 'spoiled', 'counted'] as const

const day = z.string().refine(isCalendarDate, '日付は「2026-04-01」のように入力してください。')
const count = z.int('枚数は数字で入力してください。').max(1_000_000, '枚数は100万枚までです。')
const leafletNumber = z.string().transform((typed, context) => {
  const read = parseLeafletNumber(typed)
  if (read.ok) return String(read.value)
  context.addIssue({ code: 'custom', message: read.refusal.because })
  return z.NEVER
})

export const stockPlace = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['store', 'branch', 'contractor']),
  reorderAt: z.int(),
  balance: z.int(),
  received: z.int(),
  handed: z.int(),
  used: z.int(),
  spoiled: z.int(),
  costYen: z.int(),
  countedOn: z.string().nullable(),
  low: z.boolean(),
  /** The contractor whose people hand out what lies here. */
  employer: z.string().nullable(),
  employerId: z.string().nullable(),
  version: z.int(),
})
export type StockPlace = z.infer<typeof stockPlace>
const employer = z.object({ id: z.string(), name: z.string() })
export type Employer = z.infer<typeof employer>

/** What lies where, with what it cost. */
export const readLeafletStock = {
  method: 'GET',
  path: '/api/leaflets/stock',
  summary: 'ちらしの在庫です。場所ごとの残り、注文の目安、かかった費用と、場所に結べる委託先を返します。',
  response: z.object({ places: z.array(stockPlace), employers: z.array(employer) }),
} as const

/** A new place without `version`; with it, a change of the place as it was read (409 carries the place as it is now). */
export const keepLeafletPlace = {
  method: 'PUT',
  path: '/api/leaflets/places/:id',
  summary: 'ちらしを置く場所（本社・営業所・委託先）を登録し、または直し、注文の目安を決めます。',
  params: z.object({ id: z.uuid() }),
  body: z.strictObject({
    name: z.string().trim().min(1, '場所の名前を入力してください。').max(60, '場所の名前は60文字までです。'),
    kind: z.enum(['store', 'branch', 'contractor']),
    employerId: z.uuid().optional(),
    reorderAt: count.min(0, '注文の目安は0枚からです。'),
    version: z.int().min(1).optional(),
  }),
  response: z.undefined(),
} as const

/** One movement; written once however often it is sent. */
export const moveLeaflets = {
  method: 'PUT',
  path: '/api/leaflets/moves/:id',
  summary: 'ちらしの動き（受け取り、引き渡し、使用、損失、棚卸し）を1件記録します。',
  params: z.object({ id: z.uuid() }),
  body: z
    .strictObject({
      kind: z.enum(['handed', 'received', 'used', 'spoiled', 'counted']),
      placeId: z.uuid('場所を選んでください。'),
      toPlaceId: z.uuid('渡した先を選んでください。').optional(),
      count: count.min(0, '枚数は0枚からです。'),
      firstNumber: leafletNumber.optional(),
      lastNumber: leafletNumber.optional(),
      costYen: z.int('費用は円の整数で入力してください。').min(0).max(LARGEST_YEN).optional(),
      movedOn: day,
    })
    .superRefine((move, context) => {
      const told = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
      if ((move.kind === 'handed') !== (move.toPlaceId !== undefined)) told('toPlaceId', '渡した先を選んでください。')
      if (move.toPlaceId === move.placeId) told('toPlaceId', '渡した先は、別の場所を選んでください。')
      if (move.costYen !== undefined && move.kind !== 'received' && move.kind !== 'handed') {
        told('costYen', '費用は、受け取ったときか渡したとき（送料）に記録します。')
      }
      if (move.kind !== 'counted' && move.count === 0) told('count', '枚数は1枚からです。')
      const { firstNumber: first, lastNumber: last } = move
      if ((first === undefined) !== (last === undefined)) {
        told(first === undefined ? 'firstNumber' : 'lastNumber', '最初と最後の番号を、両方入力してください。')
      } else if (first !== undefined && last !== undefined && serialsFrom(first, last) !== move.count) {
        told('lastNumber', '最初から最後までの番号の数が、枚数と合いません。')
      }
    }),
  response: z.undefined(),
} as const
