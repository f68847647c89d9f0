/** `npm start`: the private database, the demo town, the screens, server and worker on one port. */
import { z } from 'zod'
import type { Parts } from './start/parts.ts'
import { run } from './start/run.ts'
import { buildWebOnce } from './start/web-build.ts'

const callable = (value: unknown) => typeof value === 'function'
const Server = z.object({ startServer: z.custom<Parts['startServer']>(callable) })
const Worker = z.object({ startWorker: z.custom<Parts['startWorker']>(callable) })
const Town = z.object({
  seedDemoTown: z.custom<Parts['demoTown']['seedDemoTown']>(callable),
  demoLogins: z.array(z.object({ who: z.string(), loginName: z.string(), password: z.string() })),
})

const load = (path: string): Promise<unknown> => import(new URL(path, import.meta.url).href)

await run({
  startServer: Server.parse(await load('./server.ts')).startServer,
  startWorker: Worker.parse(await load('./worker.ts')).startWorker,
  demoTown: Town.parse(await load('../../db/seed/seed.ts')),
  buildWeb: buildWebOnce,
})
