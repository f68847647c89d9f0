import { useState } from 'react'
import { newRequestKey } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { DraftStatus } from '#ui/draft-status.tsx'
import { Form } from '#ui/form.tsx'
import { Page, Section } from '#ui/page.tsx'
import { type ScreenProps, useViewer } from '#ui/screen.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { useRequestKey, useSend } from '#ui/use-api.ts'
import { useDraft } from '#ui/use-draft.ts'
import { listReports, saveReport } from '../report-contract.ts'
import { REPORT_KINDS } from '../report-form.ts'
import { PassedOn } from './field-worker-passed-on.tsx'
import { ConsentField } from './report-consent.tsx'
import {
  consentOf,
  emptyReport,
  guidanceOf,
  problemsOf,
  type ReportDraft,
  reportDraft,
  reportOf,
} from './report-draft.ts'
import { NameField, NoteField, PhoneField, SignsField, SupplyField, WhyAsked } from './report-fields.tsx'
import { LeafletField } from './report-leaflet-field.tsx'
import { type FormPart, PlaceField } from './report-place-field.tsx'
import { supplyOfCompany } from './report-supply.ts'
import { useWindow } from './report-window.tsx'

/** A report at the door, in one scroll: eight questions, kept while typing, passed on to the company's liaison. */
export function FieldWorkerReport({ params }: ScreenProps) {
  const kind = params.kind === 'signs' ? 'signs' : 'arrears'
  return <DoorReport key={kind} kind={kind} />
}

function useDoorReport(kind: 'arrears' | 'signs') {
  const viewer = useViewer()
  const [initial] = useState(() =>
    emptyReport({ reportId: newRequestKey(), kind, supplyKind: supplyOfCompany(viewer?.organization.kind) }),
  )
  const draft = useDraft(`report-${kind}`, reportDraft, initial)
  const key = useRequestKey()
  const send = useSend(saveReport, { makesStale: [listReports] })
  const [problems, setProblems] = useState<ReturnType<typeof problemsOf>>([])
  function edit(change: Partial<ReportDraft>) {
    key.renew()
    draft.set((before) => ({ ...before, ...change }))
  }
  function passOn() {
    const found = problemsOf(draft.value, 'door')
    setProblems(found)
    if (found.length > 0) return
    const { reportId: id, version } = draft.value
    const body = {
      id,
      version,
      report: reportOf(draft.value),
      consent: consentOf(draft.value, 'door'),
      guidance: guidanceOf(draft.value),
      passOn: true,
    }
    send.mutate(
      { body, idempotencyKey: key.current() },
      {
        onSuccess: () => void draft.discard(),
        onError: (problem) => setProblems(problem.fields),
      },
    )
  }
  return { draft, send, problems, edit, passOn }
}

function DoorReport({ kind }: { kind: 'arrears' | 'signs' }) {
  const { draft, send, problems, edit, passOn } = useDoorReport(kind)
  const found = useWindow(draft.value.place, draft.value.windowId)
  if (send.isSuccess) return <PassedOn draft={draft.value} window={found.window} />
  return (
    <Page
      title={REPORT_KINDS[kind]}
      lead="わかるところだけで渡せます。入力は自動で保存されます。"
      back={{ href: '/', label: 'ホーム' }}
    >
      {draft.ready ? (
        <Form problems={problems} onSubmit={passOn} label={REPORT_KINDS[kind]}>
          <Questions draft={draft.value} edit={edit} found={found} />
          {send.isError && problems.length === 0 && <NotificationBanner tone="error" live title={send.error.title} />}
          <ButtonRow>
            <Button
              type="submit"
              kind="primary"
              size="large"
              icon="send"
              busy={send.isPending}
              busyLabel="渡しています…"
            >
              連絡担当へ渡す
            </Button>
            <DraftStatus draft={draft} />
          </ButtonRow>
          <p className="max-w-line text-solid-gray-700">渡すと、会社の連絡担当が読みます。まだ会社の外には出ません。</p>
        </Form>
      ) : (
        <Skeleton />
      )}
    </Page>
  )
}

const asked = ['place', 'name', 'phone', 'signs', 'note', 'supply', 'leaflet', 'consent'] as const

function Questions({ draft, edit, found }: FormPart & { found: ReturnType<typeof useWindow> }) {
  const part = { draft, edit }
  return (
    <>
      <Section title="どこで">
        <PlaceField {...part} found={found} />
      </Section>
      <Section title="見たこと・聞いたこと">
        <SignsField {...part} label="当てはまること" />
        <NoteField {...part} />
      </Section>
      <Section title="どなた">
        <NameField {...part} />
        <PhoneField {...part} atTheDoor />
      </Section>
      {draft.kind === 'arrears' && (
        <Section title="止まる予定">
          <SupplyField {...part} atTheDoor />
        </Section>
      )}
      <Section title="お渡しした案内">
        <LeafletField {...part} />
      </Section>
      <Section title="ご本人の同意">
        <ConsentField {...part} where="door" tenantId={found.window?.tenantId} />
      </Section>
      <WhyAsked fields={asked} />
    </>
  )
}
