import { z } from 'zod'
import {
  type Answer,
  type CallOptions,
  type ContractRoute,
  fillPath,
  mended,
  queryText,
  readAnswer,
  sessionGuard,
} from './api-client.ts'
import { problemFrom, unreachable } from './problem.ts'

const record = z.record(z.string(), z.unknown()).catch({})

type UploadOptions<Route extends ContractRoute> = CallOptions<Route> & {
  readonly file: Blob
  /** How much has left this machine, in bytes. */
  readonly onProgress?: ((sent: number, total: number) => void) | undefined
}

/**
 * Sends a file as the body of a contract's route, byte by byte as it lies on the person's machine, and says how far it is.
 * A session that ended is asked for once more, as for every other call; the file is then sent again from its beginning.
 * @throws {ApiProblem} for every answer that is not a success, and when the server cannot be reached or the person stops.
 */
export async function uploadFile<Route extends ContractRoute>(
  route: Route,
  options: UploadOptions<Route>,
): Promise<Answer<Route>> {
  for (let attempt = 0; ; attempt += 1) {
    const { status, text } = await sent(route, options)
    const body = parsed(text)
    if (status >= 200 && status < 300) return readAnswer<Route['response']>(route, body)
    const problem = problemFrom(status, body)
    if (attempt >= 2 || !(await mended(problem))) throw problem
  }
}

type Untyped = {
  readonly params?: unknown
  readonly query?: unknown
  readonly file: Blob
  readonly idempotencyKey?: string | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((sent: number, total: number) => void) | undefined
}

/** XMLHttpRequest, because `fetch` does not say how much of a body has been sent. */
function sent(route: ContractRoute, options: Untyped): Promise<{ status: number; text: string }> {
  const { params, query, file, idempotencyKey, signal, onProgress } = options
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(route.method, fillPath(route.path, record.parse(params)) + queryText(record.parse(query)))
    request.setRequestHeader('accept', 'application/json, application/problem+json')
    request.setRequestHeader('content-type', 'application/octet-stream')
    const csrf = sessionGuard().csrfToken()
    if (csrf !== undefined) request.setRequestHeader('x-csrf-token', csrf)
    if (idempotencyKey !== undefined) request.setRequestHeader('idempotency-key', idempotencyKey)
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(loaded, total)
    request.onload = () => resolve({ status: request.status, text: request.responseText })
    request.onerror = () => reject(unreachable())
    request.onabort = () => reject(unreachable())
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
