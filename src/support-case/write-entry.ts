import type { z } from 'zod'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { sealJson } from '#platform/crypto/key-ring.ts'
import { recordAudit } from '#platform/database/session.ts'
import { type CaseDesk, loadCase, type OpenedCase } from './case-desk.ts'
import type { EntryContent, EntryInput } from './case-entry-contract.ts'
import { wantsNoLetters } from './safe-contact-store.ts'
import { type CaseCommand, decideAttempt, decideCase, decideCorrection, nextStepOf } from './support-case.ts'
import type { addEntry, caseView } from './support-case-contract.ts'
import { insertEntry, lockCase, setNextStep } from './support-case-store.ts'
import { answerCase } from './view-case.ts'

const COMMANDS = {
  'approach-plan': 'plan',
  attempt: 'attempt',
  note: 'note',
  connection: 'connect',
  'follow-up': 'follow-up',
} as const satisfies Record<EntryInput['kind'], CaseCommand>

/** Adds one line. The line's id makes a repeated request harmless; the case's next step follows from all lines. */
export async function writeEntry(
  desk: CaseDesk,
  caseId: string,
  { id, corrects, entry }: z.output<typeof addEntry.body>,
): Promise<Result<z.input<typeof caseView>>> {
  await lockCase(desk.tx, caseId)
  const command = corrects === undefined ? COMMANDS[entry.kind] : 'correct'
  const loaded = await loadCase(desk, caseId, command)
  if (!loaded.ok) return loaded
  if (loaded.value.entries.some((old) => old.id === id)) return answerCase(desk, caseId)
  const wished = await decideWay(desk, caseId, entry)
  if (!wished.ok) return wished
  const decided = decideEntry(loaded.value, { corrects, entry, command })
  if (!decided.ok) return decided
  const at = entry.kind === 'attempt' && entry.at !== undefined ? new Date(entry.at) : desk.platform.now()
  await appendEntry(desk, loaded.value, { id, at, corrects, content: entry })
  await settleProgress(desk, caseId)
  return answerCase(desk, caseId)
}

/** A letter lies in a letter box that others open: never planned nor sent where the person asked for none. */
async function decideWay(desk: CaseDesk, caseId: string, entry: EntryInput): Promise<Result<unknown>> {
  const way = entry.kind === 'attempt' || entry.kind === 'approach-plan' ? entry.way : undefined
  if (way !== 'letter' || !(await wantsNoLetters(desk.tx, caseId))) return ok(undefined)
  return refuse('no-letters-wished', 'ご本人が、手紙は使わないでほしいと希望されています。ほかの方法を選んでください。')
}

type Wanted = { readonly corrects: string | undefined; readonly entry: EntryInput; readonly command: CaseCommand }

function decideEntry(opened: OpenedCase, { corrects, entry, command }: Wanted): Result<unknown> {
  const { record, entries, progress } = opened
  const moved = decideCase(record.state, command)
  if (!moved.ok) return moved
  if (corrects !== undefined) {
    return decideCorrection({
      kind: entry.kind,
      oldKind: entries.find((old) => old.id === corrects)?.kind,
      corrected: entries.some((old) => old.corrects === corrects),
    })
  }
  if (entry.kind !== 'attempt') return ok(undefined)
  return decideAttempt({
    way: entry.way,
    planned: progress.planned,
    immediateDanger: record.urgency === 'immediate',
    withoutPlanBecause: entry.withoutPlanBecause,
  })
}

export type Line = {
  readonly id: string
  readonly at: Date
  readonly corrects?: string | undefined
  readonly content: EntryContent
}

/** Seals and stores one line, with its codes beside it. */
export async function appendEntry(
  { tx, staff }: CaseDesk,
  { record, key }: Pick<OpenedCase, 'key'> & { record: { id: string; tenant_id: string; subject_id: string } },
  { id, at, corrects, content }: Line,
): Promise<void> {
  await insertEntry(tx, {
    tenantId: record.tenant_id,
    caseId: record.id,
    id,
    kind: content.kind,
    at,
    userId: staff.userId,
    facts: factsOfContent(content),
    sealed: sealJson(key, { scopeId: record.tenant_id, recordId: id, field: 'entry' }, content),
    corrects,
  })
  await recordAudit(tx, {
    action: 'case.entry-added',
    subjectId: record.subject_id,
    objectId: record.id,
    detail: { kind: content.kind, entry: id, ...(corrects === undefined ? {} : { corrects }) },
  })
}

function factsOfContent(content: EntryContent): Record<string, string | boolean> {
  switch (content.kind) {
    case 'joined':
      return { referralId: content.referralId, reportKind: content.reportKind, urgency: content.urgency }
    case 'came-forward':
      return { requestId: content.requestId }
    case 'approach-plan':
      return { way: content.way, on: content.on }
    case 'attempt':
      return {
        way: content.way,
        reached: content.reached,
        ...(content.withoutPlanBecause ? { withoutPlan: true } : {}),
      }
    case 'connection':
      return { service: content.service, on: content.on }
    case 'follow-up':
      return { on: content.on }
    case 'conclusion':
      return { code: content.code }
    case 'meeting':
      return { meeting: content.meeting, itemId: content.itemId, on: content.on }
    case 'note':
    case 'reopened':
      return {}
    default: {
      const never: never = content
      return never
    }
  }
}

/** What comes next, written beside the case so that lists can be sorted by it. */
export async function settleProgress(desk: CaseDesk, caseId: string): Promise<void> {
  const loaded = await loadCase(desk, caseId, 'read')
  if (!loaded.ok) return
  const { record, progress } = loaded.value
  await setNextStep(desk.tx, caseId, {
    nextStep: nextStepOf(record.state, progress),
    followUpOn: record.state === 'open' ? progress.followUpOn : undefined,
  })
}
