/** The real start-up around a stand-in application: what the tests of `npm start` run, stop and kill. */
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { withClient } from '#platform/database/connection.ts'
import type { Surroundings } from './parts.ts'
import { run } from './run.ts'

await run({
  startServer: ({ config, planes }) =>
    new Promise((resolve, reject) => {
      const server = createServer((request, response) => {
        const slow = request.url === '/slow' ? 'select pg_sleep(1.5)' : 'select 1'
        planes.public.query(slow).then(
          () => response.end('done'),
          (cause: unknown) => response.writeHead(503).end(String(cause)),
        )
      })
      server.once('error', reject)
      server.listen({ host: config.host, port: config.port }, () => {
        const at = server.address()
        const port = typeof at === 'object' ? at?.port : config.port
        resolve({ address: `http://localhost:${port}`, close: () => closed(server) })
      })
    }),
  startWorker: async ({ planes }: Surroundings) => {
    await planes.worker.query('select 1')
    return { close: async () => undefined }
  },
  demoTown: {
    seedDemoTown: async ({ admin }) => {
      await withClient(admin, (client) =>
        client.query(`insert into app.tenants (id, municipality_code, name, demo)
          values ('01900000-0000-7000-8000-000000000001', '999999', '灯町市', true)`),
      )
    },
    demoLogins: [{ who: '見本の係', loginName: 'mihon@tomoshibi-cho', password: 'mihon-no-aikotoba' }],
  },
  buildWeb: async ({ dataFolder }) => {
    const folder = join(dataFolder, 'web', 'rehearsal')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'index.html'), '<!doctype html>')
    return { folder, built: true }
  },
})

function closed(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}
