import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { DraftStatus } from '#ui/draft-status.tsx'
import { Section } from '#ui/page.tsx'
import type { Call } from './caller-call.ts'
import { CallerLetter } from './caller-letter.tsx'
import { CallerScript } from './caller-script.tsx'
import { ConsentField } from './report-consent.tsx'
import { ArrearsField, NameField, NoteField, PhoneField, SignsField, SupplyField, WhyAsked } from './report-fields.tsx'
import { SendPanel } from './report-send.tsx'
import type { FoundWindow } from './report-window.tsx'

type PartProps = { call: Call; found: FoundWindow }

/** What to say, in sight while the questions are asked. */
export function CallWords({ call, found }: PartProps) {
  return (
    <div className="lg:sticky lg:top-4">
      <CallerScript window={found.window} language={call.draft.value.consent.language} />
    </div>
  )
}

/** To the agency, into the company's own records, or away. */
export function CallSend({ call, onDiscard }: { call: Call; onDiscard: () => void }) {
  const { draft, sending, keep, problems } = call
  return (
    <Section title="送る">
      <SendPanel sending={sending} body={call.body} onIncomplete={call.showProblems} />
      {keep.isError && problems.length === 0 && <NotificationBanner tone="error" live title={keep.error.title} />}
      <ButtonRow>
        <Button icon="document" busy={keep.isPending} onClick={call.keepOnly}>
          送らずに会社の中に残す
        </Button>
        {draft.value.version === 0 && (
          <Button kind="tertiary" onClick={onDiscard}>
            残さずに消す
          </Button>
        )}
        <DraftStatus draft={draft} />
      </ButtonRow>
    </Section>
  )
}

const asked = ['place', 'name', 'phone', 'signs', 'note', 'supply', 'arrears', 'consent'] as const

/** What is asked, in the order in which a call goes. */
export function CallQuestions({ call, found }: PartProps) {
  const part = { draft: call.draft.value, edit: call.edit }
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
        <CallerLetter call={call} window={found.window} />
      </Section>
      <WhyAsked fields={asked} />
    </div>
  )
}
