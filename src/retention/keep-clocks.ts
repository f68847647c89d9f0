import { createPublicKey, sign } from 'node:crypto'
import type { z } from 'zod'
import { ok, type Result } from '#kernel/result.ts'
import { signingKey } from '#platform/audit/checkpoint.ts'
import type { SessionTx, Staff } from '#platform/database/session.ts'
import type { Platform } from '#platform/platform.ts'
import { RETENTION_CLASSES } from './retention.ts'
import { mayHoldCases, mayKeepClocks } from './retention-access.ts'
import type { holdCase, placeHold, readErasureProof, readRetention, setRetentionClock } from './retention-contract.ts'
import {
  endHold,
  insertClock,
  insertHold,
  insertRun,
  readOverview,
  readProof,
  type StoredProof,
} from './retention-store.ts'

export type RetentionDesk = { readonly tx: SessionTx; readonly staff: Staff; readonly platform: Platform }
type Overview = Promise<Result<z.input<typeof readRetention.response>>>

const notYours = {
  ok: false,
  refusal: { code: 'forbidden', because: 'この操作は、いまの役割では行えません。' },
} as const

/** Clocks, what is due and what stays and why. */
export async function showRetention({ tx, staff }: RetentionDesk): Overview {
  if (!mayKeepClocks(staff.roles)) return notYours
  const { classes, holds, runs } = await readOverview(tx)
  return ok({
    classes: classes.map(({ oldest, ...one }) => ({ ...one, oldest: oldest ?? undefined })),
    holds: holds.map((one) => ({ ...one, class: one.class ?? undefined })),
    runs: runs.map(({ finishedAt, ...one }) => ({ ...one, finishedAt: finishedAt ?? undefined })),
  })
}

export async function moveClock(desk: RetentionDesk, clock: z.output<typeof setRetentionClock.body>): Overview {
  if (!mayKeepClocks(desk.staff.roles)) return notYours
  await insertClock(desk.tx, { id: desk.platform.newId(), ...clock })
  return showRetention(desk)
}

export async function holdClass(desk: RetentionDesk, hold: z.output<typeof placeHold.body>): Overview {
  if (!mayKeepClocks(desk.staff.roles)) return notYours
  await insertHold(desk.tx, hold)
  return showRetention(desk)
}

export async function holdOneCase(
  { tx, staff }: RetentionDesk,
  caseId: string,
  hold: z.output<typeof holdCase.body>,
): Promise<Result<{ held: true }>> {
  if (!mayHoldCases(staff.roles)) return notYours
  await insertHold(tx, { ...hold, caseId })
  return ok({ held: true })
}

export async function liftHold(desk: RetentionDesk, id: string): Overview {
  if (!mayKeepClocks(desk.staff.roles)) return notYours
  await endHold(desk.tx, id)
  return showRetention(desk)
}

/** Orders what is due today to go; the worker does it, step by step. */
export async function orderRun(desk: RetentionDesk, id: string): Overview {
  if (!mayKeepClocks(desk.staff.roles)) return notYours
  await insertRun(desk.tx, id)
  return showRetention(desk)
}

/** The signed list of a finished run: marks that lead nowhere, classes, days. */
export async function proveRun(
  { tx, staff, platform }: RetentionDesk,
  runId: string,
): Promise<Result<z.input<typeof readErasureProof.response>>> {
  if (!mayKeepClocks(staff.roles)) return notYours
  const csv = proofText(await readProof(tx, runId))
  const key = signingKey(platform.keys.secret('erasure-proof'))
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()
  return ok({ csv, signature: sign(null, Buffer.from(csv), key).toString('base64'), publicKey })
}

function proofText({ municipality, runId, orderedBy, asOf, finishedAt, lines }: StoredProof): string {
  const head = [
    ['消去の証明', municipality],
    ['番号', runId],
    ['基準の日', asOf],
    ['終わった日時', finishedAt],
    ['決めた人', orderedBy],
    ['件数', String(lines.length)],
    ['符号', '種類', '消した日'],
  ]
  const rows = lines.map((one) => [one.pseudonym, RETENTION_CLASSES[one.class].title, one.erasedOn])
  return [...head, ...rows].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
