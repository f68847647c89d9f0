import { join } from 'node:path'
import type { Config } from '#platform/config/config.ts'
import { prepareDataFolder } from '#platform/config/data-folder.ts'
import { errorCodeOf } from '#platform/config/operator-trouble.ts'
import { readRootKey } from '#platform/config/root-key.ts'
import { type AdminConnection, withClient } from '#platform/database/connection.ts'
import { hasPrivateDatabase, openDatabase } from '#platform/database/open-database.ts'
import { prepareDatabase } from '#platform/database/prepare-database.ts'
import { closePlanes, openPlanes, rolePasswords } from '#platform/database/roles.ts'
import { townState } from './demo-town.ts'
import type { Parts, Surroundings } from './parts.ts'
import { portTrouble, refuseTakenPort } from './port.ts'
import type { Progress } from './progress.ts'
import { replayErasures } from './replay.ts'

type Opening = {
  readonly config: Config
  readonly parts: Parts
  readonly progress: Progress
  /** Aborted when somebody asks to stop while things are still opening. */
  readonly stopped: AbortSignal
}

export type OpenHouse = { readonly address: string; readonly demo: boolean; close(): Promise<void> }

/** The longest that a part may take to come to rest before the next one is closed all the same (ms). */
const patience = 10_000

/**
 * Opens everything in order: key, database, records, screens, worker, server. What was opened is closed again, in the
 * opposite order, by `close()` or when a later step fails.
 */
export async function openHouse(opening: Opening): Promise<OpenHouse> {
  const open = closeInReverse(opening.progress)
  try {
    return await openAll(opening, open)
  } catch (cause) {
    await open.closeAll()
    throw cause
  }
}

async function openAll({ config, parts, progress, stopped }: Opening, open: Closers): Promise<OpenHouse> {
  await prepareDataFolder(config.dataFolder)
  const mayCreate = config.databaseUrl !== undefined || !(await hasPrivateDatabase(config))
  const rootKey = await readRootKey(config.dataFolder, { mayCreate })

  // Screens are built beside the database: on the first start both take seconds. A failure waits for its turn below.
  const building = Promise.allSettled([parts.buildWeb(config)])
  const opened = config.databaseUrl === undefined ? 'データベースを始めました' : 'データベースにつなぎます'
  const database = await progress.step(opened, () => openDatabase(config, { onRestart: progress.note }))
  open.add('database', database.stop)
  if (database.adopted) progress.say('  前回は途中で終わっていたので、動いていたデータベースを引き継ぎました。')
  // Only now, so that a second start in the same folder hears that Tomoshibi runs already, not that its port is taken.
  await refuseTakenPort(config)
  stopped.throwIfAborted()

  const { admin } = database
  const migrations = join(config.repository, 'db/migrations')
  await progress.step('データベースを整えました', () => prepareDatabase({ admin, rootKey, migrations }))
  await replayErasures({ dataFolder: config.dataFolder, admin, rootKey, progress })
  const demo = await fillWhenEmpty({ config, parts, progress, stopped }, admin, rootKey)
  const planes = openPlanes(admin, rolePasswords(rootKey))
  open.add('pools', () => closePlanes(planes))

  const web = await progress.step('画面を用意しました', async () => {
    const [built] = await building
    if (built.status === 'rejected') throw built.reason
    return built.value
  })
  stopped.throwIfAborted()

  const surroundings: Surroundings = {
    config,
    planes,
    rootKey,
    webFolder: web.folder,
    demo,
    bound: { port: config.port },
  }
  const worker = await parts.startWorker(surroundings)
  open.add('worker', worker.close)
  const server = await parts.startServer(surroundings).catch(async (cause) => {
    const code = errorCodeOf(cause) ?? ''
    throw /^E(ADDR|ACCES)/.test(code) ? await portTrouble(config, code) : cause
  })
  open.add('server', server.close)
  return { address: server.address, demo, close: open.closeAll }
}

async function fillWhenEmpty({ config, parts, progress }: Opening, admin: AdminConnection, rootKey: Uint8Array) {
  const state = await townState(admin)
  if (state === 'empty' && config.demoTown) {
    await progress.step('見本の町を用意しました', () =>
      parts.demoTown.seedDemoTown({ admin, rootKey, now: new Date() }),
    )
    await withClient(admin, (client) => client.query('analyze'))
    return (await townState(admin)) === 'demo'
  }
  return state === 'demo'
}

type Closers = { add(name: string, close: () => Promise<void>): void; closeAll(): Promise<void> }

function closeInReverse(progress: Progress): Closers {
  const opened: { name: string; close: () => Promise<void> }[] = []
  async function closeAll(): Promise<void> {
    for (let last = opened.pop(); last !== undefined; last = opened.pop()) {
      const { name, close } = last
      const outcome = await within(name === 'database' ? patience * 3 : patience, close())
      if (outcome !== 'done') progress.note(`${name}: ${outcome}`)
    }
  }
  return { add: (name, close) => void opened.push({ name, close }), closeAll }
}

async function within(milliseconds: number, work: Promise<void>): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('did not come to rest in time'), milliseconds)
  })
  const ended = work.then(
    () => 'done',
    (cause: unknown) => String(cause),
  )
  return Promise.race([ended, late]).finally(() => clearTimeout(timer))
}
