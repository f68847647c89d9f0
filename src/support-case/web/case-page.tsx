import { useEffect, useState } from 'react'
import { ChipLabel } from '#ui/chip-label.tsx'
import { cx } from '#ui/class-names.ts'
import { Icon } from '#ui/icon.tsx'
import { AppLink } from '#ui/link.tsx'
import { LoadedPage } from '#ui/loaded-page.tsx'
import { PageHeading, Section } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { useApi } from '#ui/use-api.ts'
import type { CaseEntryView } from '../case-entry-contract.ts'
import { type CaseView, getCase } from '../support-case-contract.ts'
import { CaseFacts } from './case-facts.tsx'
import { CaseTimeLine } from './case-time-line.tsx'
import { stopTone, stopWords, whoText } from './case-words.ts'
import { LookBanner } from './look-banner.tsx'
import { NextStepPanel } from './next-step-panel.tsx'
import { ProtectedMark } from './protection-panel.tsx'

/** One household on one page: what happened at the left, what comes next at the right. */
export function CasePage({ params }: ScreenProps) {
  const id = params.caseId ?? ''
  const reading = useApi(getCase, { params: { id } })
  return (
    <LoadedPage reading={reading} what="ケース" back={{ href: '/', label: '届いた通報に戻る' }}>
      {(view) => <OpenedCase key={view.id} view={view} />}
    </LoadedPage>
  )
}

/** What takes the focus is never hidden by the heading that stays. */
const belowHeading =
  '[&_a]:scroll-mt-36 [&_button]:scroll-mt-36 [&_input]:scroll-mt-36 [&_select]:scroll-mt-36 [&_summary]:scroll-mt-36 [&_textarea]:scroll-mt-36'

function OpenedCase({ view }: { view: CaseView }) {
  const [correcting, setCorrecting] = useState<CaseEntryView>()
  useEffect(() => {
    document.title = `ケース ${view.number} | ともしび`
  }, [view.number])
  return (
    <div className={cx('mx-auto w-full max-w-[75rem] px-4 py-4 md:px-8 md:py-6', belowHeading)}>
      <p data-print="never">
        <AppLink href="/" className="link-text inline-flex min-h-11 items-center gap-1">
          <Icon name="back" className="size-5" />
          届いた通報に戻る
        </AppLink>
      </p>
      {view.lookingUntil !== undefined && <LookBanner until={view.lookingUntil} />}
      <CaseHeading view={view} />
      <ProtectedMark view={view} />
      {view.protected && <p className="hidden print:block">保護の印があるため、内容は印刷されません。</p>}
      <div
        data-print={view.protected ? 'never' : undefined}
        className="mt-6 grid grid-cols-1 gap-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,27rem)] lg:gap-10"
      >
        <div className="flex min-w-0 flex-col gap-8 lg:col-start-2 lg:row-start-1">
          <NextStepPanel view={view} correcting={correcting} onDone={() => setCorrecting(undefined)} />
        </div>
        <div className="flex min-w-0 flex-col gap-8 lg:col-start-1 lg:row-start-1 lg:row-end-3">
          <Section title="これまでとこれから">
            <CaseTimeLine view={view} onCorrect={setCorrecting} />
          </Section>
        </div>
        <div className="flex min-w-0 flex-col gap-8 lg:col-start-2 lg:row-start-2">
          <CaseFacts view={view} />
        </div>
      </div>
    </div>
  )
}

/** Name, reading, neutral number, stop date, protection: stays while the page scrolls. */
function CaseHeading({ view }: { view: CaseView }) {
  const { name, reading, number, state } = view
  return (
    <div className="sticky top-0 z-10 -mx-4 border-b-1 border-solid-gray-420 bg-white px-4 py-2 md:-mx-8 md:px-8 md:py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <PageHeading>
          {whoText(name)}
          {reading !== undefined && (
            <span className="ml-3 text-[0.875rem] font-normal text-solid-gray-700">{reading}</span>
          )}
        </PageHeading>
        <p className="font-bold figures">ケース {number}</p>
        <ChipLabel icon="bolt" tone={stopTone(view)}>
          {stopWords(view)}
        </ChipLabel>
        {state === 'concluded' && <ChipLabel icon="check">終了</ChipLabel>}
        {view.protected && (
          <ChipLabel icon="lock" tone="yellow">
            保護
          </ChipLabel>
        )}
      </div>
    </div>
  )
}
