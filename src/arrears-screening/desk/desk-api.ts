import { Readable } from 'node:stream'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { recordAudit } from '#platform/database/session.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import type { Desk, DeskNeighbours, DeskSettings } from './desk.ts'
import {
  announceFile,
  closeWork,
  dateFile,
  inspectWorkFile,
  keepMapping,
  listWorks,
  openWork,
  printWorkLetters,
  readWork,
  removeFile,
  runWork as runWorkRoute,
  sendPart,
  stopWork as stopWorkRoute,
} from './desk-contract.ts'
import { type DeskCall, deskDoor } from './desk-door.ts'
import type { WorkView } from './desk-views.ts'
import { openDownloads } from './download-api.ts'
import { type DeskHold, holdDesk } from './hold-desk.ts'
import { inspect } from './inspect-work-file.ts'
import { presentWork } from './present-work.ts'
import { printWork } from './print-work.ts'
import { mapColumns } from './read-work.ts'
import { runWork, stopWork } from './run-work.ts'
import { announce, discardFile, giveDate, writePart } from './store-file.ts'
import { settleWorks, sweepDesk } from './sweep.ts'
import { TaskQueue } from './task-queue.ts'
import { openTrials } from './trial-api.ts'
import { openTrialCounter } from './trial-counter.ts'
import { createWork, getWork, inTurn, listWorkIds, removeWork } from './work-store.ts'

const sweepMs = 10 * 60_000

/** Screening in the web app for small companies: files come in, are read, counted and screened here, and go again. */
export async function deskApi(
  app: App,
  platform: Platform,
  { neighbours, settings }: { readonly neighbours: DeskNeighbours; readonly settings: DeskSettings },
): Promise<void> {
  const failed = (cause: unknown) => {
    app.log.error({ fault: cause instanceof Error ? cause.name : typeof cause }, 'a screening task failed')
    return refuse('task_failed', failureText(cause))
  }
  const limitMs = settings.taskMinutes * 60_000
  const queue = new TaskQueue({ clock: () => performance.now(), failed, limitMs, graceMs: 60_000 })
  const { folder, hold: pace } = settings
  const hold = holdDesk({ ...pace, folder, id: platform.newId(), now: Date.now })
  const desk: Desk = { platform, neighbours, settings, queue, hold }
  const counter = openTrialCounter({ folder: settings.folder, memoryMb: settings.memoryMb })
  await app.register(async (scope) => {
    scope.addContentTypeParser('application/octet-stream', (_request, body, done) => done(null, body))
    openUploads(scope, desk)
  })
  openWorks(app, desk)
  openSteps(app, desk)
  openDownloads(app, desk)
  openTrials(app, desk, counter)
  await keepHold(app, desk, { hold, failed })
  app.addHook('onClose', async () => {
    await queue.close()
    await counter.close()
    await hold.release()
  })
}

type Keeping = { readonly hold: DeskHold; readonly failed: (cause: unknown) => unknown }

/** Holds the desk's folder, or waits until it can; clears up when it has just got it and every few minutes. */
async function keepHold(app: App, desk: Desk, { hold, failed }: Keeping): Promise<void> {
  const careful = (work: () => Promise<unknown>) => work().catch((cause: unknown) => void failed(cause))
  const beat = async () => {
    const turn = await hold.beat()
    // What another process had begun and could not end is said to be stopped, before anybody asks.
    if (turn === 'taken') await settleWorks(desk)
    if (turn === 'taken') await sweepDesk(desk)
    if (turn === 'lost') await desk.queue.stopAll()
  }
  const timers = [
    setInterval(() => void careful(beat), desk.settings.hold.beatMs),
    setInterval(() => void careful(async () => hold.isMine() && sweepDesk(desk)), sweepMs),
  ]
  for (const timer of timers) timer.unref()
  app.addHook('onReady', () => careful(beat))
  app.addHook('onClose', async () => {
    for (const timer of timers) clearInterval(timer)
  })
}

/** What a full disk or too little memory looks like from inside, in words. */
function failureText(cause: unknown): string {
  const words = cause instanceof Error ? cause.message : ''
  if (/ENOSPC|No space left|max_temp_directory_size/i.test(words)) {
    return 'サーバーのディスクの空きが足りず、終わりまで行えませんでした。空きができてからもう一度始めると、続きから進みます。'
  }
  if (/Out of Memory/i.test(words)) {
    return 'サーバーで使えるメモリーが足りませんでした。ファイルを市区町村などで分けてお試しください。'
  }
  return '思いがけない不具合で、終わりまで行えませんでした。もう一度お試しください。続くときは管理者にお知らせください。'
}

