import { z } from 'zod'
import type { FieldProblem } from './form.tsx'

/** The body of an answer that is not a success (`application/problem+json`, RFC 9457). */
export const problemShape = z.object({
  type: z.string().default('about:blank'),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  request_id: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).default([]),
  /** For a version conflict: the record as it stands now. */
  current: z.unknown().optional(),
})

type Problem = z.infer<typeof problemShape>

/** An answer that is not a success, or no answer at all (`code` is then `unreachable`). `title` is a Japanese sentence to show. */
export class ApiProblem extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}`)
    this.name = 'ApiProblem'
    this.problem = problem
  }
  get code(): string {
    return this.problem.code
  }
  get status(): number {
    return this.problem.status
  }
  get title(): string {
    return this.problem.title
  }
  /** Ready for `<Form problems={…}>`. */
  get fields(): readonly FieldProblem[] {
    return this.problem.errors.map(({ path, message }) => ({ path, message }))
  }
  /** The record was changed by somebody else since it was read. */
  get isConflict(): boolean {
    return this.status === 409 && this.code === 'version_conflict'
  }
}

const sentences: Record<number, string> = {
  401: 'もう一度ログインすると続けられます。',
  403: 'この操作は、いまの役割では行えません。',
  404: '見つかりませんでした。移されたか、見られる範囲にありません。',
  409: 'ほかの人が先に保存しています。',
  413: '送る内容が大きすぎます。',
  429: '続けての操作が多いため、少し待ってからもう一度お試しください。',
  503: 'いま混み合っています。少し待ってからもう一度お試しください。',
}

/** What happened when the server could not be reached; nothing typed is lost. */
export function unreachable(): ApiProblem {
  return new ApiProblem({
    type: 'about:blank',
    title: 'つながりませんでした。電波や回線を確かめて、もう一度お試しください。入力はこの画面に残っています。',
    status: 0,
    code: 'unreachable',
    errors: [],
  })
}

/** Reads a failed answer; answers without a proper body get a sentence by their status. */
export function problemFrom(status: number, body: unknown): ApiProblem {
  const parsed = problemShape.safeParse(body)
  if (parsed.success) return new ApiProblem(parsed.data)
  const title =
    sentences[status] ?? 'うまくいきませんでした。少し待ってからもう一度お試しください。入力はこの画面に残っています。'
  return new ApiProblem({ type: 'about:blank', title, status, code: `http_${status}`, errors: [] })
}

/** What was asked for is not there for this person, or was never an address: trying again brings the same answer. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiProblem && [403, 404, 422].includes(error.status)
}

/** The sentence to show for anything that was thrown. */
export function sentenceFor(error: unknown): string {
  return error instanceof ApiProblem ? error.title : problemFrom(500, undefined).title
}
