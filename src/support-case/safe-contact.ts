import type { z } from 'zod'
import type { Result } from '#kernel/result.ts'
import { recordAudit } from '#platform/database/session.ts'
import { versionConflict } from '#platform/http/problem.ts'
import { type CaseDesk, loadCase, notYours } from './case-desk.ts'
import { saveSafeContact } from './safe-contact-store.ts'
import type { caseView, keepSafeContact } from './support-case-contract.ts'
import { answerCase, findCaseView } from './view-case.ts'

/**
 * The person's own wish where to be reached: safe time, safe number, never by letter. The team's alone, whether or not the
 * case carries the mark: a lead who is not on it neither reads nor writes it.
 */
export async function writeSafeContact(
  desk: CaseDesk,
  id: string,
  { version, safeContact: wish }: z.output<typeof keepSafeContact.body>,
): Promise<Result<z.input<typeof caseView>>> {
  const loaded = await loadCase(desk, id, 'note')
  if (!loaded.ok) return loaded
  if (!loaded.value.record.mine) return notYours
  if (!(await saveSafeContact(desk.tx, loaded.value, { version, userId: desk.staff.userId, wish })))
    throw versionConflict(await findCaseView(desk, id))
  await recordAudit(desk.tx, {
    action: 'case.safe-contact-kept',
    subjectId: loaded.value.record.subject_id,
    objectId: id,
  })
  return answerCase(desk, id)
}
