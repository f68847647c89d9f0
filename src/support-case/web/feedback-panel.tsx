import { useState } from 'react'
import { tellReporter } from '#referral/referral-contract.ts'
import { FEEDBACK_WORDS } from '#referral/referral-words-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { ResultPanel } from '#ui/result-panel.tsx'
import { SummaryPanel } from '#ui/summary-panel.tsx'
import { useSend } from '#ui/use-api.ts'
import { type CaseReferral, type CaseView, getCase } from '../support-case-contract.ts'
import { dayText, todayText } from './case-words.ts'

/** After somebody was reached or connected: the word that may be told, confirmed by a human. */
export function FeedbackPanels({ view }: { view: CaseView }) {
  const [told, setTold] = useState<{ reporter: string; word: keyof typeof FEEDBACK_WORDS }>()
  const [later, setLater] = useState<readonly string[]>([])
  const waiting = view.referrals.filter(
    ({ proposed, id }) => proposed !== undefined && !later.includes(`${id}:${proposed}`),
  )
  return (
    <>
      {told !== undefined && (
        <ResultPanel
          title={`${told.reporter}に「${FEEDBACK_WORDS[told.word]}」と知らせました`}
          told={[told.reporter]}
          next="会社の通報の画面に、この言葉だけが表示されます。ほかの内容は伝わりません。"
          undo="言葉を取り消すことはできませんが、ご本人が同意を取り消すと、会社からは見えなくなります。"
          actions={<Button onClick={() => setTold(undefined)}>閉じる</Button>}
        />
      )}
      {waiting.map((referral) => (
        <Proposal
          key={`${referral.id}:${referral.proposed}`}
          referral={referral}
          onTold={setTold}
          onLater={() => setLater([...later, `${referral.id}:${referral.proposed}`])}
        />
      ))}
    </>
  )
}

type ProposalProps = {
  referral: CaseReferral
  onTold: (told: { reporter: string; word: keyof typeof FEEDBACK_WORDS }) => void
  onLater: () => void
}

function Proposal({ referral, onTold, onLater }: ProposalProps) {
  const { id, proposed: word, reporter, until } = referral
  const send = useSend(tellReporter, { makesStale: [getCase] })
  if (word === undefined) return null
  return (
    <div className="flex flex-col gap-3">
      {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
      <SummaryPanel
        title="会社に知らせますか"
        toWhom={`${reporter.name}の連絡担当と、通報した人`}
        what={`「${FEEDBACK_WORDS[word]}」の一言だけ`}
        ground="ご本人の同意と、会社との協定"
        until={
          until === undefined
            ? '同意を取り消すまで'
            : `${dayText(until)}まで。同意が取り消されると、すぐに見えなくなります。`
        }
        comesBack="会社からは何も求めません。"
        preview={
          <Disclosure summary="見せる画面を確かめる">
            <p className="font-bold">{FEEDBACK_WORDS[word]}</p>
            <p className="text-solid-gray-700">{dayText(todayText())}</p>
          </Disclosure>
        }
        action={
          <>
            <Button
              icon="send"
              busy={send.isPending}
              onClick={() => {
                // The proposal is gone as soon as the case is read anew: a promise still answers.
                void send
                  .mutateAsync({ params: { id }, body: { word } })
                  .then(() => onTold({ reporter: reporter.name, word }))
                  .catch(() => undefined)
              }}
            >
              {`「${FEEDBACK_WORDS[word]}」と知らせる`}
            </Button>
            <Button kind="tertiary" onClick={onLater}>
              いまは知らせない
            </Button>
          </>
        }
      />
    </div>
  )
}
