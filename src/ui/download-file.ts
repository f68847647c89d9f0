import { z } from 'zod'
import { type CallOptions, type ContractRoute, fillPath, mended } from './api-client.ts'
import { problemFrom, unreachable } from './problem.ts'

const record = z.record(z.string(), z.unknown()).catch({})

/**
 * Fetches a file and hands it to the person under a name. When the password is asked again, the shell asks over the page
 * and the file follows; a plain link would end on an answer that nobody can read.
 * @throws {ApiProblem} for every answer that is not a success, and when the server cannot be reached.
 */
export async function downloadFile<Route extends ContractRoute>(
  route: Route,
  options: CallOptions<Route> & { readonly name: string },
): Promise<void> {
  const url = fillPath(route.path, record.parse(options.params))
  for (let attempt = 0; ; attempt += 1) {
    const response = await fetched(url)
    if (response.ok) return save(await response.blob(), options.name)
    const problem = problemFrom(response.status, await bodyOf(response))
    if (attempt >= 2 || !(await mended(problem))) throw problem
  }
}

async function fetched(url: string): Promise<Response> {
  try {
    return await fetch(url, { credentials: 'same-origin', cache: 'no-store' })
  } catch {
    throw unreachable()
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser reads the address a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
