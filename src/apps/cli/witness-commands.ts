import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Checkpoint } from '#platform/audit/checkpoint.ts'
import { signingKey } from '#platform/audit/checkpoint.ts'
import {
  acceptWitness,
  readWitness,
  type Witnesses,
  type WitnessFile,
  witnessText,
  writeWitness,
} from '#platform/audit/witness.ts'
import type { Config } from '#platform/config/config.ts'
import { OperatorTrouble } from '#platform/config/operator-trouble.ts'
import { withClient } from '#platform/database/connection.ts'
import { gateRole } from '#platform/database/roles.ts'
import { type Command, counted, needed, readFlags } from './command.ts'
import { inHouse } from './house.ts'

const text = { type: 'string' } as const
const exportUsage = 'cli audit witness export --to ファイル'
const importUsage = 'cli audit witness import --name 相手の名前 --from ファイル'

export const witnessExportCommand: Command = {
  name: 'audit witness export',
  summary: '監査の記録のいまの末尾を、署名してファイルに書きます（ほかの組織に預けるため）',
  usage: exportUsage,
  run: async (args, { config, say }) => {
    const { values } = readFlags(exportUsage, () => parseArgs({ args: [...args], options: { to: text } }))
    const to = needed(values.to, '--to', exportUsage)
    return inHouse(
      config,
      async ({ database, keys }) => {
        const at = new Date().toISOString()
        const heads = await withClient({ ...database.admin, role: gateRole }, async (client) => {
          const { rows } = await client.query<{ scope_id: string; sequence: string; hash: Buffer }>(
            'select scope_id, sequence::text, hash from audit.heads where sequence > 0 order by scope_id',
          )
          return rows.map((row): Checkpoint => {
            return { scopeId: row.scope_id, sequence: BigInt(row.sequence), hash: row.hash.toString('hex'), at }
          })
        })
        await writeFile(to, writeWitness(heads, signingKey(keys.secret('audit-signing'))), { mode: 0o644 })
        say(`監査の記録 ${counted(heads.length)}組の末尾を、署名して ${to} に書きました。個人の情報は含みません。`)
        say('ほかの組織（監査の担当、協定の相手の会社など）に預けてください。受け取る側は次を行います。')
        say(`  npm run cli -- ${importUsage}`)
        return 0
      },
      { asItIs: true },
    )
  },
}

export const witnessImportCommand: Command = {
  name: 'audit witness import',
  summary: 'ほかの組織の監査の記録の末尾を預かります（前より短いもの、違うものは受け取りません）',
  usage: importUsage,
  run: async (args, { config, say }) => {
    const { values } = readFlags(importUsage, () => parseArgs({ args: [...args], options: { name: text, from: text } }))
    const name = needed(values.name, '--name', importUsage)
    if (name !== basename(name) || name.startsWith('.')) {
      throw new OperatorTrouble('witness-name', '相手の名前に「/」や、先頭の「.」は使えません。', { exitCode: 64 })
    }
    const brought = await readFileOf(needed(values.from, '--from', importUsage))
    const folder = witnessFolder(config)
    const file = join(folder, `${name}.witness`)
    const kept = await readFile(file, 'utf8').catch(() => undefined)
    const accepted = acceptWitness(kept === undefined ? undefined : parsed(kept, file), brought)
    if (!accepted.ok) {
      say(accepted.refusal.because)
      return 2
    }
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(`${file}.new`, witnessText(accepted.value), { mode: 0o600 })
    await rename(`${file}.new`, file)
    say(`「${name}」の控えを預かりました（${counted(accepted.value.lines.length)}行、${file}）。`)
    say('相手の記録を確かめるときは、相手がこのファイルを受け取って次を行います。')
    say('  npm run cli -- audit verify --witness ファイル')
    return 0
  },
}

/** Where heads of other installations are kept for them. */
const witnessFolder = ({ dataFolder }: Pick<Config, 'dataFolder'>) => join(dataFolder, 'witness')

/** The files named; without any, those `.witness` files of our own that a counterpart brought back into `witness-back`. */
export async function readWitnesses(config: Pick<Config, 'dataFolder'>, named: readonly string[]): Promise<Witnesses> {
  if (named.length > 0) return Promise.all(named.map(readFileOf))
  const folder = join(config.dataFolder, 'witness-back')
  const files = await readdir(folder).catch(() => [])
  return Promise.all(files.filter((one) => one.endsWith('.witness')).map((one) => readFileOf(join(folder, one))))
}

async function readFileOf(file: string): Promise<WitnessFile> {
  const found = await readFile(file, 'utf8').catch(() => undefined)
  if (found === undefined) {
    throw new OperatorTrouble('witness-missing', `${file} を読めません。場所を確かめてください。`, { exitCode: 66 })
  }
  return parsed(found, file)
}

function parsed(found: string, file: string): WitnessFile {
  const read = readWitness(found)
  if (read.ok) return read.value
  throw new OperatorTrouble(read.refusal.code, `${file}：${read.refusal.because}`, { exitCode: 65 })
}
