import { useState } from 'react'
import { goTo } from '#ui/address.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { LinkButton } from '#ui/button.tsx'
import type { ConflictRow } from '#ui/conflict-panel.tsx'
import { KeptForm } from '#ui/kept-form.tsx'
import { Page, Section } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi, useRequestKey, useSend } from '#ui/use-api.ts'
import { useDraft } from '#ui/use-draft.ts'
import { getReport, listReports, type ReportView, saveReport } from '../report-contract.ts'
import { NOTICE_STAGES, SIGNS } from '../report-form.ts'
import { ConsentField } from './report-consent.tsx'
import { consentOf, draftOf, guidanceOf, problemsOf, type ReportDraft, reportDraft, reportOf } from './report-draft.ts'
import { ArrearsField, NameField, NoteField, PhoneField, SignsField, SupplyField } from './report-fields.tsx'
import { LeafletField } from './report-leaflet-field.tsx'
import { type FormPart, PlaceField } from './report-place-field.tsx'
import { useWindow } from './report-window.tsx'

/** Mends a report before it is sent, or adds the consent that was asked meanwhile. */
export function ReportEdit({ params }: ScreenProps) {
  const id = params.reportId ?? ''
  const reading = useApi(getReport, { params: { id } })
  return (
    <Page title="連絡を書き直す" back={{ href: `/reports/${id}`, label: '連絡に戻る' }}>
      <Loaded reading={reading} fresh>
        {(view) => {
          const initial = draftOf(view)
          if (initial === undefined || !view.allowed.includes('save')) {
            return (
              <NotificationBanner
                tone="information"
                title="この連絡は書き直せません"
                actions={<LinkButton href={`/reports/${id}`}>連絡に戻る</LinkButton>}
              >
                送ったあとは「変わったことを知らせる」で付け足せます。
              </NotificationBanner>
            )
          }
          return <EditForm view={view} initial={initial} />
        }}
      </Loaded>
    </Page>
  )
}

function useEditing(view: ReportView, initial: ReportDraft) {
  const draft = useDraft(`report-edit:${view.id}`, reportDraft, initial)
  const key = useRequestKey()
  const send = useSend(saveReport, { makesStale: [getReport, listReports] })
  const [problems, setProblems] = useState<ReturnType<typeof problemsOf>>([])
  function edit(change: Partial<ReportDraft>) {
    key.renew()
    draft.set((before) => ({ ...before, ...change }))
  }
  function save(value: ReportDraft) {
    const found = problemsOf(value, 'door')
    setProblems(found)
    if (found.length > 0) return
    const body = {
      id: view.id,
      version: value.version,
      report: reportOf(value),
      consent: consentOf(value, 'door'),
      guidance: guidanceOf(value),
      passOn: view.passedOnAt !== undefined,
    }
    send.mutate(
      { body, idempotencyKey: key.current() },
      {
        onSuccess: () => void draft.discard().then(() => goTo(`/reports/${view.id}`)),
        onError: (problem) => setProblems(problem.fields),
      },
    )
  }
  const other = getReport.response.safeParse(send.error?.isConflict === true ? send.error.problem.current : undefined)
  const theirs = other.success ? draftOf(other.data) : undefined
  return { draft, send, problems, edit, save, theirs }
}

function EditForm({ view, initial }: { view: ReportView; initial: ReportDraft }) {
  const { draft, send, problems, edit, save, theirs } = useEditing(view, initial)
  return (
    <KeptForm
      label="連絡の内容"
      submit="書き直した内容を残す"
      draft={draft}
      edit={edit}
      sending={send}
      problems={problems}
      theirs={theirs}
      differences={differences}
      onSave={save}
    >
      <Questions draft={draft.value} edit={edit} />
    </KeptForm>
  )
}

function Questions(part: FormPart) {
  const found = useWindow(part.draft.place, part.draft.windowId)
  return (
    <>
      <Section title="どこで">
        <PlaceField {...part} found={found} />
      </Section>
      <Section title="どなた">
        <NameField {...part} />
        <PhoneField {...part} />
      </Section>
      <Section title="様子とお支払い">
        <SignsField {...part} size="small" />
        <NoteField {...part} />
        <SupplyField {...part} />
        <ArrearsField {...part} />
      </Section>
      <Section title="お渡しした案内">
        <LeafletField {...part} />
      </Section>
      <Section title="ご本人の同意を伺い直す">
        <p>答えを選ばなければ、前に伺った答えがそのまま残ります。</p>
        <ConsentField {...part} where="door" tenantId={found.window?.tenantId} />
      </Section>
    </>
  )
}

const rows: readonly { label: string; say: (draft: ReportDraft) => string }[] = [
  { label: '場所', say: ({ place }) => place },
  { label: 'お名前', say: ({ name }) => name },
  { label: '電話番号', say: ({ phone, callNote }) => `${phone} ${callNote}`.trim() },
  { label: '様子', say: ({ signs }) => signs.map((sign) => SIGNS[sign]).join('、') },
  { label: '補足', say: ({ note }) => note },
  { label: '段階', say: ({ stage }) => (stage === '' ? '' : NOTICE_STAGES[stage]) },
  { label: '停止予定日', say: ({ stopOn }) => stopOn },
  { label: '月数', say: ({ months }) => months },
  { label: '金額', say: ({ yen }) => yen },
]

/** Only what differs between the two versions. */
function differences(mine: ReportDraft, theirs: ReportDraft): readonly ConflictRow[] {
  const differing = rows.filter(({ say }) => say(mine) !== say(theirs))
  return differing.map(({ label, say }) => ({ label, mine: say(mine) || '空', theirs: say(theirs) || '空' }))
}
