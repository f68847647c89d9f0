import { z } from 'zod'

/** Stands in every bad value; an answer that holds it repeats what was typed. */
export const secret = 'qzひみつqz'

/** The same body as texts that no door may read: JSON.parse would take some of them. */
export function malformedTexts(sample: unknown): readonly string[] {
  const text = JSON.stringify(sample)
  const key = Object.keys(z.record(z.string(), z.unknown()).parse(sample))[0] ?? 'a'
  const with_ = (member: string) => `${text.slice(0, -1)},${member}}`
  return [
    '',
    text.slice(0, -1),
    `${text}${text}`,
    `'${secret}'`,
    with_(`"${key}":"${secret}"`),
    with_(`"\\u${key.charCodeAt(0).toString(16).padStart(4, '0')}${key.slice(1)}":"${secret}"`),
    with_(`"x":"${secret}\\u0000"`),
    with_(`"x":"${secret}\\ud800"`),
    with_(`"x":"${secret}\\udc00\\ud800"`),
    with_('"__proto__":{"a":1}'),
    with_('"constructor":{"prototype":1}'),
    with_(`"x":${'['.repeat(40)}${']'.repeat(40)}`),
    with_('"x":1e999'),
    with_('"x":9007199254740993'),
    with_('"x":-0'),
  ]
}

/** Values that are wrong somewhere; which field refuses which is the contract's to say. */
const wrong: readonly unknown[] = [
  secret,
  null,
  42.5,
  -1_000_000_000,
  true,
  [],
  [secret],
  {},
  { [secret]: secret },
  Array.from({ length: 400 }, () => secret),
  secret.repeat(20_000),
  `${secret}\u0007`,
  `${secret}\u202e`,
  '2026-02-30',
  '2026-13-01',
  '令和0年1月1日',
  '平成40年4月31日',
  '2026-11-31T25:00:00+09:00',
  '123456789018',
  'マイナンバーは1234-5678-9018です',
]

/** Bodies that differ from a good one in one field, and that the contract refuses. */
export function badBodiesOf(sample: unknown, contract: z.ZodType): readonly { path: string; body: unknown }[] {
  const all = [
    ...pathsOf(sample).flatMap((path) =>
      wrong.map((value) => ({ path: path.join('.'), body: put(sample, path, value) })),
    ),
    { path: '', body: { ...z.record(z.string(), z.unknown()).parse(sample), [secret]: secret } },
  ]
  return all.filter(({ body }) => !contract.safeParse(body).success)
}

type Path = readonly (string | number)[]

function pathsOf(value: unknown, at: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [at]
  const entries = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value)
  const inside = entries.flatMap(([key, item]) => pathsOf(item, [...at, key]))
  return at.length === 0 ? inside : [at, ...inside]
}

function put(whole: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(whole)) return whole.map((item, index) => (index === key ? put(item, rest, value) : item))
  const members = z.record(z.string(), z.unknown()).parse(whole)
  return { ...members, [key]: put(members[key], rest, value) }
}
