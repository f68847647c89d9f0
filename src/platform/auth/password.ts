import { hash, verify } from '@node-rs/argon2'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { Refused } from '#platform/http/problem.ts'
import { isEasilyGuessed } from './password-blocklist.ts'

/** Length in code points, as NIST SP 800-63B-4 counts: 𠮷 is one character. No rule about kinds of characters. */
export const shortestPassword = 15
export const longestPassword = 256

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/**
 * Decides whether a password may be set. `context` holds the words that belong to the person: login name, names of
 * organisation and municipality.
 */
export function decidePassword(password: string, context: readonly string[]): Result<string> {
  const text = normalized(password)
  const length = [...text].length
  if (length < shortestPassword)
    return refuse('password_short', `パスワードは${shortestPassword}文字以上にします。覚えやすい文をそのまま使えます。`)
  if (length > longestPassword) return refuse('password_long', `パスワードは${longestPassword}文字までにします。`)
  if (isEasilyGuessed(text, context))
    return refuse(
      'password_guessable',
      'よくある言葉や並び、名前や組織名だけでできているため、当てられやすいパスワードです。関係のない言葉をいくつか並べると強くなります。',
    )
  return ok(text)
}

/** Full and half width, composed and decomposed typing of one password are one password; nothing is cut off. */
export function normalized(password: string): string {
  return password.normalize('NFKC')
}

/** Answers the argon2id text for the database. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalized(password), cost))
}

/**
 * Compares; without a stored hash the same work is done on a dummy and the answer is false, so that time tells
 * nobody which accounts exist.
 */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  const right = await inTurn(async () => verify(stored ?? (await dummy()), normalized(password)))
  return right && stored !== undefined
}

let made: Promise<string> | undefined
function dummy(): Promise<string> {
  made ??= hash('no account has this password', cost)
  return made
}

/** Made at start, so that the first unknown name does not take longer than a known one. */
export async function prepareDummy(): Promise<void> {
  await dummy()
}

const atOnce = 2
const mostWaiting = 50
let running = 0
const waiting: (() => void)[] = []

/** Hashing fills 19 MiB and one core: two at once, a short queue, then a sentence instead of a dead machine. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= mostWaiting) throw new Refused({ code: 'overloaded', because: crowded })
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else {
    running += 1
  }
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

const crowded =
  'ログインが混み合っています。数秒待ってから、もう一度お試しください。命に関わるときは 119 または 110 へ。'
