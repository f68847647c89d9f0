import { rename, rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { OperatorTrouble } from '#platform/config/operator-trouble.ts'
import { type AdminConnection, withClient } from '#platform/database/connection.ts'
import { gateRole } from '#platform/database/roles.ts'
import { type Command, readFlags, type Tools } from './command.ts'
import { checkpointsFolder, inHouse } from './house.ts'

const usage = 'cli database reset [--confirm 市区町村名]'

type Holdings = { readonly real: readonly string[] }

export const databaseResetCommand: Command = {
  name: 'database reset',
  summary: '見本の町のデータを消して、次の npm start で作り直します（本物の記録は、名前を書くまで消しません）',
  usage,
  run: async (args, tools) => {
    const { values } = readFlags(usage, () => parseArgs({ args: [...args], options: { confirm: { type: 'string' } } }))
    const { config, say } = tools
    if (config.databaseUrl !== undefined) throw ownServer()
    await inHouse(
      config,
      async ({ database }) => {
        if (!database.ours) throw stillRunning()
        const { real } = await holdingsOf(database.admin)
        await confirmReal(real, values.confirm, tools)
        await dropDatabase(database.admin)
        const kept = await putCheckpointsAway(checkpointsFolder(config), real.length > 0)
        say('データベースを空にしました。次の npm start で作り直します。')
        if (kept !== undefined) say(`署名済みの控えは ${kept} に残しました。`)
      },
      { asItIs: true },
    )
    return 0
  },
}

/** The municipalities in it that are not the demo town; a database that no version ever prepared holds none. */
async function holdingsOf(admin: AdminConnection): Promise<Holdings> {
  return withClient(admin, async (client) => {
    const { rowCount } = await client.query("select 1 where to_regclass('app.tenants') is not null")
    if (rowCount === 0) return { real: [] }
    await client.query(`set role ${gateRole}`)
    const { rows } = await client.query<{ name: string }>('select name from app.tenants where not demo order by name')
    return { real: rows.map(({ name }) => name) }
  })
}

async function confirmReal(real: readonly string[], given: string | undefined, tools: Tools): Promise<void> {
  const [first] = real
  if (first === undefined) return
  tools.say(`このデータベースには、本物の記録があります（${real.join('、')}）。消すと元に戻せません。`)
  tools.say('先に控えを取ってください：npm run cli -- backup --to フォルダー')
  const typed = given ?? (await tools.ask(`消してよければ「${first}」と入力してください：`))
  if (typed?.trim() === first) return
  throw new OperatorTrouble('reset-not-confirmed', '確かめの名前が合わないため、何も消していません。', { exitCode: 77 })
}

async function dropDatabase(admin: AdminConnection): Promise<void> {
  await withClient({ ...admin, database: 'postgres' }, async (client) => {
    const name = client.escapeIdentifier(admin.database)
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`create database ${name}`)
  })
}

/** Signed heads of a log that is gone would call the next one forged. Those of real records stay as evidence. */
async function putCheckpointsAway(folder: string, keep: boolean): Promise<string | undefined> {
  if (!keep) {
    await rm(folder, { recursive: true, force: true })
    return undefined
  }
  const kept = `${folder}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
  return rename(folder, kept).then(
    () => kept,
    () => undefined,
  )
}

function stillRunning(): OperatorTrouble {
  return new OperatorTrouble(
    'reset-while-running',
    'このデータフォルダーのデータベースは、いま動いています。npm start を Ctrl-C で止めてから、もう一度行ってください。',
    { exitCode: 75 },
  )
}

function ownServer(): OperatorTrouble {
  return new OperatorTrouble(
    'reset-own-server',
    'いまのデータベースは、TOMOSHIBI_DATABASE_URL で指定されたご自身の PostgreSQL です。ここからは消しません。消すときは、ご自身で drop database と create database を行ってください。',
  )
}
