import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { labelOf } from '#arrears-screening/account-file/account-columns.ts'
import {
  accountMappingJsonSchema,
  accountMappingShape,
} from '#arrears-screening/account-file/account-mapping-contract.ts'
import { type FileInspection, inspectFile } from '#arrears-screening/account-file/inspect-file.ts'
import { maskCell } from '#arrears-screening/account-file/mask-cell.ts'
import { mappingOf } from '#arrears-screening/account-file/propose-mapping.ts'
import { OperatorTrouble } from '#platform/config/operator-trouble.ts'
import { type Command, counted, readFlags, sizeInWords, type Tools, usageTrouble } from './command.ts'

const usage = 'cli screen inspect ファイル [--write 対応表.json]　または　cli screen inspect --schema'

export const screenInspectCommand: Command = {
  name: 'screen inspect',
  summary: '会社のファイルの文字コードや列を調べ、読み方の対応表を提案します（中身は外へ出ません）',
  usage,
  run: async (args, { say }) => {
    const { values, positionals } = readFlags(usage, () =>
      parseArgs({
        args: [...args],
        allowPositionals: true,
        options: { write: { type: 'string' }, schema: { type: 'boolean' } },
      }),
    )
    if (values.schema === true) {
      say(JSON.stringify(accountMappingJsonSchema(), null, 2))
      return 0
    }
    const [path, more] = positionals
    if (path === undefined || more !== undefined) throw usageTrouble('調べるファイルを一つ書いてください。', usage)
    const inspection = await inspectFile(path)
    if (!inspection.ok) throw new OperatorTrouble(inspection.refusal.code, inspection.refusal.because)
    tell(say, path, inspection.value)
    const { kind, encoding, delimiter, headerLine, proposal } = inspection.value
    const text = { encoding: encoding.encoding, delimiter, headerLine }
    const mapping = mappingOf(proposal, { text, sheet: { headerLine }, parquet: {} }[kind])
    if (values.write !== undefined) await write(values.write, mapping)
    if (values.write !== undefined) say(`\n対応表を書きました：${values.write}。中を確かめ、直してからお使いください。`)
    return accountMappingShape.safeParse(mapping).success ? 0 : 2
  },
}

async function write(path: string, mapping: unknown): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(mapping, null, 2)}\n`, { flag: 'wx' })
  } catch (cause) {
    throw new OperatorTrouble(
      'mapping-not-written',
      `${path} に書けません。同じ名前のファイルがないか確かめてください。`,
      { cause },
    )
  }
}

const kinds = { sheet: 'XLSX（最初のシート）', parquet: 'Parquet' } as const
const delimiters = { ',': 'カンマ', '\t': 'タブ', ';': 'セミコロン' } as const
const encodings = { 'utf-8': 'UTF-8', cp932: 'シフトJIS（CP932）', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16' } as const

function tell(say: Tools['say'], path: string, seen: FileInspection): void {
  const { encoding, rows, proposal, sample } = seen
  say(`${path}（${sizeInWords(seen.size)}）`)
  if (seen.kind === 'text') {
    const sure = encoding.sure ? '' : '（確かではありません）'
    say(`  文字コード：${encodings[encoding.encoding]}${sure}。${encoding.because}。`)
    say(`  区切り：${delimiters[seen.delimiter]}`)
  } else say(`  形式：${kinds[seen.kind]}`)
  const line = seen.headerLine === 0 ? 'なし、' : `${seen.headerLine}行目、`
  say(`  見出し：${seen.kind === 'parquet' ? '' : line}${sample.header.length}列`)
  say(`  行数：${rows.exact ? '' : 'およそ'}${counted(rows.about)}行`)
  say('\n最初の行（中身は伏せています）')
  for (const row of sample.rows.slice(0, 3)) say(`  ${row.map(maskCell).join(' | ')}`)
  say('\n列の読み方の提案')
  for (const { column, because, open } of proposal.columns) {
    say(`  ${labelOf(column)}：${because.join('。')}。`)
    for (const each of open) say(`    要確認 ${each}`)
  }
  for (const column of proposal.missing) {
    say(
      `  要確認 「${labelOf(column)}」の列が見つかりません。対応表に header（見出し）か value（すべて同じ値）を書いてください。`,
    )
  }
  if (proposal.unused.length > 0) say(`  使わない列：${proposal.unused.join('、')}`)
  for (const remark of [...seen.remarks, ...proposal.remarks]) say(`  注意 ${remark}`)
}
