import { z } from 'zod'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { codeMark } from '#platform/crypto/guidance-code.ts'
import type { KeyRing } from '#platform/crypto/key-ring.ts'
import { persistently } from '#platform/database/persistently.ts'
import { LARGEST_REGISTRATION, type Registration, registrationShape } from './registration-contract.ts'

export const registerUsage = 'npm run cli -- letters register registration.json'

/** One connection that speaks as the gate; a pg client is one. */
export type GateClient = { query(text: string, values: unknown[]): Promise<{ readonly rows: readonly unknown[] }> }

const Answer = z.object({ done: z.object({ registered: z.int(), known: z.int(), clashes: z.array(z.string()) }) })

/** Reads `registration.json`; refuses anything else with a sentence. */
export function readRegistration(bytes: Uint8Array): Result<Registration> {
  try {
    const read = registrationShape.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    if (read.success) return ok(read.data)
    const [issue] = read.error.issues
    return refuse(
      'registration-shape',
      `登録ファイルの ${issue?.path.join('.') ?? ''} を読み取れません。${issue?.message ?? ''}`,
    )
  } catch {
    return refuse('registration-broken', '登録ファイルを読み取れません。途中で切れていないか確かめてください。')
  }
}

/** Registers a print run in parts, each whole; the same file again changes nothing. */
export async function registerFile(client: GateClient, keys: Pick<KeyRing, 'mark'>, file: Registration) {
  const { letters, organizationId, ...head } = file
  const noClashes: string[] = []
  const sum = { registered: 0, known: 0, clashes: noClashes }
  for (let from = 0; from < letters.length; from += LARGEST_REGISTRATION) {
    const part = letters
      .slice(from, from + LARGEST_REGISTRATION)
      .map((letter) => ({ ...letter, codeHash: codeMark(keys, letter.codeHash) }))
    const document = JSON.stringify({ ...head, letters: part })
    const { rows } = await persistently(() =>
      client.query('select sec.store_letters($1, null, $2) as done', [organizationId, document]),
    )
    const { done } = Answer.parse(rows[0])
    sum.registered += done.registered
    sum.known += done.known
    sum.clashes.push(...done.clashes)
  }
  return sum
}
