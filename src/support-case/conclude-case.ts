import type { z } from 'zod'
import { type Result, refuse } from '#kernel/result.ts'
import { concludeForCase } from '#referral/index.ts'
import { type CaseDesk, isSteppedUp } from './case-desk.ts'
import { listReferralsOfCase, lockReferralsOfCase } from './case-referral-store.ts'
import { loadForCommand, saveChange } from './change-case.ts'
import type { caseView, concludeCase } from './support-case-contract.ts'
import { answerCase } from './view-case.ts'
import { appendEntry, settleProgress } from './write-entry.ts'

/** Ends the case and its reports with one code. What a company hears of it passes the gate of feedback. */
export async function endCase(
  desk: CaseDesk,
  id: string,
  { version, code, note }: z.output<typeof concludeCase.body>,
): Promise<Result<z.input<typeof caseView>>> {
  await lockReferralsOfCase(desk.tx, id)
  const loaded = await loadForCommand(desk, id, 'conclude')
  if (!loaded.ok) return loaded
  const { record, key } = loaded.value
  const live = (await listReferralsOfCase(desk.tx, id)).filter(({ state }) => state === 'accepted')
  if (live.length > 0 && !isSteppedUp(desk)) {
    return refuse('stepup_required', '大切な操作のため、操作している方をもう一度確かめます。')
  }
  const change = { state: 'concluded', conclusion_code: code, concluded_at: desk.platform.now() } as const
  await saveChange(desk, { id, version }, change)
  const ended = await concludeForCase(desk, { caseId: id, code })
  if (!ended.ok) return ended
  const content = { kind: 'conclusion' as const, code, ...(note ? { note } : {}) }
  await appendEntry(desk, { record, key }, { id: desk.platform.newId(), at: desk.platform.now(), content })
  await settleProgress(desk, id)
  return answerCase(desk, id)
}
