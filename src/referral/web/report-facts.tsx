import { findHandoutNumber } from '#letter/handout-number-contract.ts'
import { DescriptionList } from '#ui/description-list.tsx'
import type { ReportView } from '../report-contract.ts'
import { NOTICE_STAGES, REPORT_FIELDS, SIGNS, SUPPLY_KINDS } from '../report-form.ts'
import { CAPACITIES, CONSENT_METHODS, CONSENT_STATES, DATA_CATEGORIES, FEEDBACK_LEVELS } from '../report-words.ts'
import { StopDay } from './report-state.tsx'
import { dayText, momentText, yenText } from './report-text.ts'

/** What was noticed, in the order of the form; what was not asked or not known says so once. */
export function ReportFacts({ view }: { view: ReportView }) {
  if (view.danger !== undefined) {
    const { place, what, called } = view.danger
    return (
      <DescriptionList
        items={[
          { term: '場所', description: place },
          { term: '様子', description: <span className="whitespace-pre-wrap">{what}</span> },
          { term: '電話', description: called },
        ]}
      />
    )
  }
  if (view.report === undefined) return <p>内容は、もう開けません。</p>
  return <DescriptionList items={[...whoAndWhere(view), ...whatStops(view)]} />
}

const unknown = <span className="text-solid-gray-700">わかりません</span>

function whoAndWhere({ report }: ReportView) {
  if (report === undefined) return []
  const { place, name, reading, phone, callNote, signs, note } = report
  const postal = place.postalCode === undefined ? '' : `〒${place.postalCode} `
  return [
    { term: REPORT_FIELDS.place.label, description: `${postal}${place.address}` },
    {
      term: REPORT_FIELDS.name.label,
      description: name === undefined ? unknown : `${name}${reading ? `（${reading}）` : ''}`,
    },
    { term: '電話番号', description: phone === undefined ? unknown : `${phone}${callNote ? `（${callNote}）` : ''}` },
    {
      term: REPORT_FIELDS.signs.label,
      description: signs.length === 0 ? '選ばれていません' : signs.map((sign) => SIGNS[sign]).join('、'),
    },
    ...(note === undefined
      ? []
      : [{ term: REPORT_FIELDS.note.label, description: <span className="whitespace-pre-wrap">{note}</span> }]),
  ]
}

function whatStops(view: ReportView) {
  const { report, guidanceNumber } = view
  const { supply, arrears } = report ?? {}
  const months = arrears?.months === undefined ? '' : `${arrears.months}か月`
  const yen = arrears?.yen === undefined ? '' : yenText(arrears.yen)
  return [
    ...(supply === undefined
      ? []
      : [
          { term: '供給', description: `${SUPPLY_KINDS[supply.kind]}　${NOTICE_STAGES[supply.stage]}` },
          { term: view.stoppedOn === undefined ? '停止予定日' : '停止', description: <StopDay report={view} /> },
        ]),
    ...(arrears === undefined
      ? []
      : [{ term: 'お支払いの状況', description: [months, yen].filter(Boolean).join('　') }]),
    ...(guidanceNumber === undefined
      ? []
      : [{ term: 'お渡しした案内', description: `番号 ${printedNumber(guidanceNumber)}` }]),
  ]
}

function printedNumber(digits: string): string {
  const read = findHandoutNumber(digits)
  return read.ok ? read.value.text : digits
}

/** The consent as it was asked and answered. */
export function ConsentFacts({ view }: { view: ReportView }) {
  const { consent } = view
  if (consent === undefined) return <p>同意はまだ伺っていません。伺えるまで、お名前やご住所は会社の外に出ません。</p>
  const { state, categories, feedbackLevel, until, method, capacity, obtainedAt, withdrawnAt } = consent
  const given = state === 'given' || state === 'withdrawn' || state === 'expired'
  return (
    <DescriptionList
      items={[
        { term: 'ご本人の答え', description: <strong>{CONSENT_STATES[state]}</strong> },
        { term: '伺った日時', description: momentText(obtainedAt) },
        ...(state === 'not-obtainable'
          ? []
          : [{ term: '伺い方', description: `${CONSENT_METHODS[method]}　答えた方：${CAPACITIES[capacity]}` }]),
        ...(given
          ? [
              { term: '伝えてよいこと', description: categories.map((one) => DATA_CATEGORIES[one]).join('、') },
              { term: '会社に戻る知らせ', description: FEEDBACK_LEVELS[feedbackLevel] },
              { term: '期限', description: `${dayText(until)}まで` },
            ]
          : []),
        ...(withdrawnAt === undefined ? [] : [{ term: '取り消し', description: momentText(withdrawnAt) }]),
      ]}
    />
  )
}
