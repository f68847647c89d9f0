import { type ReactNode, useState } from 'react'
import { newRequestKey } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Form } from '#ui/form.tsx'
import { Link } from '#ui/link.tsx'
import { Section } from '#ui/page.tsx'
import { ResultPanel } from '#ui/result-panel.tsx'
import { SaveStatus } from '#ui/save-status.tsx'
import { useViewer } from '#ui/screen.ts'
import { Loaded, Skeleton } from '#ui/skeleton.tsx'
import { useApi, useRequestKey, useSend } from '#ui/use-api.ts'
import { useDraft } from '#ui/use-draft.ts'
import { listReports, saveReport } from '../report-contract.ts'
import { CallerLetter } from './caller-letter.tsx'
import { CallerScript } from './caller-script.tsx'
import { ConsentField } from './report-consent.tsx'
import { consentOf, emptyReport, isBegun, problemsOf, type ReportDraft, reportDraft, reportOf } from './report-draft.ts'
import {
  ArrearsField,
  type FormPart,
  NameField,
  NoteField,
  PhoneField,
  PlaceField,
  SignsField,
  SupplyField,
  WhyAsked,
} from './report-fields.tsx'
import { guidanceOf } from './report-leaflet-field.tsx'
import { ReportRows } from './report-rows.tsx'
import { type SendBody, SendPanel, useSending } from './report-send.tsx'
import { ReportSent } from './report-sent.tsx'
import { supplyOfCompany } from './report-supply.ts'
import { shortNumber } from './report-text.ts'
import { type FoundWindow, useWindow } from './report-window.tsx'

function bodyOf(draft: ReportDraft): SendBody {
  return {
    id: draft.reportId,
    version: draft.version,
    report: reportOf(draft),
    consent: consentOf(draft, 'phone'),
    guidance: guidanceOf(draft),
  }
}

function useCall() {
  const viewer = useViewer()
  const [initial] = useState(() =>
    emptyReport({
      reportId: newRequestKey(),
      kind: 'arrears',
      supplyKind: supplyOfCompany(viewer?.organization.kind),
    }),
  )
  const draft = useDraft('report-caller', reportDraft, initial)
  const [problems, setProblems] = useState<ReturnType<typeof problemsOf>>([])
  const sending = useSending(() => void draft.discard())
  const keep = useSend(saveReport, { makesStale: [listReports] })
  const key = useRequestKey()
  const found = problemsOf(draft.value, 'phone')
  function edit(change: Partial<ReportDraft>) {
    key.renew()
    draft.set((before) => ({ ...before, ...change }))
  }
  function keepOnly() {
    setProblems(found)
    if (found.length > 0) return
    const options = { body: { ...bodyOf(draft.value), passOn: false }, idempotencyKey: key.current() }
    keep.mutate(options, {
      onSuccess: () => void draft.discard(),
      onError: (problem) => setProblems(problem.fields),
    })
  }
  const body = found.length === 0 ? bodyOf(draft.value) : undefined
  const showProblems = () => setProblems(found)
  return { draft, problems, sending, keep, edit, keepOnly, body, showProblems }
}

/** One call from the first word to the receipt. `onNext` starts the next one. */
export function CallerFlow({ onNext }: { onNext: () => void }) {
  const call = useCall()
  const { draft, sending, keep } = call
  const found = useWindow(draft.value.place, draft.value.windowId)
  const next = (
    <Button kind="primary" icon="phone" onClick={onNext}>
      次のお電話へ
    </Button>
  )
  if (sending.submit.data !== undefined)
    return (
      <ReportSent
        sent={sending.submit.data}
        actions={
          <>
            {next}
            <LinkButton href={`/reports/${draft.value.reportId}`}>送った連絡を見る</LinkButton>
          </>
        }
      />
    )
  if (keep.isSuccess) return <Kept reportId={draft.value.reportId} next={next} />
  if (!draft.ready) return <Skeleton />
  return <CallDesk call={call} found={found} onDiscard={() => void draft.discard().then(onNext)} />
}

type DeskProps = { call: ReturnType<typeof useCall>; found: FoundWindow; onDiscard: () => void }

/** The line at the top; the script and the questions stand there as soon as there is something to say. */
function CallDesk({ call, found, onDiscard }: DeskProps) {
  const { draft, sending, keep, problems, edit } = call
  const part = { draft: draft.value, edit }
  const begun = found.window !== undefined || isBegun({ ...draft.value, place: '' })
  return (
    <>
      <Form problems={problems} onSubmit={call.showProblems} label="お電話の内容">
        <PlaceField {...part} found={found} wide />
        {begun && (
          <>
            <div className="grid grid-cols-1 gap-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
              <div className="min-w-0 lg:sticky lg:top-4 lg:self-start">
                <CallerScript window={found.window} language={draft.value.consent.language} />
              </div>
              <CallerForm {...part} found={found} />
            </div>
            <Section title="送る">
              <SendPanel sending={sending} body={call.body} onIncomplete={call.showProblems} />
              {keep.isError && problems.length === 0 && (
                <NotificationBanner tone="error" live title={keep.error.title} />
              )}
              <ButtonRow>
                <Button icon="document" busy={keep.isPending} onClick={call.keepOnly}>
                  送らずに会社の中に残す
                </Button>
                <Button kind="tertiary" onClick={onDiscard}>
                  残さずに消す
                </Button>
                <SaveStatus state={draft.state} onRetry={draft.saveNow} />
              </ButtonRow>
            </Section>
          </>
        )}
      </Form>
      {!begun && <OwnCalls />}
    </>
  )
}

/** What this person wrote last, with the short words that came back. */
function OwnCalls() {
  const reading = useApi(listReports, { query: { show: 'mine' } })
  return (
    <div className="mt-8">
      <Section title="自分が受けた連絡と返事" aside={<Link href="/reports?show=mine">すべて見る</Link>}>
        <Loaded reading={reading}>
          {({ reports }) =>
            reports.length === 0 ? (
              <EmptyState title="まだありません">
                住所か郵便番号を入力すると、窓口・お伝えする言葉・同意・連絡の順に進めます。
              </EmptyState>
            ) : (
              <ReportRows label="自分が受けた連絡と返事" reports={reports.slice(0, 5)} />
            )
          }
        </Loaded>
      </Section>
    </div>
  )
}

const asked = ['place', 'name', 'phone', 'signs', 'note', 'supply', 'arrears', 'consent'] as const

function CallerForm({ draft, edit, found }: FormPart & { found: FoundWindow }) {
  const part = { draft, edit }
  return (
    <div className="flex min-w-0 flex-col gap-8">
      <Section title="伺ったこと">
        <NameField {...part} />
        <PhoneField {...part} />
        <SupplyField {...part} />
        <ArrearsField {...part} />
      </Section>
      <Section title="同意の答え">
        <ConsentField {...part} where="phone" tenantId={found.window?.tenantId} />
      </Section>
      <Section title="お話しの様子">
        <SignsField {...part} label="当てはまること" size="small" heardOnly />
        <NoteField {...part} />
      </Section>
      <Section title="お送りするお手紙">
        <CallerLetter {...part} window={found.window} />
      </Section>
      <WhyAsked fields={asked} />
    </div>
  )
}

function Kept({ reportId, next }: { reportId: string; next: ReactNode }) {
  return (
    <ResultPanel
      title="会社の中に残しました"
      receipt={{ label: '社内の受け取り番号', number: shortNumber(reportId) }}
      told={[]}
      next="あとで同意を伺えたときは、この連絡を開いて続きから送れます。"
      undo="連絡の一覧から開いて書き直せます。"
      actions={next}
    />
  )
}
