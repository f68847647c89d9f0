import type { z } from 'zod'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { type AccountMapping, accountMappingShape } from './account-file/account-mapping-contract.ts'
import type { Condition } from './condition.ts'
import { conditionShape } from './condition-contract.ts'
import { type ScreeningPack, screeningPackShape } from './screening-pack-contract.ts'

/** A pack lies in the file system of the company and may have been touched by hand: more than this is no pack of ours. */
const DEEPEST = 40
const MOST_TOLD = 5

/** The text of a `pack.json`. Refuses with what is wrong, where, and how to mend it; nothing is half read. */
export function readScreeningPack(text: string): Result<ScreeningPack> {
  return readShape(text, screeningPackShape)
}

/** The text of a file that holds one condition. */
export function readCondition(text: string): Result<Condition> {
  return readShape(text, conditionShape)
}

/** The text of a mapping file: which column of a company's file is what. */
export function readAccountMapping(text: string): Result<AccountMapping> {
  return readShape(text, accountMappingShape)
}

function readShape<Value>(text: string, shape: z.ZodType<Value>): Result<Value> {
  const json = parseJson(text.replace(/^\uFEFF/, ''))
  if (json === undefined) {
    return refuse(
      'screening_file_unreadable',
      'JSONとして読めません。途中で切れていないか、文字コードがUTF-8か確かめてください。',
    )
  }
  if (isDeeperThan(json.value, DEEPEST))
    return refuse('screening_file_too_deep', '入れ子が深すぎます。条件の組み立てを簡単にしてください。')
  const read = shape.safeParse(json.value)
  if (read.success) return ok(read.data)
  const { issues } = read.error
  const told = issues.slice(0, MOST_TOLD).map(({ path, message }) => `  ${placeOf(path)}：${message}`)
  const rest = issues.length > MOST_TOLD ? [`  ほかに${issues.length - MOST_TOLD}か所あります。`] : []
  return refuse('screening_file_wrong', ['次のところを直してください。', ...told, ...rest].join('\n'))
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return { value }
  } catch {
    return undefined
  }
}

/** Where in the file, counted from 1 as people count: `agreements の 3 番目 › condition`. */
function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'ファイル全体'
  return path.map((step) => (typeof step === 'number' ? `${step + 1}番目` : String(step))).join(' › ')
}

/** Without recursion: a chain of a million brackets must not end the program. */
function isDeeperThan(value: unknown, most: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []))
  }
  return false
}
