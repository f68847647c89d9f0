import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { signingKey } from '#platform/audit/checkpoint.ts'
import { type AuditVerdict, verifyAudit } from '#platform/audit/verify-audit.ts'
import { type BackupReport, checkBackup } from '#platform/backup/check-backup.ts'
import { restoreBackup } from '#platform/backup/restore-backup.ts'
import { takeBackup } from '#platform/backup/take-backup.ts'
import { OperatorTrouble } from '#platform/config/operator-trouble.ts'
import type { KeyRing } from '#platform/crypto/key-ring.ts'
import { sentenceOfFault } from './audit-command.ts'
import { type Command, counted, needed, quarters, readFlags, sizeInWords, usageTrouble } from './command.ts'
import { checkpointsFolder, inHouse, keyFileOf, keyOf } from './house.ts'

const takeUsage = 'cli backup --to フォルダー'
export const backupCommand: Command = {
  name: 'backup',
  summary: '動かしたまま、データベース全体の控えを取ります（鍵のファイルは含みません）',
  usage: takeUsage,
  run: async (args, { config, say, signal }) => {
    const { values } = readFlags(takeUsage, () => parseArgs({ args: [...args], options: { to: { type: 'string' } } }))
    const target = resolve(needed(values.to, '--to', takeUsage))
    if (config.databaseUrl !== undefined) throw ownServer()
    const from = performance.now()
    await inHouse(
      config,
      async ({ database, keys }) => {
        const { dataDirectory, admin } = database
        if (dataDirectory === undefined) throw ownServer()
        say(`控えを取ります：${target}`)
        const figures = await takeBackup({
          admin,
          dataDirectory,
          checkpoints: checkpointsFolder(config),
          target,
          keys,
          now: () => new Date(),
          signal,
          onProgress: quarters(say, '写しました'),
        })
        const seconds = ((performance.now() - from) / 1000).toFixed(1)
        say(
          `控えができました：${counted(figures.files)}ファイル、${sizeInWords(figures.bytes)}（うち先行書き込みログ ${figures.walFiles}）、${seconds}秒。`,
        )
        say(
          `鍵のファイルは含めていません。${keyFileOf(config)} は、この控えとは別の場所に、別に保管してください。両方が揃わないと記録は開けません。`,
        )
        say(`戻せるかどうかは、次で確かめられます：npm run cli -- backup verify ${target}`)
      },
      { asItIs: true },
    )
    return 0
  },
}

function ownServer(): OperatorTrouble {
  return new OperatorTrouble(
    'backup-own-server',
    'いまのデータベースは、TOMOSHIBI_DATABASE_URL で指定されたご自身の PostgreSQL です。控えは、その PostgreSQL の pg_basebackup（とアーカイブ）でお取りください。鍵のファイル keys/root.key と checkpoints フォルダーも、別に保管してください。',
  )
}

function folderAmong(args: readonly string[], usage: string): string {
  const { positionals } = readFlags(usage, () => parseArgs({ args: [...args], allowPositionals: true, options: {} }))
  const [folder, more] = positionals
  if (folder === undefined) throw usageTrouble('控えのフォルダーの指定が要ります。', usage)
  if (more !== undefined) throw usageTrouble(`「${more}」が余分です。`, usage)
  return resolve(folder)
}

const verifyUsage = 'cli backup verify フォルダー'
export const backupVerifyCommand: Command = {
  name: 'backup verify',
  summary: '控えが目録のとおりか、実際に戻して動くか、監査の記録がつながっているかを確かめます',
  usage: verifyUsage,
  run: async (args, { config, say, signal }) => {
    const folder = folderAmong(args, verifyUsage)
    const { rootKey, keys } = await keyOf(config)
    say(`控えを確かめます：${folder}（写しの上で試すので、控えは変わりません）`)
    const report = await checkBackup({
      folder,
      keys,
      rootKey,
      signal,
      onProgress: quarters(say, '目録と照らし合わせました'),
      verifyAudit: (admin, checkpoints) => wholeAudit(admin, checkpoints, keys),
    })
    for (const line of describeReport(report)) say(line)
    return 0
  },
}

async function wholeAudit(admin: pg.Client, folder: string, keys: KeyRing): Promise<AuditVerdict> {
  const verdict = await verifyAudit(admin, { folder, key: signingKey(keys.secret('audit-signing')) })
  if (!verdict.ok) throw new OperatorTrouble('audit-refused', verdict.refusal.because, { exitCode: 2 })
  const [fault] = verdict.value.faults
  if (fault) throw new OperatorTrouble('audit-broken', sentenceOfFault(fault), { exitCode: 2 })
  return verdict.value
}

const shown: readonly (readonly [string, string])[] = [
  ['app.tenants', '自治体'],
  ['app.organizations', '機関・事業者'],
  ['app.users', '利用者'],
  ['app.consents', '同意'],
  ['app.reports', '会社の報告'],
  ['app.referrals', '届いた通報'],
  ['app.cases', 'ケース'],
]

function describeReport({ manifest, bytes, rows, audit, serverReadyMs }: BackupReport): string[] {
  const all = [...rows.values()].reduce((sum, count) => sum + count, 0)
  const figures = shown.flatMap(([table, name]) => {
    const count = rows.get(table)
    return count === undefined ? [] : [`${name} ${counted(count)}`]
  })
  return [
    `  控えの時点：${manifest.startedAt} から ${manifest.endedAt}（PostgreSQL ${manifest.serverVersion}）`,
    `  ファイル：${counted(manifest.files.length)}、${sizeInWords(bytes)}。目録と一致しました。`,
    `  戻したデータベース：${(serverReadyMs / 1000).toFixed(1)}秒で動き、すべての入口が答えました。`,
    `  行：${figures.join('、')}。全 ${rows.size}表 ${counted(all)}行を読み通しました。`,
    `  監査の記録：${counted(audit.lines)}行がつながっています${signedWords(audit)}。`,
    'この控えから戻せます。',
  ]
}

function signedWords({ checkpoints }: AuditVerdict): string {
  return checkpoints === 0 ? '（署名済みの控えはまだありません）' : `（署名済みの控え ${counted(checkpoints)}行と一致）`
}

const restoreUsage = 'cli backup restore フォルダー'
export const backupRestoreCommand: Command = {
  name: 'backup restore',
  summary: '控えを、データベースのまだないデータフォルダー（TOMOSHIBI_DATA）へ戻します',
  usage: restoreUsage,
  run: async (args, { config, say, signal }) => {
    const folder = folderAmong(args, restoreUsage)
    const { keys } = await keyOf(config)
    say(`控えを ${config.dataFolder} へ戻します。`)
    const manifest = await restoreBackup({
      folder,
      dataFolder: config.dataFolder,
      keys,
      signal,
      onProgress: quarters(say, '戻しました'),
    })
    say(`${manifest.endedAt} までの記録を戻しました。続けて、次の三つを行ってください。`)
    say(
      `  前のデータフォルダーの journal を ${config.dataFolder} に写します（控えの後の消去と取り消しを、始めるときにやり直します）`,
    )
    say('  npm run cli -- audit verify   （監査の記録がつながっていることを確かめます）')
    say('  npm start')
    return 0
  },
}
