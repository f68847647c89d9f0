import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { dayText, momentText } from '#ui/day-text.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { NEXT_OUTCOMES, type ReviewOutcome } from '../access-review.ts'
import {
  type CaseLook,
  listCaseLooks,
  listUnusualLooks,
  reviewCaseLook,
  reviewUnusualLook,
  type UnusualLookView,
} from '../access-review-contract.ts'
import { LookCounts } from './look-counts.tsx'
import { Judged, LookTable } from './look-table.tsx'
import { PrivacyDuties } from './privacy-duties.tsx'

/** Whether somebody looked at what others looked at: with a reason, and unusually. */
export function AccessReviewPage() {
  return (
    <Page
      title="見直しを待っている閲覧はありますか"
      lead="一つひとつは、見た人への質問です。よくないことと決まったわけではありません。この画面に、ご本人のお名前や記録の中身は出ません。"
      back={{ href: '/', label: 'ホームに戻る' }}
      width="wide"
    >
      <Looks />
      <Unusual />
      <PrivacyDuties />
    </Page>
  )
}

function Looks() {
  const reading = useApi(listCaseLooks, {})
  return (
    <Section title="理由を書いて開かれた、担当でないケース">
      <Loaded reading={reading}>
        {({ looks }) => {
          const waiting = looks.filter(({ mayReview }) => mayReview)
          return (
            <>
              {waiting.length === 0 ? (
                <EmptyState title="見直しを待っている閲覧はありません" icon="check">
                  担当でないケースが開かれると、すぐにお知らせが届き、ここに並びます。
                </EmptyState>
              ) : (
                <ul className="flex flex-col gap-4">
                  {waiting.map((look) => (
                    <li key={look.id}>
                      <WaitingLook look={look} />
                    </li>
                  ))}
                </ul>
              )}
              {waiting.length < looks.length && <LookTable looks={looks.filter(({ mayReview }) => !mayReview)} />}
            </>
          )
        }}
      </Loaded>
    </Section>
  )
}

const frame = 'flex flex-col gap-3 rounded-12 border-1 border-solid-gray-420 p-4 md:p-6'

function WaitingLook({ look }: { look: CaseLook }) {
  const send = useSend(reviewCaseLook, { makesStale: [listCaseLooks, listUnusualLooks] })
  const name = `${look.viewer}さんの閲覧`
  return (
    <article aria-label={name} className={frame}>
      <h3 className="font-bold">
        {look.viewer}さんが、ケース {look.number ?? '（番号は出せません）'} を開きました
      </h3>
      <p className="figures">
        {momentText(look.at)}から60分・{look.agency}
      </p>
      <p className="max-w-line whitespace-pre-wrap">理由：{look.reason ?? '消去しました'}</p>
      <Judged {...look} />
      <Outcomes
        of={name}
        before={look.outcome}
        busy={send.isPending}
        error={send.error?.title}
        onJudge={(outcome) => send.mutate({ params: { id: look.id }, body: { outcome } })}
      />
    </article>
  )
}

const VERBS = { proper: '必要な閲覧だった', asked: '見た人に事情をたずねる', reported: '報告した' } as const

type OutcomesProps = {
  of: string
  before: ReviewOutcome | undefined
  busy: boolean
  error: string | undefined
  onJudge: (outcome: ReviewOutcome) => void
}

function Outcomes({ of, before, busy, error, onJudge }: OutcomesProps) {
  const next: readonly ReviewOutcome[] = NEXT_OUTCOMES[before ?? 'waiting']
  return (
    <>
      {error !== undefined && <NotificationBanner tone="error" live title={error} />}
      <ButtonRow>
        {next
          .filter((outcome) => outcome !== before)
          .map((outcome) => (
            <Button key={outcome} busy={busy} aria-label={`${of}：${VERBS[outcome]}`} onClick={() => onJudge(outcome)}>
              {VERBS[outcome]}
            </Button>
          ))}
      </ButtonRow>
    </>
  )
}

function Unusual() {
  const reading = useApi(listUnusualLooks, {})
  return (
    <Section title="ふだんと違う閲覧（週ごと）">
      <Loaded reading={reading}>
        {({ weeks, counts }) => (
          <>
            {weeks.length === 0 && (
              <EmptyState title="一覧に出る閲覧はありません" icon="check">
                毎週、操作の記録から作ります。同じ名字や住所、担当でないケース、時間の外、急に多い閲覧などが並びます。
              </EmptyState>
            )}
            {weeks.map(({ weekOn, lines }) => (
              <section key={weekOn} aria-label={`${dayText(weekOn)}からの週`} className="flex flex-col gap-3">
                <h3 className="font-bold">{dayText(weekOn)}からの週</h3>
                <ul className="flex flex-col gap-4">
                  {lines.map((line) => (
                    <li key={line.id}>
                      <UnusualLine line={line} />
                    </li>
                  ))}
                </ul>
              </section>
            ))}
            <LookCounts counts={counts} />
          </>
        )}
      </Loaded>
    </Section>
  )
}

function UnusualLine({ line }: { line: UnusualLookView }) {
  const send = useSend(reviewUnusualLook, { makesStale: [listUnusualLooks] })
  const name = `${line.viewer}さん（${line.organization}）${line.caseMark === undefined ? '' : ` 符号 ${line.caseMark}`}`
  return (
    <article aria-label={name} className={frame}>
      <h4 className="font-bold">{name}</h4>
      <ul className="list-disc pl-6">
        {line.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p className="figures">
        {momentText(line.firstAt)}
        {line.lastAt !== line.firstAt && `から ${momentText(line.lastAt)}`}
      </p>
      <Judged outcome={line.outcome} reviewedBy={line.reviewedBy} />
      {line.mayReview && (
        <Outcomes
          of={name}
          before={line.outcome}
          busy={send.isPending}
          error={send.error?.title}
          onJudge={(outcome) => send.mutate({ params: { id: line.id }, body: { outcome } })}
        />
      )}
    </article>
  )
}
