import { Select } from '#ui/text-field.tsx'
import type { ColumnMapping } from '../account-file/account-mapping-contract.ts'
import { type FileColumn, labelOf, readingOf } from '../file-columns.ts'
import type { InspectionView } from './desk-shapes.ts'
import { blankMeanings, meaningsOf, withChoice, withWord, wordsOf } from './mapping-draft.ts'

type DetailProps = {
  column: FileColumn
  reading: ColumnMapping
  inspection: InspectionView
  onChange: (reading: ColumnMapping) => void
}

/** What else has to be said about a column: how its days, codes, words and empty cells are read. */
export function ColumnDetail(props: DetailProps) {
  const { column, reading } = props
  if (reading.header === undefined) return <SameForAll {...props} />
  const kind = readingOf(column)
  switch (kind) {
    case 'date':
      return <ShortDigits {...props} />
    case 'municipality':
      return <CodeDigits {...props} />
    case 'word':
    case 'flag':
      return <Words {...props} />
    case 'identifier':
    case 'count':
    case 'yen':
    case 'text':
    case 'postal-code':
      return null
    default: {
      const never: never = kind
      return never
    }
  }
}

function SameForAll({ column, reading, onChange }: DetailProps) {
  return (
    <Select
      label={`どの行も「${labelOf(column)}」は`}
      name={`columns.${column}.value`}
      value={reading.value ?? ''}
      choices={meaningsOf(column)}
      onChange={(value) => onChange({ value })}
    />
  )
}

const shortDigits = [
  { value: 'plain', label: '5けたの日付は読まない' },
  { value: '令和', label: '令和（80331は8年3月31日）' },
  { value: '平成', label: '平成' },
  { value: 'excel-serial', label: '表計算の通し番号' },
] as const

function ShortDigits({ column, reading, onChange }: DetailProps) {
  return (
    <Select
      label={`${labelOf(column)}が5けたの数字のとき`}
      name={`columns.${column}.shortDigits`}
      value={reading.shortDigits ?? 'plain'}
      choices={shortDigits}
      onChange={(chosen) => onChange(withChoice(reading, 'shortDigits', chosen === 'plain' ? '' : chosen))}
    />
  )
}

const codeDigits = [
  { value: 'plain', label: '6けたのまま' },
  { value: 'six', label: '先頭の0が落ちた6けた' },
  { value: 'five', label: '検査数字のない5けた' },
] as const

function CodeDigits({ column, reading, onChange }: DetailProps) {
  return (
    <Select
      label="コードのけた数"
      name={`columns.${column}.codeDigits`}
      value={reading.codeDigits ?? 'plain'}
      choices={codeDigits}
      onChange={(chosen) => onChange(withChoice(reading, 'codeDigits', chosen === 'plain' ? '' : chosen))}
    />
  )
}

const unread = 'unread'

/** Each word of the column beside what it means; the words that read themselves are shown too, so that nothing is hidden. */
function Words(props: DetailProps) {
  const { column, reading, inspection, onChange } = props
  const words = wordsOf(column, reading, inspection)
  return (
    <div className="flex flex-col gap-3">
      {words.length > 0 && (
        <ul aria-label={`${labelOf(column)}の言葉の読み方`} className="flex flex-col gap-2">
          {words.map(({ word, meaning }, at) => (
            <li key={word} className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,2fr)] items-center gap-2">
              <span className="font-bold break-all">「{word}」</span>
              <span aria-hidden="true">→</span>
              <Select
                label={`「${word}」の意味`}
                labelHidden
                name={`columns.${column}.words.${at}`}
                value={meaning ?? unread}
                choices={[
                  ...(meaning === undefined ? [{ value: unread, label: '決めていません' }] : []),
                  ...meaningsOf(column),
                  { value: 'unknown', label: 'わからない' },
                ]}
                onChange={(chosen) => onChange(withWord(reading, word, chosen === unread ? '' : chosen))}
              />
            </li>
          ))}
        </ul>
      )}
      <Blank {...props} />
    </div>
  )
}

function Blank({ column, reading, onChange }: DetailProps) {
  const choices = blankMeanings(column)
  if (choices.length === 1) return null
  return (
    <Select
      label="空欄は"
      name={`columns.${column}.blank`}
      value={reading.blank ?? 'unknown'}
      choices={choices}
      onChange={(blank) => onChange(withChoice(reading, 'blank', blank === 'unknown' ? '' : blank))}
    />
  )
}
