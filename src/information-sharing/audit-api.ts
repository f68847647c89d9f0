import { z } from 'zod'
import { err, ok } from '#kernel/result.ts'
import { recordAudit, type SessionTx, type Staff } from '#platform/database/session.ts'
import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import { type AuditLine, readAudit } from './audit-contract.ts'
import { listAuditLines, readChain, type StoredAuditLine } from './audit-store.ts'
import { auditWord } from './audit-words.ts'
import { mayReadAudit } from './sharing-access.ts'

const notYours = { code: 'forbidden', because: '操作の記録は、監査の担当の方がご覧になれます。' } as const
const onPage = 50

/** The log as the auditor reads it. A look at it is a line of it, written before the answer leaves. */
export function auditApi(app: App, platform: Platform): void {
  door({ app, platform, planes: ['auditor'] }, readAudit, async ({ tx, staff, query }) => {
    if (!mayReadAudit(staff.roles)) return err(notYours)
    const found = await listAuditLines(tx, query, onPage + 1)
    const lines = found.slice(0, onPage)
    const last = found.length > onPage ? lines.at(-1) : undefined
    const chain = await chainOf(tx, staff, platform)
    await recordAudit(tx, { action: 'audit.read', detail: { ...query, count: lines.length } })
    return ok({
      lines: lines.map((line) => present(line, platform)),
      ...chain,
      ...(last === undefined ? {} : { next: last.sequence }),
    })
  })
}

async function chainOf(tx: SessionTx, staff: Staff, platform: Platform) {
  const signed = staff.tenant === null ? undefined : await platform.findCheckpoint?.(staff.tenant.id)
  const { length, hash } = await readChain(tx, signed?.sequence ?? 0n)
  if (signed === undefined) return { length }
  return {
    length,
    checkpoint: { at: signed.at, sequence: String(signed.sequence), agrees: hash === signed.hash },
  }
}

const counted = z.object({ count: z.int() })
const answeredOnPage = z.object({
  method: z.literal('self-service'),
  'number-issued-on': z.string().nullable(),
  'numbers-issued': z.int(),
  'page-opened': z.int(),
})

/** The deed; of an answer on the person's page also whose number opened it, since whoever printed it could have, too. */
function textOf(action: string, detail: unknown): string {
  const page = answeredOnPage.safeParse(detail)
  if (!page.success) return auditWord(action)
  const { 'number-issued-on': issuedOn, 'numbers-issued': issued, 'page-opened': openings } = page.data
  const when = issuedOn === null ? '' : `${issuedOn}に`
  return `${auditWord(action)}（本人のページから。控え番号は会社の担当者が${when}発行、これまでに${issued}回。ページが開かれたのは${openings}回）`
}

function present({ subjectId, actorId, actorName, detail, ...line }: StoredAuditLine, platform: Platform): AuditLine {
  const known: unknown = JSON.parse(detail)
  const told = counted.safeParse(known)
  return {
    ...line,
    text: textOf(line.action, known),
    actor: actorName ?? (actorId === null ? 'ご本人のページ・仕組み' : '会社の担当者'),
    ...(subjectId === null ? {} : { subject: pseudonymOf(platform, subjectId) }),
    ...(told.success ? { count: told.data.count } : {}),
  }
}

/** Eight characters that stay the same for a person's record and lead nowhere without the key. */
function pseudonymOf({ keys }: Platform, subjectId: string): string {
  const text = Buffer.from(keys.mark('audit-subject', subjectId)).toString('hex').slice(0, 8).toUpperCase()
  return `${text.slice(0, 4)}-${text.slice(4)}`
}
