import { CheckboxGroup } from '#ui/choice-field.tsx'
import { Select, TextField } from '#ui/text-field.tsx'
import { COMPARISONS, type Comparison } from '../screening-terms.ts'
import { type DraftClause, rowField } from './condition-draft.ts'
import { type Topic, topicChoices, topics, valueChoices } from './condition-topics.ts'

type RowProps = { row: DraftClause; label: string; onChange: (row: DraftClause) => void }

const isComparison = (value: string): value is Comparison => value in COMPARISONS
const comparisons = Object.entries(COMPARISONS).flatMap(([value, label]) =>
  isComparison(value) ? [{ value, label }] : [],
)
const yesOrNo = [
  { value: 'yes', label: '当てはまる' },
  { value: 'no', label: '当てはまらない' },
] as const

/** One clause: what is asked, how it is compared, with what. Its sentence stands at the first field. */
export function ClauseRow({ row, label, onChange }: RowProps) {
  const topic = topics.get(row.topic)
  const edit = (change: Partial<DraftClause>) => onChange({ ...row, ...change })
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 md:flex-row md:flex-wrap md:items-start">
      <Select
        label={`${label}で調べること`}
        name={rowField(row)}
        required
        value={row.topic}
        choices={topicChoices}
        onChange={(chosen) =>
          edit({ topic: chosen, values: [], number: '', is: chosen.startsWith('days-until') ? 'at-most' : 'at-least' })
        }
      />
      {topic !== undefined && <Answer row={row} topic={topic} label={label} edit={edit} />}
    </div>
  )
}

type AnswerProps = { row: DraftClause; topic: Topic; label: string; edit: (change: Partial<DraftClause>) => void }

function Answer({ row, topic, label, edit }: AnswerProps) {
  const name = (part: string) => `${rowField(row)}.${part}`
  switch (topic.kind) {
    case 'number':
    case 'days-since':
    case 'days-until':
      return <Compared row={row} topic={topic} label={label} edit={edit} />
    case 'stage-at-least':
      return (
        <Select
          label={`${label}の段階（この段階か、それより先）`}
          name={name('stage')}
          value={row.values[0] ?? ''}
          choices={valueChoices(topic)}
          onChange={(stage) => edit({ values: [stage] })}
        />
      )
    case 'one-of':
      return <OneOf row={row} topic={topic} label={label} edit={edit} />
    case 'flag':
      return (
        <Select
          label={`${label}の答え`}
          name={name('yes')}
          value={row.yes ? 'yes' : 'no'}
          choices={yesOrNo}
          onChange={(chosen) => edit({ yes: chosen === 'yes' })}
        />
      )
    case 'season':
      return <Season row={row} label={label} edit={edit} />
    default: {
      const never: never = topic.kind
      return never
    }
  }
}

function OneOf({ row, topic, label, edit }: AnswerProps) {
  return topic.fact === 'municipality' ? (
    <TextField
      label={`${label}の市区町村コード`}
      name={`${rowField(row)}.values`}
      hint="6けたの数字。いくつかあるときは「、」で区切ります。"
      value={row.values.join('、')}
      onChange={(text) => edit({ values: [text] })}
    />
  ) : (
    <CheckboxGroup
      label={`${label}で選ぶもの`}
      name={`${rowField(row)}.values`}
      value={row.values}
      choices={valueChoices(topic)}
      onChange={(values) => edit({ values: [...values] })}
    />
  )
}

function Compared({ row, topic, label, edit }: AnswerProps) {
  const unit = topic.kind !== 'number' ? '日' : topic.fact === 'monthsInArrears' ? 'か月' : '円'
  return (
    <>
      <TextField
        label={`${label}の数字`}
        name={`${rowField(row)}.number`}
        size="short"
        inputMode="numeric"
        unit={unit}
        value={row.number}
        onChange={(number) => edit({ number })}
      />
      <Select
        label={`${label}の比べ方`}
        name={`${rowField(row)}.is`}
        value={row.is}
        choices={comparisons}
        onChange={(is) => edit({ is })}
      />
    </>
  )
}

function Season({ row, label, edit }: Omit<AnswerProps, 'topic'>) {
  return (
    <>
      <TextField
        label={`${label}の季節の始まり（月-日）`}
        name={`${rowField(row)}.from`}
        size="short"
        placeholder="12-01"
        value={row.from}
        onChange={(from) => edit({ from })}
      />
      <TextField
        label={`${label}の季節の終わり（月-日）`}
        name={`${rowField(row)}.to`}
        size="short"
        placeholder="03-31"
        hint="始まりより前の月日なら、年をまたぎます。"
        value={row.to}
        onChange={(to) => edit({ to })}
      />
    </>
  )
}
