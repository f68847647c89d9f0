import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { dayText } from '#ui/day-text.ts'
import { useSend } from '#ui/use-api.ts'
import { LETTER_STAGE_NAMES } from '../letter.ts'
import {
  HANDOUT_CHANNELS,
  type Municipality,
  type OwnHandout,
  readHandoutLedger,
  readOwnHandouts,
  takeBackHandout,
} from '../stock/handout-contract.ts'
import { LANGUAGE_NAMES } from './ledger-words.ts'

type OwnProps = { handouts: readonly OwnHandout[]; municipalities: readonly Municipality[] }

/** What was recorded last; for a day it can be taken back. */
export function OwnHandouts({ handouts, municipalities }: OwnProps) {
  const send = useSend(takeBackHandout, { makesStale: [readOwnHandouts, readHandoutLedger] })
  if (handouts.length === 0) return <p>まだありません。記録すると、ここから1日のあいだ取り消せます。</p>
  const place = (id: string) => municipalities.find((one) => one.id === id)?.name ?? ''
  return (
    <>
      {send.isError && <NotificationBanner tone="error" live title={send.error.title} />}
      <ul className="flex flex-col">
        {handouts.map((one) => (
          <li
            key={one.id}
            className="flex min-h-14 flex-wrap items-center justify-between gap-x-4 border-b-1 border-solid-gray-420 py-1"
          >
            <span>
              <span className="figures">{dayText(one.handedOn)}</span> {saidOf(one)}（{place(one.tenantId)}）
              <strong className="figures">{one.count.toLocaleString('ja-JP')}件</strong>
            </span>
            {one.mayTakeBack && (
              <Button
                kind="tertiary"
                busy={send.isPending && send.variables.params.id === one.id}
                busyLabel="取り消しています…"
                onClick={() => send.mutate({ params: { id: one.id } })}
              >
                取り消す
                <span className="sr-only">：{saidOf(one)}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function saidOf({ channel, stage, language }: OwnHandout): string {
  const words = `${HANDOUT_CHANNELS[channel]}・${LETTER_STAGE_NAMES[stage]}`
  return language === 'ja' ? words : `${words}・${LANGUAGE_NAMES[language]}`
}
