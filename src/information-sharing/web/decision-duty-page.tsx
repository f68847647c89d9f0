import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { momentText } from '#ui/day-text.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { instantOf, MomentField } from '#ui/moment-field.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { Select } from '#ui/text-field.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { cancelDecisionDuty, listDecisionDuty, planDecisionDuty } from '../judgement-contract.ts'

type Duty = (typeof listDecisionDuty)['response']['_output']
type Shift = Duty['shifts'][number]

/** Who of the company decides at nights, weekends and holidays; a second signature follows the next business day. */
export function DecisionDutyPage() {
  const reading = useApi(listDecisionDuty, {})
  return (
    <Page
      title="夜間と休日に、だれが判断しますか"
      lead="当番の人が判断したものは、翌営業日に、もう一人が確かめます。"
      back={{ href: '/judgements', label: '判断の記録の一覧' }}
    >
      <Loaded reading={reading}>
        {(duty) => (
          <>
            <Section title="これからの当番">
              <Shifts duty={duty} />
            </Section>
            {duty.mayPlan && <Plan colleagues={duty.colleagues} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Shifts({ duty: { shifts, mayPlan } }: { duty: Duty }) {
  const send = useSend(cancelDecisionDuty, { makesStale: [listDecisionDuty] })
  const columns: readonly Column<Shift>[] = [
    { key: 'who', header: '当番', names: true, cell: ({ user }) => user.name },
    { key: 'from', header: 'いつから', cell: ({ from }) => <span className="figures">{momentText(from)}</span> },
    { key: 'until', header: 'いつまで', cell: ({ until }) => <span className="figures">{momentText(until)}</span> },
    {
      key: 'cancel',
      header: '取りやめ',
      cell: ({ id, user }) =>
        mayPlan ? (
          <Button kind="tertiary" busy={send.isPending} onClick={() => send.mutate({ params: { id } })}>
            取りやめる<span className="sr-only">：{user.name}</span>
          </Button>
        ) : null,
    },
  ]
  return (
    <>
      {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
      <DataTable
        caption="判断の当番"
        columns={columns}
        rows={shifts}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="当番は決まっていません">
            決まっていない夜間・休日は、命の危険の連絡だけが、判断を待たずに送れます。
          </EmptyState>
        }
      />
    </>
  )
}

function Plan({ colleagues }: { colleagues: Duty['colleagues'] }) {
  const send = useSend(planDecisionDuty, { makesStale: [listDecisionDuty] })
  const [userId, setUserId] = useState('')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  function plan() {
    const [start, end] = [instantOf(from), instantOf(until)]
    const found = [
      ...(userId === '' ? [{ path: 'userId', message: '当番の人を選んでください。' }] : []),
      ...(start === undefined ? [{ path: 'from', message: '始まる日時を入れてください。' }] : []),
      ...(end === undefined ? [{ path: 'until', message: '終わる日時を入れてください。' }] : []),
    ]
    setProblems(found)
    if (found.length > 0 || start === undefined || end === undefined) return
    const onError = (failed: { fields: readonly FieldProblem[] }) => setProblems(failed.fields)
    send.mutate({ body: { userId, from: start, until: end } }, { onError })
  }
  return (
    <Section title="当番を加える">
      <Form label="当番を加える" problems={problems} onSubmit={plan}>
        <Select
          label="当番の人"
          name="userId"
          value={userId}
          onChange={setUserId}
          choices={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <MomentField label="いつから" name="from" value={from} onChange={setFrom} />
        <MomentField label="いつまで" name="until" value={until} onChange={setUntil} />
        {send.error !== null && problems.length === 0 && (
          <NotificationBanner tone="error" live title={send.error.title} />
        )}
        <div>
          <Button type="submit" kind="primary" busy={send.isPending} busyLabel="記録しています…">
            当番を決める
          </Button>
        </div>
      </Form>
    </Section>
  )
}
