import { z } from 'zod'
import { type ApiProblem, problemFrom, unreachable } from './problem.ts'

/**
 * One door of the API as a contract file writes it:
 * `{ method: 'POST', path: '/api/referrals/:id/send', params, body, response } as const`.
 */
export type ContractRoute = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Names after a colon are taken from `params`. */
  readonly path: `/api/${string}`
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** The shape of a success; a route that answers 204 says `z.undefined()`. */
  readonly response: z.ZodType
}

type Part<Route, Name extends 'params' | 'query' | 'body'> = Route extends {
  readonly [K in Name]: infer Shape extends z.ZodType
}
  ? { readonly [K in Name]: z.input<Shape> }
  : { readonly [K in Name]?: undefined }

/** What a call takes: exactly the parts its contract names. */
export type CallOptions<Route extends ContractRoute> = Part<Route, 'params'> &
  Part<Route, 'query'> &
  Part<Route, 'body'> & {
    /** Required where the contract's route creates something: see `useRequestKey`. */
    readonly idempotencyKey?: string | undefined
    readonly signal?: AbortSignal | undefined
  }

/** What a call answers. */
export type Answer<Route extends ContractRoute> = z.output<Route['response']>

/** What the shell does when the API asks for the person again. Each answers whether the call shall be repeated. */
export type SessionGuard = {
  csrfToken: () => string | undefined
  /** 401 `stepup_required`: ask for the password again. */
  stepUp: () => Promise<boolean>
  /** 401 otherwise: the session ended; sign in over the page. */
  signInAgain: () => Promise<boolean>
  /** 403 `csrf_failed`: fetch the session anew. */
  refresh: () => Promise<boolean>
}

const noGuard: SessionGuard = {
  csrfToken: () => undefined,
  stepUp: async () => false,
  signInAgain: async () => false,
  refresh: async () => false,
}

let guard = noGuard

/** What the shell installed; for requests that are not JSON (`upload-file.ts`). */
export function sessionGuard(): SessionGuard {
  return guard
}

/** Installs the shell's dialogs; answers a function that removes them. */
export function guardSession(next: SessionGuard): () => void {
  guard = next
  return () => {
    guard = noGuard
  }
}

/** Fills `:names` of a path; each value is percent-encoded. */
export function fillPath(path: string, params: Readonly<Record<string, unknown>>): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
}

/** `?a=1&b=2`; `undefined` and `null` are left out, arrays repeat the name. */
export function queryText(query: Readonly<Record<string, unknown>>): string {
  const text = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) text.append(name, String(one))
    }
  }
  return text.size === 0 ? '' : `?${text}`
}

const record = z.record(z.string(), z.unknown()).catch({})

type Untyped = {
  params?: unknown
  query?: unknown
  body?: unknown
  idempotencyKey?: string | undefined
  signal?: AbortSignal | undefined
}

function request(route: ContractRoute, options: Untyped): Request {
  const url = fillPath(route.path, record.parse(options.params)) + queryText(record.parse(options.query))
  const headers = new Headers({ accept: 'application/json, application/problem+json' })
  const csrf = guard.csrfToken()
  if (route.method !== 'GET' && csrf !== undefined) headers.set('x-csrf-token', csrf)
  if (options.idempotencyKey !== undefined) headers.set('idempotency-key', options.idempotencyKey)
  if (options.body !== undefined) headers.set('content-type', 'application/json')
  return new Request(url, {
    method: route.method,
    headers,
    credentials: 'same-origin',
    cache: 'no-store',
    body: options.body === undefined ? null : JSON.stringify(options.body),
    signal: options.signal ?? null,
  })
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

async function send(route: ContractRoute, options: Untyped): Promise<Response> {
  try {
    return await fetch(request(route, options))
  } catch (error) {
    if (options.signal?.aborted === true) throw error
    throw unreachable()
  }
}

/** Answers to a sign-in or step-up itself: asking again over the page would wait for itself. */
const finalRefusals: readonly string[] = ['auth_failed', 'second_factor_required']

/** Answers whether the call may be repeated after the person was asked. */
export async function mended(problem: ApiProblem): Promise<boolean> {
  if (problem.status === 403 && problem.code === 'csrf_failed') return guard.refresh()
  if (problem.status !== 401 || finalRefusals.includes(problem.code)) return false
  return problem.code === 'stepup_required' ? guard.stepUp() : guard.signInAgain()
}

/**
 * Calls one door of the API and checks the answer's shape. When the session ended or the password is asked again,
 * the shell asks the person and the same call is repeated with the same idempotency key.
 * @throws {ApiProblem} for every answer that is not a success, and when the server cannot be reached.
 */
export async function api<Route extends ContractRoute>(
  route: Route,
  options: CallOptions<Route>,
): Promise<Answer<Route>> {
  for (let attempt = 0; ; attempt += 1) {
    const response = await send(route, options)
    const body = await bodyOf(response)
    if (response.ok) return readAnswer<Route['response']>(route, body)
    const problem = problemFrom(response.status, body)
    if (attempt >= 2 || !(await mended(problem))) throw problem
  }
}

/** The answer of a success in the contract's shape. Throws {ApiProblem} when it has another. */
export function readAnswer<Shape extends z.ZodType>(
  route: ContractRoute & { readonly response: Shape },
  body: unknown,
): z.output<Shape> {
  const answer = z.safeParse(route.response, body)
  if (answer.success) return answer.data
  // Only names of fields, never values: the console is read by others.
  console.error(`${route.method} ${route.path}:`, answer.error.issues.map((issue) => issue.path.join('.')).join(', '))
  throw problemFrom(500, undefined)
}

/** A new key for one submission (UUID version 4, made here: `crypto.randomUUID` needs https). */
export function newRequestKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
