import { join } from 'node:path'
import { sql } from 'kysely'
import { ok } from '#kernel/result.ts'
import { recordAudit } from '#platform/database/session.ts'
import { openReading } from '#platform/files/private-files.ts'
import type { App } from '#platform/http/frame.ts'
import { notFound, Refused } from '#platform/http/problem.ts'
import type { Desk } from './desk.ts'
import { takeLetters, takeOutput } from './desk-contract.ts'
import { type DeskCall, deskDoor } from './desk-door.ts'
import { getWork } from './work-store.ts'

const onceMore = { code: 'stepup_required', because: '大切な操作のため、操作している方をもう一度確かめます。' } as const

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  pdf: 'application/pdf',
}

/** What a work gave out, as files. For files about people the speaker proves once more who sits here, and the log says who took them before a byte leaves. */
export function openDownloads(app: App, desk: Desk): void {
  deskDoor({ app, desk, lane: 'page' }, takeOutput, async (call) => {
    const { run } = await getWork(call.company, call.params.id)
    return send(call, { folder: call.company.places.out(call.params.id), files: run?.outputs ?? [] })
  })
  deskDoor({ app, desk, lane: 'page' }, takeLetters, async (call) => {
    const { letters } = await getWork(call.company, call.params.id)
    return send(call, { folder: call.company.places.letters(call.params.id), files: letters?.files ?? [] })
  })
}

type Offered = {
  readonly folder: string
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly personal: boolean }[]
}

async function send(
  { params, speak, reply, request }: DeskCall<typeof takeOutput> | DeskCall<typeof takeLetters>,
  { folder, files }: Offered,
) {
  const file = files.find(({ name }) => name === params.name)
  if (file === undefined) throw new Refused(notFound)
  if (file.personal && request.method === 'GET') {
    await speak(async (tx) => {
      const { rows } = await sql<{ fresh: boolean }>`select sec.stepped_up() as fresh`.execute(tx.db)
      if (rows[0]?.fresh !== true) throw new Refused(onceMore)
      await recordAudit(tx, { action: 'screened-people.exported', objectId: params.id, detail: { file: file.name } })
    })
  }
  const ending = file.name.split('.').at(-1) ?? ''
  reply
    .type(types[ending] ?? 'application/octet-stream')
    .header('content-disposition', `attachment; filename="${file.name}"`)
    .header('content-length', file.bytes)
  return ok(openReading(join(folder, file.name)))
}
