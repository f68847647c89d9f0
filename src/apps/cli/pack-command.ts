import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { makePack } from '#agreement/index.ts'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { errorCodeOf, OperatorTrouble } from '#platform/config/operator-trouble.ts'
import { withClient } from '#platform/database/connection.ts'
import { closePlanes, gateRole, openPlanes, rolePasswords } from '#platform/database/roles.ts'
import { openDatabases } from '#platform/database/session.ts'
import { type Command, counted, needed, readFlags } from './command.ts'
import { inHouse } from './house.ts'

const usage = 'cli screen pack --organization 会社の符号 --out pack.json'
const text = { type: 'string' } as const
const Company = z.object({ organizationId: z.string(), name: z.string() })

/** The same file as the company's own door gives, for an operator who brings it to a closed network. */
export const screenPackCommand: Command = {
  name: 'screen pack',
  summary: 'いま有効な協定の条件と窓口を、会社に渡すファイル（pack.json）に書き出します',
  usage,
  run: (args, { config, say }) => {
    const { values } = readFlags(usage, () =>
      parseArgs({ args: [...args], options: { organization: text, out: text } }),
    )
    const code = needed(values.organization, '--organization', usage)
    const out = needed(values.out, '--out', usage)
    return inHouse(config, async ({ database: { admin }, rootKey }) => {
      const planes = openPlanes(admin, rolePasswords(rootKey), 1)
      try {
        const pack = await withClient({ ...admin, role: gateRole }, async (client) => {
          const found = await client.query<Record<string, unknown>>(
            'select id as "organizationId", name from app.organizations where code = $1',
            [code],
          )
          const company = Company.safeParse(found.rows[0])
          if (!company.success) throw notDone(`「${code}」という符号の組織はありません。`)
          const ask = (query: string, given: unknown[]) => client.query<Record<string, unknown>>(query, given)
          const directory = openDatabases(planes).worker
          const made = await makePack(
            { ask, directory, origin: config.publicUrl },
            company.data,
            todayInJapan(new Date()),
          )
          if (made.ok) {
            const held = { count: made.value.agreements.length, by: 'operator' }
            await client.query("select audit.append($1, null, 'screening.pack-taken', null, $1, $2)", [
              company.data.organizationId,
              JSON.stringify(held),
            ])
          }
          return made
        })
        if (!pack.ok) throw notDone(pack.refusal.because)
        await write(out, `${JSON.stringify(pack.value, null, 2)}\n`)
        const { agreements, windows, company } = pack.value
        say(
          `${company.name}の条件ファイルを ${out} に書きました（協定 ${counted(agreements.length)}件、窓口 ${counted(windows.length)}件）。`,
        )
        return 0
      } finally {
        await closePlanes(planes)
      }
    })
  },
}

/** Never over a file that is there: an older pack may be the one that a run's manifest names. */
async function write(path: string, words: string): Promise<void> {
  try {
    await writeFile(path, words, { flag: 'wx' })
  } catch (cause) {
    const because =
      errorCodeOf(cause) === 'EEXIST'
        ? `${path} は、すでにあります。別の名前にするか、前のファイルを移してからお試しください。`
        : `${path} に書けません。場所と書き込む権限を確かめてください。`
    throw notDone(because)
  }
}

function notDone(because: string): OperatorTrouble {
  return new OperatorTrouble('screen-pack', because, { exitCode: 65 })
}