function openWorks(app: App, desk: Desk): void {
  deskDoor({ app, desk }, listWorks, async ({ company }) => {
    const ids = await listWorkIds(company)
    const works = await Promise.all(ids.map((id) => getWork(company, id).catch(() => undefined)))
    const views = await Promise.all(works.flatMap((state) => (state ? [presentWork(company, state)] : [])))
    const { fileBytes, partBytes, files, openWorks: most, hours } = desk.settings
    return ok({ works: views.reverse(), limits: { fileBytes, partBytes, files, openWorks: most, hours } })
  })
  deskDoor({ app, desk }, openWork, (call) => inTurn(call.company.places.works, () => openOne(desk, call)))
  deskDoor({ app, desk }, readWork, async ({ company, params }) =>
    ok(await presentWork(company, await getWork(company, params.id))),
  )
  deskDoor({ app, desk }, closeWork, async ({ company, params, speak }) => {
    await getWork(company, params.id)
    await speak((tx) => recordAudit(tx, { action: 'screening.work-closed', objectId: params.id }))
    await removeWork(company, params.id)
    return ok(undefined)
  })
}

async function openOne(desk: Desk, { company, speak }: DeskCall<typeof openWork>): Promise<Result<WorkView>> {
  const { openWorks: most } = desk.settings
  if ((await listWorkIds(company)).length >= most) {
    return refuse('too_many_works', `同時に開ける作業は${most}件までです。終わった作業を消してから、はじめてください。`)
  }
  const id = desk.platform.newId()
  await speak((tx) => recordAudit(tx, { action: 'screening.work-opened', objectId: id }))
  return ok(await presentWork(company, await createWork(company, { id, now: desk.platform.now() })))
}

function openUploads(app: App, desk: Desk): void {
  deskDoor({ app, desk }, announceFile, async ({ company, params, body, speak }) => {
    const fileId = desk.platform.newId()
    const state = await announce(company, { id: params.id, fileId }, body)
    if (!state.ok) return state
    const detail = { bytes: body.bytes }
    await speak((tx) => recordAudit(tx, { action: 'screening.file-announced', objectId: params.id, detail }))
    return ok({ fileId, work: await presentWork(company, state.value) })
  })
  deskDoor({ app, desk, lane: 'page' }, sendPart, async ({ company, params, query, request, reply }) => {
    if (!(request.body instanceof Readable)) {
      return refuse('unsupported_media', 'ファイルの中身は application/octet-stream で送ります。')
    }
    return writePart(company, { ...params, offset: query.offset }, request.body).catch((cause: unknown) => {
      // Answered before all has arrived: the rest is not waited for.
      reply.header('connection', 'close')
      throw cause
    })
  })
  deskDoor({ app, desk }, dateFile, async ({ company, params, body }) =>
    ok(await presentWork(company, await giveDate(company, params, body.asOf))),
  )
  deskDoor({ app, desk }, removeFile, async ({ company, params }) => {
    const state = await discardFile(company, params)
    return state.ok ? ok(await presentWork(company, state.value)) : state
  })
  deskDoor({ app, desk }, inspectWorkFile, async ({ company, params }) => inspect(company, params))
}

function openSteps(app: App, desk: Desk): void {
  deskDoor({ app, desk }, keepMapping, async ({ company, params, body }) => {
    const state = await mapColumns(company, params.id, body.mapping)
    return state.ok ? ok(await presentWork(company, state.value)) : state
  })
  deskDoor({ app, desk }, runWorkRoute, async ({ company, staff, params, body, speak }) => {
    await getWork(company, params.id)
    const pack = await speak(async (tx) => {
      const taken = await desk.neighbours.takePack({ tx, staff, now: desk.platform.now() })
      if (taken.ok) {
        const detail = { runDate: body.runDate, agreements: taken.value.agreements.length }
        await recordAudit(tx, { action: 'screening.run-ordered', objectId: params.id, detail })
      }
      return taken
    })
    if (!pack.ok) return pack
    const state = await runWork(company, params.id, { ...body, pack: pack.value })
    return state.ok ? ok(await presentWork(company, state.value)) : state
  })
  deskDoor({ app, desk }, stopWorkRoute, async ({ company, params }) =>
    ok(await presentWork(company, await stopWork(company, params.id))),
  )
  deskDoor({ app, desk }, printWorkLetters, async ({ company, params, body, speak }) => {
    await speak((tx) => recordAudit(tx, { action: 'screening.letters-ordered', objectId: params.id }))
    const state = await printWork(company, params.id, body)
    return state.ok ? ok(await presentWork(company, state.value)) : state
  })
}
