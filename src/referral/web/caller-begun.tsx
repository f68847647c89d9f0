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

type BegunProps = { call: Call; found: FoundWindow; onDiscard: () => void }

/** The words at the left, the questions at the right, sending below: fetched while the place is being typed. */
export function CallBegun({ call, found, onDiscard }: BegunProps) {
  const { draft, sending, keep, problems } = call
  return (
    <>
      <div className="grid grid-cols-1 gap-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <div className="min-w-0 lg:sticky lg:top-4 lg:self-start">
          <CallerScript window={found.window} language={draft.value.consent.language} />
        </div>
        <CallerForm call={call} found={found} />
      </div>
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
    </>
  )
}

const asked = ['place', 'name', 'phone', 'signs', 'note', 'supply', 'arrears', 'consent'] as const

function CallerForm({ call, found }: { call: Call; found: FoundWindow }) {
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
