import { parseArgs } from 'node:util'
import type { ChainFault } from '#platform/audit/chain.ts'
import { signingKey } from '#platform/audit/checkpoint.ts'
import { type AuditVerdict, verifyAudit } from '#platform/audit/verify-audit.ts'
import { withClient } from '#platform/database/connection.ts'
import { gateRole } from '#platform/database/roles.ts'
import { type Command, counted, readFlags, type Tools } from './command.ts'
import { checkpointsFolder, inHouse } from './house.ts'
import { readWitnesses } from './witness-commands.ts'

const usage = 'cli audit verify [--witness ファイル …]'
const broken = 2

export const auditVerifyCommand: Command = {
  name: 'audit verify',
  summary: '監査の記録に、消された行や書き換えられた行がないことを確かめます（0：異常なし、2：異常あり）',
  usage,
  run: async (args, { config, say }) => {
    const { values } = readFlags(usage, () =>
      parseArgs({ args: [...args], options: { witness: { type: 'string', multiple: true } } }),
    )
    const witnesses = await readWitnesses(config, values.witness ?? [])
    const from = performance.now()
    return inHouse(
      config,
      async ({ database, keys }) => {
        const key = signingKey(keys.secret('audit-signing'))
        // As the gate, which reads every line, also where the administrator is no superuser.
        const verdict = await withClient({ ...database.admin, role: gateRole }, async (client) => {
          // One moment for all pages, so that lines written meanwhile are no fault.
          await client.query('begin isolation level repeatable read read only')
          const folder = checkpointsFolder(config)
          return verifyAudit(client, { folder, key, witnesses, onLines: linesTold(say) })
        })
        if (!verdict.ok) {
          say(`${verdict.refusal.because}控え（checkpoints フォルダー）を、別に保管したものと見比べてください。`)
          return broken
        }
        for (const fault of verdict.value.faults) say(sentenceOfFault(fault))
        if (verdict.value.faults.length > 0) return broken
        say(wholeSentence(verdict.value, performance.now() - from))
        return 0
      },
      { asItIs: true },
    )
  },
}

function linesTold(say: Tools['say']): (lines: number) => void {
  const step = 100_000
  let next = step
  return (lines) => {
    if (lines < next) return
    say(`  ${counted(lines)}行を確かめました`)
    next = lines + step
  }
}

function wholeSentence(verdict: AuditVerdict, milliseconds: number): string {
  const { scopes, lines, checkpoints, witnessed, ledgerLines } = verdict
  const seconds = (milliseconds / 1000).toFixed(1)
  const signed =
    checkpoints === 0
      ? '署名済みの控えはまだありません（動いていれば10分ごとに書かれます）。記録どうしのつながりだけを確かめました。'
      : `署名済みの控え ${counted(checkpoints)}行とも一致しました。`
  const others =
    witnessed === 0
      ? '立会いの控え（ほかの組織に預けたもの）は見比べていません。--witness で渡せます。'
      : `立会いの控え ${counted(witnessed)}行とも一致しました。`
  const ledger = `情報共有の台帳 ${counted(ledgerLines)}行は、書いたときのままです。`
  return `監査の記録はつながっています：${counted(scopes)}組、${counted(lines)}行、${seconds}秒。${ledger}${signed}${others}`
}

const faults = {
  gap: '番号が飛んでいます。行が消されたか、末尾が合いません',
  altered: '内容が書き換えられています',
  unlinked: '前の行とつながりません',
  'time-goes-back': '時刻が前の行より戻っています',
  'wrong-genesis': '始まりが違います',
  'shorter-than-signed': '署名したときにはあった行がありません。末尾が消されたか、古い控えに戻されています',
  'other-than-signed': '署名したときの内容と違います。記録が作り直されています',
  'shorter-than-witnessed': 'ほかの組織に預けた控えにはある行がありません。末尾が消されたか、古い控えに戻されています',
  'other-than-witnessed': 'ほかの組織に預けた控えと違います。記録が作り直されています',
  'ledger-altered': '情報共有の台帳の行が、書いたときの内容と違います',
  'ledger-removed': '情報共有の台帳の行がなくなっています',
  'ledger-unlogged': '情報共有の台帳に、記録を通らずに書かれた行があります',
} as const satisfies Record<ChainFault['kind'], string>

/** Which line of which chain first cannot be trusted, and why. */
export function sentenceOfFault({ kind, scopeId, sequence, ledgerId }: ChainFault): string {
  const which = ledgerId === undefined ? '' : `（台帳の番号 ${ledgerId}）`
  return `監査の記録 ${scopeId} の ${sequence} 行め：${faults[kind]}${which}。`
}
