import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { ChipGroup } from '#ui/chip-group.tsx'
import { DateField, readDate } from '#ui/date-field.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { TextArea, TextField } from '#ui/text-field.tsx'
import { TimeLine } from '#ui/time-line.tsx'
import { useRequestKey, useSend } from '#ui/use-api.ts'
import { getReport, listReports, type ReportView, updateReport } from '../report-contract.ts'
import { dayText, momentText, readCount, yenText } from './report-text.ts'

type Update = ReportView['updates'][number]
type Field = Update['field']

const fields = {
  arrears: { label: '未払いの金額', said: '未払いの金額が変わりました', icon: 'chart' },
  paid: { label: '入金がありました', said: '入金がありました', icon: 'check' },
  'stop-on': { label: '停止予定日', said: '停止予定日が変わりました', icon: 'calendar' },
  'stopped-on': { label: '停止しました', said: '供給が止まりました', icon: 'bolt' },
  'restored-on': { label: '復旧しました', said: '供給が戻りました', icon: 'bolt' },
} as const satisfies Record<Field, object>

const choices = (['arrears', 'paid', 'stop-on', 'stopped-on', 'restored-on'] as const).map((value) => ({
  value,
  label: fields[value].label,
}))

function isMoney(field: Field | undefined): boolean {
  return field === 'arrears' || field === 'paid'
}

function valueText(field: Field, value: string | undefined): string {
  if (value === undefined) return '未定'
  if (!isMoney(field)) return dayText(value)
  const yen = Number(value)
  return Number.isNaN(yen) ? value : yenText(yen)
}

/** What changed after sending: old value, new value, reason; newest first. */
export function UpdateList({ updates }: { updates: readonly Update[] }) {
  if (updates.length === 0) return <p className="text-solid-gray-700">送ったあとに変わったことは、まだありません。</p>
  return (
    <TimeLine
      label="送ったあとに変わったこと"
      items={updates.toReversed().map(({ id, at, field, oldValue, newValue, reason }) => ({
        key: id,
        when: momentText(at),
        title: fields[field].said,
        icon: fields[field].icon,
        body: (
          <>
            <p className="figures">
              {oldValue === undefined ? '' : `${valueText(field, oldValue)} → `}
              <strong>{valueText(field, newValue)}</strong>
            </p>
            <p className="whitespace-pre-wrap">{reason}</p>
          </>
        ),
      }))}
    />
  )
}

type Typed = { field: Field | undefined; value: string; reason: string }
const nothing: Typed = { field: undefined, value: '', reason: '' }

function problemsIn({ field, value, reason }: Typed): readonly FieldProblem[] {
  const problems: FieldProblem[] = []
  if (field === undefined) problems.push({ path: 'field', message: '何が変わったかを選んでください。' })
  else if (isMoney(field) && readCount(value) === undefined)
    problems.push({ path: 'newValue', message: '金額は「12,400」のように数字で入力してください。' })
  else if (!isMoney(field) && readDate(value) === undefined && !(field === 'stop-on' && value.trim() === ''))
    problems.push({ path: 'newValue', message: '日付は「2026年11月22日」のように入力してください。' })
  if (reason.trim() === '') problems.push({ path: 'reason', message: '変わった理由をひとことで入力してください。' })
  return problems
}

/** Adds what changed; the agency sees it at once, old and new side by side. */
export function UpdateForm({ id }: { id: string }) {
  const [typed, setTyped] = useState(nothing)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const key = useRequestKey()
  const send = useSend(updateReport, { makesStale: [getReport, listReports] })
  const { field, value, reason } = typed
  function edit(change: Partial<Typed>) {
    key.renew()
    setTyped((before) => ({ ...before, ...change }))
  }
  function tell() {
    const found = problemsIn(typed)
    setProblems(found)
    if (found.length > 0 || field === undefined) return
    const newValue = isMoney(field) ? readCount(value)?.toString() : readDate(value)
    send.mutate(
      { params: { id }, body: { field, newValue, reason }, idempotencyKey: key.current() },
      { onSuccess: () => edit(nothing), onError: (problem) => setProblems(problem.fields) },
    )
  }
  return (
    <Form problems={problems} onSubmit={tell} label="変わったことを知らせる">
      <ChipGroup
        label="何が変わりましたか"
        name="field"
        size="small"
        choices={choices}
        value={field}
        onChange={(chosen) => edit({ field: chosen, value: '' })}
      />
      {field !== undefined && <ValueField field={field} value={value} onChange={(next) => edit({ value: next })} />}
      <TextArea label="理由" name="reason" rows={2} value={reason} onChange={(next) => edit({ reason: next })} />
      {send.isError && problems.length === 0 && <NotificationBanner tone="error" live title={send.error.title} />}
      {send.isSuccess && reason === '' && (
        <NotificationBanner tone="success" live title="相談窓口に知らせました">
          前の値と新しい値、理由が、両方の記録に残っています。
        </NotificationBanner>
      )}
      <div>
        <Button type="submit" kind="primary" icon="send" busy={send.isPending}>
          変わったことを知らせる
        </Button>
      </div>
    </Form>
  )
}

function ValueField({ field, value, onChange }: { field: Field; value: string; onChange: (value: string) => void }) {
  if (isMoney(field)) {
    return (
      <TextField
        label={field === 'paid' ? '入金の金額' : 'いまの未払いの金額'}
        name="newValue"
        inputMode="numeric"
        unit="円"
        size="short"
        value={value}
        onChange={onChange}
      />
    )
  }
  return (
    <DateField
      label={field === 'stop-on' ? '新しい停止予定日（なくなったときは空けます）' : '日付'}
      name="newValue"
      value={value}
      onChange={onChange}
    />
  )
}
