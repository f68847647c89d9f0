import { useState } from 'react'
import { api } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { dayText } from '#ui/day-text.ts'
import { type Draft, draft } from '#ui/draft-contract.ts'
import type { DraftDoors } from '#ui/draft-keeper.ts'
import { DraftStatus } from '#ui/draft-status.tsx'
import { Section } from '#ui/page.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { SummaryPanel } from '#ui/summary-panel.tsx'
import { useSend } from '#ui/use-api.ts'
import { useKept } from '#ui/use-draft.ts'
import { DATA_CATEGORIES } from '../category-words.ts'
import {
  askJudgement,
  getJudgement,
  type JudgementContent,
  type JudgementView,
  listJudgements,
  saveJudgement,
} from '../judgement-contract.ts'
import { contentOf, draftOf, type JudgementDraft, judgementDraft } from './judgement-draft.ts'
import { JudgementGuideSteps } from './judgement-guide-steps.tsx'
import { GateReasons } from './judgement-words.tsx'

/** The record keeps itself: what is typed is saved where it belongs, and the answer says what is still asked. */
function doorsOf(view: JudgementView, content: JudgementContent, heard: (answer: JudgementView) => void): DraftDoors {
  const { id, about, purpose } = view
  const kept = ({ version, updatedAt }: JudgementView, body: Draft['body']): Draft => ({
    key: `judgement:${id}`,
    body,
    version,
    savedAt: updatedAt,
  })
  let first = true
  return {
    read: async () => {
      if (first) {
        first = false
        return kept(view, asJson(draftOf(content)))
      }
      const now = await api(getJudgement, { params: { id } })
      return now.content === undefined ? null : kept(now, asJson(draftOf(now.content)))
    },
    save: async (body, version) => {
      const saved = { version, about, purpose, content: contentOf(judgementDraft.parse(body)) }
      const answer = await api(saveJudgement, { params: { id }, body: saved })
      heard(answer)
      return kept(answer, body)
    },
    discard: async () => undefined,
  }
}

const asJson = (value: JudgementDraft): Draft['body'] => draft.shape.body.parse(JSON.parse(JSON.stringify(value)))

/** Writing the record, one question after the other, until somebody can be asked to decide. */
export function JudgementWriting({ view, content }: { view: JudgementView; content: JudgementContent }) {
  const [answer, setAnswer] = useState(view)
  const kept = useKept<JudgementDraft>(() => doorsOf(view, content, setAnswer), judgementDraft, draftOf(content))
  if (!kept.ready) return <Skeleton />
  const edit = (change: Partial<JudgementDraft>) => kept.set((before) => ({ ...before, ...change }))
  const left = answer.missing.length
  const saving = kept.state.kind === 'waiting' || kept.state.kind === 'saving'
  return (
    <>
      <Section
        title={left === 0 ? '伺うことは、すべてそろいました' : `あと${left}つ伺います`}
        aside={<DraftStatus draft={{ ...kept, state: quiet(kept.state) }} />}
      >
        <JudgementGuideSteps steps={answer.guide} draft={kept.value} edit={edit} />
      </Section>
      <Speaks view={answer} />
      {left === 0 && <Ask view={answer} saving={saving} />}
    </>
  )
}

/** What was saved before is simply saved: there is nothing to begin anew. */
function quiet(state: Parameters<typeof DraftStatus>[0]['draft']['state']): typeof state {
  return state.kind === 'restored' ? { kind: 'saved', at: state.at } : state
}

/** What no record can answer is said while it is written, not at its end. What is still asked stands in the guide. */
function Speaks({ view: { gate, refusedOn } }: { view: JudgementView }) {
  const because = gate.because.filter(({ code }) => !code.startsWith('missing-') && code !== 'judgement-not-decided')
  if (gate.verdict !== 'forbidden' || because.length === 0) return null
  return (
    <NotificationBanner
      tone="information"
      title={
        refusedOn === undefined
          ? 'このままでは、渡すことができません'
          : `ご本人は${dayText(refusedOn)}に、同意しないと答えています`
      }
    >
      <GateReasons because={because} />
    </NotificationBanner>
  )
}

function Ask({ view, saving }: { view: JudgementView; saving: boolean }) {
  const { id, version, recipient, content, groundText } = view
  const send = useSend(askJudgement, { makesStale: [getJudgement, listJudgements] })
  return (
    <>
      <SummaryPanel
        title="判断をお願いする前の確認"
        toWhom={`「${recipient.name}」へ渡してよいかを、あなたとは別の人が判断します。`}
        what={(content?.categories ?? []).map((one) => DATA_CATEGORIES[one]).join('、')}
        ground={groundText}
        until={content?.validUntil === undefined ? '' : `${dayText(content.validUntil)}まで見られます。`}
        comesBack="判断されると、お知らせに届きます。まだ何も会社の外には出ません。"
        action={
          <Button
            kind="primary"
            size="large"
            busy={send.isPending || saving}
            onClick={() => send.mutate({ params: { id }, body: { version } })}
          >
            判断をお願いする
          </Button>
        }
      />
      {send.error !== null && (
        <NotificationBanner tone="error" live title={send.error.title}>
          {send.error.fields.map(({ message }) => message).join(' ')}
        </NotificationBanner>
      )}
    </>
  )
}
