import { useEffect, useState } from 'react'
import { findWindowsRoute, type WindowAnswer, type WindowCard } from '#organization/organization-contract.ts'
import { CallButton } from '#ui/banner.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { RadioGroup } from '#ui/choice-field.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Link } from '#ui/link.tsx'
import { sentenceFor } from '#ui/problem.ts'
import { useApi } from '#ui/use-api.ts'
import { splitPlace } from './report-text.ts'

/** The value once typing rested for `milliseconds`. */
function useRested(value: string, milliseconds: number): string {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return rested
}

export type FoundWindow = {
  readonly answer: WindowAnswer | undefined
  /** The window that answers, or the one that a human chose. */
  readonly window: WindowCard | undefined
  readonly searching: boolean
  readonly trouble: string | undefined
}

/** Which window answers for what was typed as a place; `chosen` is the id that a human picked among several. */
export function useWindow(place: string, chosen: string): FoundWindow {
  const rested = useRested(place.trim(), 500)
  const { postal, address } = splitPlace(rested)
  const enough = postal !== undefined || address.length >= 3
  const reading = useApi(findWindowsRoute, {
    query: { postal, address: address === '' ? undefined : address },
    enabled: enough,
  })
  const answer = enough ? reading.data : undefined
  const window =
    answer?.kind === 'one' ? answer.windows[0] : answer?.windows.find((candidate) => candidate.id === chosen)
  return {
    answer,
    window,
    searching: enough && reading.isFetching && answer === undefined,
    trouble: enough && reading.isError ? sentenceFor(reading.error) : undefined,
  }
}

const states = {
  open: { tone: 'green', icon: 'check', word: 'いま受付中' },
  closed: { tone: 'neutral', icon: 'clock', word: 'いまは時間外' },
  unknown: { tone: 'yellow', icon: 'question', word: '受付時間は未確認' },
} as const

type SummaryProps = {
  window: WindowCard
}

/** A window: name, hours, whether it is open, and who picks up the telephone now. */
export function WindowSummary({ window }: SummaryProps) {
  const { answersNow } = window
  const state = states[answersNow.state]
  return (
    <div className="flex flex-col gap-3">
      <div className="flex min-w-0 flex-col items-start gap-3">
        <div>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <strong className="text-std-20B-150">{window.name}</strong>
            <ChipLabel tone={state.tone} icon={state.icon}>
              {state.word}
            </ChipLabel>
          </p>
          <p className="text-solid-gray-700">{window.section}</p>
        </div>
        <p>{answersNow.because}</p>
        {answersNow.phone !== undefined && (
          <CallButton number={answersNow.phone} label={`いま電話に出るところ：${answersNow.name}`} />
        )}
      </div>
      <WindowFacts window={window} />
    </div>
  )
}

function WindowFacts({ window }: { window: WindowCard }) {
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 gap-y-1">
        {window.hoursText !== undefined && <Fact term="受付時間" text={window.hoursText} />}
        {window.phone !== undefined && <Fact term="代表電話" text={window.phone} />}
        {window.address !== undefined && <Fact term="場所" text={window.address} />}
        <Fact term="情報" text={window.freshness.because} />
      </dl>
      {window.officialUrl !== undefined && (
        <Link href={window.officialUrl} target="_blank" rel="noreferrer">
          窓口の公式ページ（新しいタブ）
        </Link>
      )}
    </div>
  )
}

function Fact({ term, text }: { term: string; text: string }) {
  return (
    <>
      <dt className="text-solid-gray-700">{term}</dt>
      <dd className="min-w-0">{text}</dd>
    </>
  )
}

type FinderProps = {
  found: FoundWindow
  chosen: string
  onChoose: (windowId: string) => void
}

/** The answer to a place: one window, several to choose from, or where to ask instead. */
export function WindowFinder({ found, chosen, onChoose }: FinderProps) {
  const { answer, window, searching, trouble } = found
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className={answer === undefined && !searching ? 'sr-only' : 'text-solid-gray-700'}>
        {searching ? '窓口を探しています…' : (trouble ?? answer?.because ?? '')}
      </p>
      {answer?.kind === 'choose' && (
        <RadioGroup
          label="どの窓口にしますか"
          name="report.windowId"
          value={chosen === '' ? undefined : chosen}
          onChange={onChoose}
          choices={answer.windows.map(({ id, name, areas, section }) => ({
            value: id,
            label: name,
            hint: areas.length === 0 ? section : areas.map((area) => area.town ?? area.name).join('、'),
          }))}
        />
      )}
      {window !== undefined && (
        <div className="rounded-12 border-1 border-solid-gray-420 p-4">
          <WindowSummary window={window} />
        </div>
      )}
      {answer?.kind === 'none' && answer.windows.length > 0 && (
        <Disclosure summary="ほかに尋ねられるところ" open>
          <ul className="flex flex-col gap-4">
            {answer.windows.map((other) => (
              <li key={other.id}>
                <WindowSummary window={other} />
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {answer !== undefined && answer.attributions.length > 0 && (
        <p className="text-[0.875rem] leading-[1.6] text-solid-gray-700">{answer.attributions.join('、')}</p>
      )}
    </div>
  )
}
