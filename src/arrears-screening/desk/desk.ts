import type { Result } from '#kernel/result.ts'
import type { SessionTx, Staff } from '#platform/database/session.ts'
import type { Platform } from '#platform/platform.ts'
import type { ScreeningPack } from '../screening-pack-contract.ts'
import type { LettersView } from './desk-views.ts'
import type { DeskHold, HoldPace } from './hold-desk.ts'
import type { Pace } from './keep-pace.ts'
import type { TaskQueue } from './task-queue.ts'
import type { DeskAgreement } from './trial-contract.ts'
import { type DeskPlaces, deskPlaces } from './work-places.ts'

export type Speaker = { readonly tx: SessionTx; readonly staff: Staff; readonly now: Date }

export type PrintOrder = {
  readonly people: string
  readonly pack: string
  readonly out: string
  readonly phone: string
  readonly section: string
  readonly hours: string
  readonly stage: string | null
  readonly channel: string
  readonly signal: AbortSignal
  readonly onProgress: (done: number, total: number) => void
}
export type Printed = {
  readonly letters: number
  readonly listed: LettersView['listed']
  readonly files: readonly string[]
}

/** What the desk may not know itself: agreements and letters are other features, put beside it in apps. */
export type DeskNeighbours = {
  /** Agreements of the speaker's company that carry a condition, drafts too. */
  readonly listAgreements: (speaker: Speaker) => Promise<readonly DeskAgreement[]>
  /** Conditions that rule today; writes that they were taken into the log. */
  readonly takePack: (speaker: Speaker) => Promise<Result<ScreeningPack>>
  readonly print: (order: PrintOrder) => Promise<Result<Printed>>
}

export type DeskSettings = {
  /** A private folder of this installation. */
  readonly folder: string
  readonly fileBytes: number
  readonly partBytes: number
  readonly files: number
  readonly openWorks: number
  readonly hours: number
  readonly memoryMb: number
  readonly threads: number
  /** Bytes that stay free on the disk for everything else. */
  readonly spareBytes: number
  /** How long one task may run. */
  readonly taskMinutes: number
  readonly pace: Pace
  readonly hold: HoldPace
  readonly version: string
}

export const usualDesk = {
  fileBytes: 2_000_000_000,
  partBytes: 8 << 20,
  files: 24,
  openWorks: 3,
  hours: 24,
  memoryMb: 512,
  threads: 1,
  spareBytes: 1_000_000_000,
  taskMinutes: 60,
  hold: { beatMs: 5_000, goneMs: 30_000 },
  pace: { idleMs: 10_000, graceMs: 5_000, leastPerSecond: 8_000 },
} as const satisfies Omit<DeskSettings, 'folder' | 'version'>

export type Desk = {
  readonly platform: Platform
  readonly neighbours: DeskNeighbours
  readonly settings: DeskSettings
  readonly queue: TaskQueue
  readonly hold: Pick<DeskHold, 'isMine'>
}

/** The desk as one company has it. */
export type CompanyDesk = Desk & { readonly places: DeskPlaces; readonly organizationId: string }

export function deskOf<D extends Pick<Desk, 'settings'>>(desk: D, organizationId: string) {
  return { ...desk, organizationId, places: deskPlaces(desk.settings.folder, organizationId) }
}
