import { NotificationBanner } from '#ui/banner.tsx'
import { Section } from '#ui/page.tsx'
import { Select } from '#ui/text-field.tsx'
import type { InspectionView } from './desk-shapes.ts'
import { type MappingDraft, withRows } from './mapping-draft.ts'

const encodings = [
  { value: 'cp932', label: 'シフトJIS（CP932）' },
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16（リトルエンディアン）' },
  { value: 'utf-16be', label: 'UTF-16（ビッグエンディアン）' },
] as const

const rowKinds = [
  { value: 'one-per-contract', label: '契約（契約ごとに1行）' },
  { value: 'one-per-bill', label: '請求（請求ごとに1行）' },
] as const

const delimiters = { ',': 'カンマ', '\t': 'タブ', ';': 'セミコロン' } as const
const formats = { csv: 'CSV', parquet: 'Parquet', xlsx: 'XLSX' } as const

type FileReadingProps = {
  inspection: InspectionView
  draft: MappingDraft
  edit: (change: (before: MappingDraft) => MappingDraft) => void
  /** Whether one reading serves several files. */
  several: boolean
}

/** How the file as a whole is read: characters, signs between cells, size; and what is remarkable about it. */
export function FileReading({ inspection, draft, edit, several }: FileReadingProps) {
  const { encoding, delimiter, rows, format, remarks, headerLine } = inspection
  const said = [
    formats[format],
    rows === null ? undefined : `${rows.exact ? '' : '約'}${rows.about.toLocaleString('ja-JP')}行`,
    delimiter === null ? undefined : `区切りは${delimiters[delimiter]}`,
    headerLine === null ? undefined : headerLine === 0 ? '見出しはありません' : `見出しは${headerLine}行目`,
  ]
  return (
    <Section title="ファイルの読み方">
      <p className="figures">{said.filter((part) => part !== undefined).join('・')}</p>
      {several && (
        <p className="text-solid-gray-700">はじめのファイルの列を見ています。ほかのファイルも同じ読み方をします。</p>
      )}
      {encoding !== null && (
        <Select
          label="文字コード"
          name="encoding"
          hint={`${encoding.because}${encoding.sure ? '' : ' 文字が読めないときは、ほかを選べます。'}`}
          value={draft.encoding ?? ''}
          choices={encodings}
          onChange={(chosen) => edit((before) => ({ ...before, encoding: chosen }))}
        />
      )}
      <Select
        label="1行は何ですか"
        name="rows"
        hint="請求なら、契約ごとにまとめて読みます（未払い額は合計、月数は支払いの残る期日の数、期日は最も古い日、お知らせの段階は最も進んだもの）。"
        value={draft.rows ?? 'one-per-contract'}
        choices={rowKinds}
        onChange={(chosen) => edit((before) => withRows(before, chosen))}
      />
      {remarks.map((remark) => (
        <NotificationBanner key={remark} tone="warning" title={remark} />
      ))}
    </Section>
  )
}
