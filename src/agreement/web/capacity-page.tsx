import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { DateField, readDate } from '#ui/date-field.tsx'
import { dayText } from '#ui/day-text.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { Page, Section } from '#ui/page.tsx'
import { ResultPanel } from '#ui/result-panel.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { TextArea, TextField } from '#ui/text-field.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { type CapacityView, declareCapacity, listCapacity, readScreeningTerms } from '../screening-terms-contract.ts'
import { type CapacityDraft, declarationOf, emptyCapacity } from './capacity-draft.ts'

/** How many new people a month each agency can take, and the form with which its lead says so. */
export function CapacityPage() {
  const reading = useApi(listCapacity, {})
  return (
    <Page
      title="月に何人まで、新しく受けられますか"
      lead="協定の相手の会社は、この人数を見ながら、ご案内する方の条件を決めます。多すぎて会えない、ということを防ぐためです。"
      back={{ href: '/', label: 'ホームに戻る' }}
    >
      <Loaded reading={reading}>
        {({ agencies }) =>
          agencies.length === 0 ? (
            <EmptyState title="相談支援機関がまだありません">
              機関が登録されると、ここで人数を知らせられます。
            </EmptyState>
          ) : (
            agencies.map((agency) => <Agency key={agency.agencyId} agency={agency} />)
          )
        }
      </Loaded>
    </Page>
  )
}

type Declaration = CapacityView['declarations'][number]
const columns: readonly Column<Declaration>[] = [
  { key: 'from', header: 'いつから', names: true, cell: ({ validFrom }) => dayText(validFrom) },
  { key: 'people', header: '月に', align: 'end', cell: ({ peoplePerMonth }) => `${peoplePerMonth}人` },
  { key: 'note', header: 'ひとこと', cell: ({ note }) => note || '－' },
  { key: 'by', header: '知らせた人', cell: ({ declaredBy }) => declaredBy ?? '－' },
]

function Agency({ agency }: { agency: CapacityView }) {
  const { name, peoplePerMonth, since, declarations, allowed } = agency
  return (
    <Section title={name}>
      <p className="text-std-18B-160">
        {peoplePerMonth === null
          ? 'まだ知らせがありません。'
          : `いまは月に${peoplePerMonth}人まで${since === null ? '' : `（${dayText(since)}から）`}`}
      </p>
      {declarations.length > 0 && (
        <DataTable
          caption={`${name}がこれまでに知らせた人数`}
          columns={columns}
          rows={declarations.toReversed()}
          rowKey={({ validFrom, declaredAt }) => `${validFrom} ${declaredAt}`}
        />
      )}
      {allowed.includes('declare') && <Declare agency={agency} />}
    </Section>
  )
}

function useDeclaring(agencyId: string) {
  const send = useSend(declareCapacity, { makesStale: [listCapacity, readScreeningTerms] })
  const [draft, setDraft] = useState<CapacityDraft>(emptyCapacity)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const [done, setDone] = useState<string>()
  const edit = (change: Partial<CapacityDraft>) => setDraft((before) => ({ ...before, ...change }))
  function declare() {
    const read = declarationOf(draft, { agencyId, day: readDate(draft.validFrom) })
    setProblems('problems' in read ? read.problems : [])
    if ('problems' in read) return
    send.mutate(
      { body: read.declaration },
      {
        onSuccess: () => {
          setDone(`${dayText(read.declaration.validFrom)}から、月に${read.declaration.peoplePerMonth}人まで`)
          setDraft(emptyCapacity)
        },
        onError: (failed) => setProblems(failed.fields),
      },
    )
  }
  return { draft, edit, problems, done, declare, error: send.error, busy: send.isPending }
}

function Declare({ agency: { agencyId, name } }: { agency: CapacityView }) {
  const { draft, edit, problems, done, declare, error, busy } = useDeclaring(agencyId)
  return (
    <>
      {done !== undefined && (
        <ResultPanel
          key={done}
          title="受けられる人数を知らせました"
          told={[]}
          next={`${done}と、協定の相手の会社の画面にも表示されます。`}
          undo="人数が変わったら、新しい日付でもう一度知らせます。前の知らせは記録として残ります。"
        />
      )}
      <Form problems={problems} onSubmit={declare} label={`${name}が受けられる人数`}>
        <TextField
          label="月に新しく受けられる人数"
          name="peoplePerMonth"
          required
          size="short"
          inputMode="numeric"
          unit="人"
          value={draft.people}
          onChange={(people) => edit({ people })}
        />
        <DateField
          label="いつから"
          name="validFrom"
          required
          value={draft.validFrom}
          onChange={(validFrom) => edit({ validFrom })}
        />
        <TextArea
          label="ひとこと"
          name="note"
          hint="会社の担当者も読みます。ご本人のことは書かずにおきましょう。"
          value={draft.note}
          onChange={(note) => edit({ note })}
        />
        {error !== null && problems.length === 0 && <NotificationBanner tone="error" live title={error.title} />}
        <ButtonRow>
          <Button type="submit" kind="primary" busy={busy} busyLabel="知らせています…">
            人数を知らせる
          </Button>
        </ButtonRow>
      </Form>
    </>
  )
}
