import { randomUUID } from 'node:crypto'
import { z } from 'zod'

/** The part of JSON Schema that contracts come out as. */
export type Shape = {
  readonly type?: string | undefined
  readonly format?: string | undefined
  readonly pattern?: string | undefined
  readonly allOf?: readonly { readonly pattern?: string | undefined }[] | undefined
  readonly const?: unknown
  readonly enum?: readonly unknown[] | undefined
  readonly minimum?: number | undefined
  readonly minLength?: number | undefined
  readonly maxLength?: number | undefined
  readonly items?: Shape | undefined
  readonly required?: readonly string[] | undefined
  readonly properties?: Readonly<Record<string, Shape>> | undefined
  readonly anyOf?: readonly Shape[] | undefined
  readonly oneOf?: readonly Shape[] | undefined
}

const Shape: z.ZodType<Shape> = z.lazy(() =>
  z.looseObject({
    type: z.string().optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    allOf: z.array(z.looseObject({ pattern: z.string().optional() })).optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    minimum: z.number().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    items: Shape.optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), Shape).optional(),
    anyOf: z.array(Shape).optional(),
    oneOf: z.array(Shape).optional(),
  }),
)

/** The shape of what a door takes, as its contract says it. */
export function shapeOf(contract: z.ZodType): Shape {
  return Shape.parse(z.toJSONSchema(contract, { io: 'input', unrepresentable: 'any' }))
}

/** A body that the shape accepts, with every field filled in; refinements that JSON Schema cannot say are met by name. */
export function sampleOf(shape: Shape, name = ''): unknown {
  const known = byField[name]
  if (known !== undefined) return known
  const choice = shape.anyOf?.[0] ?? shape.oneOf?.[0]
  if (choice) return sampleOf(choice, name)
  if (shape.const !== undefined) return shape.const
  if (shape.enum) return shape.enum[0]
  if (shape.properties) {
    return Object.fromEntries(Object.entries(shape.properties).map(([key, part]) => [key, sampleOf(part, key)]))
  }
  if (shape.type === 'array') return shape.items ? [sampleOf(shape.items, name)] : []
  if (shape.type === 'integer' || shape.type === 'number') return Math.max(1, shape.minimum ?? 1)
  if (shape.type === 'boolean') return true
  return shape.type === 'string' ? text(shape, name) : null
}

/** Shapes that hold themselves, or go by the keys of a record. */
const byField: Readonly<Record<string, unknown>> = {
  condition: { kind: 'number', fact: 'monthsInArrears', is: 'at-least', value: 3 },
  suppression: {
    ...{ keptPlan: true, guidedWithinDays: 60, unlessRoseByYen: null },
    ...{ objection: true, notCustomer: true, inSupport: false },
  },
  columns: {
    contractId: { header: '契約番号' },
    supply: { value: 'electricity' },
    municipality: { header: '市区町村コード' },
  },
}

const byPattern: readonly (readonly [RegExp, string])[] = [
  [/csv\|txt/, 'accounts.csv'],
  [/\[0-9\]\{6\}\$/, '992011'],
  [/png;base64/, 'data:image/png;base64,AAAA'],
  [/@\[a-z\]/, 'renraku@akari-denki'],
  [/\[0-9A-Za-z-\]\{1,40\}/, '00000000'],
  [/\[0-9\]\{12\}\$/, '000000000013'],
  [/\[0-9a-f\]\{64\}\$/, 'a'.repeat(64)],
  [/\[a-z0-9\]/, 'atarashii'],
]
const byName: readonly (readonly [RegExp, string])[] = [
  [/phone$|^fax$/i, '000-0000-0000'],
  [/^postalCode$/, '0000001'],
  [/Url$/, 'https://soudan.example.jp/'],
  [/^(?:on|day)$|On$|^since$|^(?:valid(?:From|Until)|notToldUntil)$/, '2026-12-01'],
  [/^mail$/, 'atarashii@example.jp'],
  [/^reason$/, '折り返しのお電話を受け、担当が不在のため確かめます。'],
  [/^newValue$/, '2026-12-01'],
  [/^(?:first|last)Number$/, '00000013'],
]

function text({ format, allOf = [], minLength = 0, ...shape }: Shape, name: string): string {
  const pattern = shape.pattern ?? allOf.at(-1)?.pattern
  if (format === 'uuid') return randomUUID()
  if (format === 'date-time') return name === 'until' ? '2026-12-02T10:00:00+09:00' : '2026-11-01T10:00:00+09:00'
  if (format === 'date') return '2026-12-01'
  const named = byName.find(([names]) => names.test(name))?.[1]
  if (named !== undefined) return named
  const fits = pattern === undefined ? undefined : byPattern.find(([known]) => known.test(pattern))?.[1]
  return fits ?? '灯'.padEnd(minLength, '灯')
}
