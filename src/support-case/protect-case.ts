import type { z } from 'zod'
import type { Result } from '#kernel/result.ts'
import { sealJson } from '#platform/crypto/key-ring.ts'
import { recordAudit } from '#platform/database/session.ts'
import type { CaseDesk, OpenedCase } from './case-desk.ts'
import { caseKeysOf } from './case-search.ts'
import { loadForCommand, saveChange } from './change-case.ts'
import { decideProtection } from './support-case.ts'
import type { caseView, protectCase } from './support-case-contract.ts'
import { replaceCaseKeys } from './support-case-store.ts'
import { answerCase } from './view-case.ts'
import { appendEntry } from './write-entry.ts'

/**
 * From the next request on, a protected case exists for its own people alone, and with it every report of the household that
 * is there or comes. The mark is taken off by the lead worker of the team, with a reason that stays in the time line.
 */
export async function setProtection(
  desk: CaseDesk,
  id: string,
  wanted: z.output<typeof protectCase.body>,
): Promise<Result<z.input<typeof caseView>>> {
  const loaded = await loadForCommand(desk, id, 'protect')
  if (!loaded.ok) return loaded
  const { record, household } = loaded.value
  if (record.protected === wanted.protected) return answerCase(desk, id)
  const decided = decideProtection({ wanted: wanted.protected, roles: desk.staff.roles, because: wanted.because })
  if (!decided.ok) return decided
  if (wanted.protected) {
    await saveChange(desk, { id, version: wanted.version }, { protected: true })
    const keys = caseKeysOf(desk.platform.keys, record.tenant_id, household)
    await replaceCaseKeys(desk.tx, { tenantId: record.tenant_id, id }, keys)
  } else await takeOff(desk, loaded.value, { version: wanted.version, because: wanted.because ?? '' })
  const action = wanted.protected ? 'case.protected' : 'case.unprotected'
  await recordAudit(desk.tx, { action, subjectId: record.subject_id, objectId: id })
  return answerCase(desk, id)
}

type TakingOff = { readonly version: number; readonly because: string }

async function takeOff(desk: CaseDesk, opened: OpenedCase, { version, because }: TakingOff): Promise<void> {
  const { record, key } = opened
  const at = { id: record.id, version }
  const place = { scopeId: record.tenant_id, recordId: record.id, field: 'unprotected-because' }
  const sealed = Buffer.from(sealJson(key, place, { because, at: desk.platform.now().toISOString() }))
  const content = { kind: 'note' as const, text: `保護の印を外しました。理由：${because}` }
  await appendEntry(desk, opened, { id: desk.platform.newId(), at: desk.platform.now(), content })
  await saveChange(desk, at, { protected: false, unprotected_because: sealed })
}
