import type { z } from 'zod'
import { SECRECY_TEXTS } from './by-laws.ts'
import { type Desk, may } from './conference-desk.ts'
import type { CalledRecord, ItemRecord, SittingDetail, SittingRecord } from './conference-store.ts'
import type { SittingItem, SittingRow, sittingView } from './sitting-contract.ts'
import { listSittingCommands, type SittingState } from './support-conference.ts'
import { ACTION_OF_COMMAND } from './support-conference-access.ts'

type PackState = SittingItem['called'][number]['pack']['state']
type Times = { readonly opensAt: string; readonly closesAt: string; readonly closed: boolean }

/** Whether a pack waits, is open or closed at an instant; the clock decides before the job that destroys the keys. */
export function packStateOf({ opensAt, closesAt, closed }: Times, now: Date): Exclude<PackState, 'none'> {
  if (closed || Date.parse(closesAt) <= now.getTime()) return 'closed'
  return Date.parse(opensAt) <= now.getTime() ? 'open' : 'waiting'
}

export function presentRow({ version: _version, ...row }: SittingRecord): SittingRow {
  return row
}

/** One sitting as the office sees it. */
export function presentSitting(desk: Desk, found: SittingDetail): z.input<typeof sittingView> {
  const now = desk.platform.now()
  const {
    byLaws,
    agenda,
    roster,
    proof,
    copies,
    office: _office,
    unwritten: _unwritten,
    packsWaiting: _waiting,
    ...rest
  } = found
  return {
    ...rest,
    chairTitle: byLaws.chairTitle,
    agenda: agenda.map((item) => presentItem(desk, { item, state: found.state, now })),
    roster: roster.map((one) => ({ ...one, always: byLaws.alwaysCalled.includes(one.kind) })),
    secrecyText: [...SECRECY_TEXTS[byLaws.secrecyVersion]],
    secrecyVersion: byLaws.secrecyVersion,
    proof: {
      ...proof,
      packsOpen: proof.packs - proof.packsClosed,
      copies: copies.out + copies.returned + copies.missing,
      copiesOut: copies.out,
      copiesMissing: copies.missing,
    },
    allowed: listSittingCommands(found.state).filter((command) => may(desk, ACTION_OF_COMMAND[command])),
  }
}

type Shown = { readonly item: ItemRecord; readonly state: SittingState; readonly now: Date }

function presentItem(desk: Desk, shown: Shown): SittingItem {
  const { papers, mayWrite: _mayWrite, called, actions, ...item } = shown.item
  return {
    ...item,
    called: called.map((one) => presentCalled(one, shown.now)),
    actions,
    hasMaterial: papers.includes('material'),
    hasMinutes: papers.includes('minutes'),
    allowed: itemCommands(desk, shown),
  }
}

function itemCommands(desk: Desk, { item, state }: Shown): SittingItem['allowed'] {
  const commands = listSittingCommands(state)
  const writes = item.mayWrite && item.kind !== 'region' && item.papers !== undefined
  const keeps = may(desk, 'keep-items')
  const shared = item.decisionSharedAt !== undefined
  const candidates: readonly (readonly [SittingItem['allowed'][number], boolean])[] = [
    ['edit', keeps && ['planned', 'called', 'open'].includes(state)],
    ['call-member', keeps && commands.includes('call-member')],
    ['write-material', writes && ['planned', 'called', 'open'].includes(state)],
    ['issue-pack', writes && commands.includes('issue-pack') && item.papers.includes('material')],
    ['print-copy', writes && ['called', 'open'].includes(state)],
    ['count-copies', keeps && commands.includes('count-copies')],
    ['time', keeps && state === 'open'],
    ['decide', writes && commands.includes('decide') && !shared],
    ['share-decision', writes && commands.includes('decide') && !shared && item.papers.includes('minutes')],
  ]
  const withoutCase = ['write-material', 'issue-pack', 'print-copy', 'decide', 'share-decision']
  return candidates
    .filter(([command, allowed]) => allowed && (item.caseId !== undefined || !withoutCase.includes(command)))
    .map(([command]) => command)
}

function presentCalled(
  { packs, openings, lastOpenedAt, ...one }: CalledRecord,
  now: Date,
): SittingItem['called'][number] {
  const material = packs.findLast(({ kind }) => kind === 'material')
  return {
    ...one,
    pack: {
      id: material?.id,
      state:
        material === undefined ? 'none' : packStateOf({ ...material, closed: material.closedAt !== undefined }, now),
      opensAt: material?.opensAt,
      closesAt: material?.closesAt,
      openings,
      lastOpenedAt,
    },
  }
}
