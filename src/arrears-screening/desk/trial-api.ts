import type { FastifyRequest } from 'fastify'
import { ok, type Result } from '#kernel/result.ts'
import { recordAudit } from '#platform/database/session.ts'
import type { ContractRoute } from '#platform/http/door.ts'
import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import { notFound } from '#platform/http/problem.ts'
import type { Desk } from './desk.ts'
import { type DeskCall, deskDoor } from './desk-door.ts'
import { keepMonths, listKept, removeKept } from './kept-months.ts'
import { presentWork } from './present-work.ts'
import { mostShares, namedCells, type Prepared, prepareDryRun, prepareRun, sentencesOf } from './share-counts.ts'
import { sharedRule } from './shared-cells.ts'
import {
  type EarlierShare,
  insertSharing,
  listEarlierShares,
  listShownCounts,
  seesAgreement,
} from './shared-counts-store.ts'
import {
  type DeskAgreement,
  dryRun,
  keepMonths as keepMonthsRoute,
  listDeskAgreements,
  listKeptMonths,
  previewDryRunShare,
  previewRunShare,
  readSharedCounts,
  removeKeptMonth,
  type SharedCounts,
  type SharePreview,
  shareDryRun,
  shareRun,
} from './trial-contract.ts'
import type { TrialCounter } from './trial-counter.ts'
import { tryConditions } from './try-condition.ts'
import { getWork } from './work-store.ts'

const mostDays = 400

/** Trying conditions over months that a company keeps for it, and showing counts to the partners of an agreement. */
export function openTrials(app: App, desk: Desk, counter: TrialCounter): void {
  openKept(app, desk)
  deskDoor({ app, desk }, listDeskAgreements, async (call) => ok({ agreements: [...(await agreementsOf(desk, call))] }))
  deskDoor({ app, desk, lane: 'page' }, dryRun, async (call) => {
    const agreements = await agreementsOf(desk, call)
    const { company, body } = call
    return tryConditions({ desk: company, counter, agreements, ...asker(call) }, body)
  })
  openSharing(app, desk, counter)
  const everybody = { app, platform: desk.platform, planes: ['welfare', 'utility', 'auditor'] } as const
  door(everybody, readSharedCounts, async ({ tx, params }) => {
    if (!(await seesAgreement(tx, params.id))) return { ok: false, refusal: notFound }
    const shared = await listShownCounts(tx, params.id)
    return ok({
      shared: shared.map(({ condition, cells, ...one }) => ({
        ...one,
        sentences: sentencesOf(condition),
        cells: namedCells(cells, new Map()),
      })),
      rule: sharedRule,
    })
  })
}

function openKept(app: App, desk: Desk): void {
  const list = async ({ company }: Pick<DeskCall<ContractRoute>, 'company'>) => {
    const months = await listKept(company)
    return ok({ months: months.map(({ source: _source, ...month }) => month), mostDays })
  }
  deskDoor({ app, desk }, listKeptMonths, list)
  deskDoor({ app, desk }, keepMonthsRoute, async ({ company, params, body, speak }) => {
    const kept = await keepMonths(company, params.id, body.days)
    if (!kept.ok) return kept
    const detail = { days: body.days, months: kept.value.map(({ asOf }) => asOf) }
    await speak((tx) => recordAudit(tx, { action: 'screening.months-kept', objectId: params.id, detail }))
    return ok(await presentWork(company, await getWork(company, params.id)))
  })
  deskDoor({ app, desk }, removeKeptMonth, async (call) => {
    await removeKept(call.company, call.params.id)
    await call.speak((tx) => recordAudit(tx, { action: 'screening.month-removed', objectId: call.params.id }))
    return list(call)
  })
}

/** Whose question a count is, and the end of it when the browser goes away. */
function asker({ staff, request }: { staff: DeskCall<ContractRoute>['staff']; request: FastifyRequest }) {
  const gone = new AbortController()
  request.raw.once('close', () => {
    if (request.raw.errored || request.raw.destroyed) gone.abort()
  })
  request.raw.socket?.once('close', () => gone.abort())
  return { owner: staff.userId, signal: gone.signal }
}

function agreementsOf(desk: Desk, { staff, speak }: Pick<DeskCall<ContractRoute>, 'staff' | 'speak'>) {
  return speak((tx) => desk.neighbours.listAgreements({ tx, staff, now: desk.platform.now() }))
}

type Known = { readonly agreements: readonly DeskAgreement[]; readonly earlier: readonly EarlierShare[] }

function openSharing(app: App, desk: Desk, counter: TrialCounter): void {
  const known = async (call: Pick<DeskCall<ContractRoute>, 'staff' | 'speak'>, agreementId: string): Promise<Known> => {
    const agreements = await agreementsOf(desk, call)
    return { agreements, earlier: await call.speak((tx) => listEarlierShares(tx, agreementId)) }
  }
  const tried = async (call: DeskCall<typeof shareDryRun> | DeskCall<typeof previewDryRunShare>) => {
    const found = await known(call, call.body.agreementId)
    const owner = `${call.staff.userId} shares`
    const sharing = { desk: call.company, counter, ...found, ...asker(call), owner }
    return { found, prepared: await prepareDryRun(sharing, call.body) }
  }
  const ran = async (call: DeskCall<typeof shareRun> | DeskCall<typeof previewRunShare>) => {
    const { agreementId } = call.body
    const found = await known(call, agreementId)
    return {
      found,
      prepared: await prepareRun({ desk: call.company, ...found }, { workId: call.params.id, agreementId }),
    }
  }
  deskDoor({ app, desk, lane: 'page' }, previewDryRunShare, async (call) => previewed(await tried(call)))
  deskDoor({ app, desk }, previewRunShare, async (call) => previewed(await ran(call)))
  deskDoor({ app, desk, lane: 'page' }, shareDryRun, async (call) => shared(desk, call, await tried(call)))
  deskDoor({ app, desk }, shareRun, async (call) => shared(desk, call, await ran(call)))
}

type Ready = { readonly found: Known; readonly prepared: Result<Prepared> }

const namesOf = ({ agreements }: Known) =>
  new Map(agreements.flatMap(({ municipalities }) => municipalities.map(({ code, name }) => [code, name])))

function previewed({ found, prepared }: Ready): Result<SharePreview> {
  if (!prepared.ok) return prepared
  const { agreementId, edition, condition, cells } = prepared.value
  const lately = found.earlier.filter((one) => one.lately).length
  return ok({
    ...{ agreementId, edition, sentences: sentencesOf(condition), rule: sharedRule },
    cells: namedCells(cells, namesOf(found)),
    sharesLeft: Math.max(0, mostShares - lately),
  })
}

async function shared(
  desk: Desk,
  { staff, speak }: Pick<DeskCall<ContractRoute>, 'staff' | 'speak'>,
  { found, prepared }: Ready,
): Promise<Result<SharedCounts>> {
  if (!prepared.ok) return prepared
  const { agreementId, source, condition, suppression, cells, basis } = prepared.value
  const id = desk.platform.newId()
  const { edition } = await speak(async (tx) => {
    const given = { id, agreementId, source, condition, suppression, cells, basis, seen: found.earlier.length }
    const written = await insertSharing(tx, given)
    const detail = { source, numbers: cells.length }
    await recordAudit(tx, { action: 'screening.counts-shared', objectId: agreementId, detail })
    return written
  })
  return ok({
    ...{ id, agreementId, edition, source, sentences: sentencesOf(condition) },
    cells: namedCells(cells, namesOf(found)),
    sharedAt: desk.platform.now().toISOString(),
    company: staff.organization.name,
  })
}
