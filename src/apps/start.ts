/** `npm start`: the private database, the demo town, the screens, server and worker on one port. */
import { existsSync } from 'node:fs'
import { z } from 'zod'
import { startServer } from './server.ts'
import type { DemoTown } from './start/parts.ts'
import { run } from './start/run.ts'
import { buildWebOnce } from './start/web-build.ts'
import { startWorker } from './worker.ts'

await run({ startServer, startWorker, demoTown: await findDemoTown(), buildWeb: buildWebOnce })

/** The demo town stands apart in `db/seed`; an installation without that folder starts empty. */
async function findDemoTown(): Promise<DemoTown> {
  const seed = new URL('../../db/seed/seed.ts', import.meta.url)
  if (!existsSync(seed)) return { seedDemoTown: async () => undefined, demoLogins: [] }
  const callable = (value: unknown) => typeof value === 'function'
  const Town = z.object({
    seedDemoTown: z.custom<DemoTown['seedDemoTown']>(callable),
    demoLogins: z.array(z.object({ who: z.string(), loginName: z.string(), password: z.string() })),
  })
  return Town.parse(await import(seed.href))
}
