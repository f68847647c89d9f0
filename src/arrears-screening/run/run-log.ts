import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { appendLine, findText } from '#platform/files/private-files.ts'

/** What happened, in words for machines, with numbers and hashes only: no personal data. */
export type LogEvent = { readonly event: string; readonly detail: Readonly<Record<string, string | number>> }

const lineShape = z.strictObject({
  sequence: z.int().min(1),
  at: z.iso.datetime(),
  event: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})
export type LogLine = z.infer<typeof lineShape>

const beginning = '0'.repeat(64)

/** Adds a line that carries the hash of the one before it, so that none can be taken out or changed unseen. A last line that was cut by a power cut is told, not mended. */
export async function appendToLog(path: string, { event, detail }: LogEvent, at: Date): Promise<Result<LogLine>> {
  const before = await readLog(path)
  if (!before.ok) return before
  const last = before.value.at(-1)
  const body = {
    sequence: (last?.sequence ?? 0) + 1,
    at: at.toISOString(),
    event,
    detail,
    previous: last?.hash ?? beginning,
  }
  const line = { ...body, hash: hashOf(body) }
  await appendLine(path, JSON.stringify(line))
  return ok(line)
}

/** All lines of a log that hold together; empty where there is no log yet. */
export async function readLog(path: string): Promise<Result<readonly LogLine[]>> {
  const text = (await findText(path)) ?? ''
  const lines: LogLine[] = []
  for (const [at, words] of text.split('\n').entries()) {
    if (words === '') continue
    const line = parsedLine(words)
    const { hash, ...body } = line ?? { hash: '' }
    const previous = lines.at(-1)?.hash ?? beginning
    if (
      line === undefined ||
      line.previous !== previous ||
      line.sequence !== lines.length + 1 ||
      hashOf(body) !== hash
    ) {
      return refuse(
        'log_broken',
        `処理の記録（${path}）の${at + 1}行目が、前の行とつながりません。消されたか、書き換えられています。`,
      )
    }
    lines.push(line)
  }
  return ok(lines)
}

function parsedLine(words: string): LogLine | undefined {
  try {
    return lineShape.safeParse(JSON.parse(words)).data
  } catch {
    return undefined
  }
}

function hashOf(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex')
}
