import type { z } from 'zod'
import { Button } from '#ui/button.tsx'
import { Card, Section } from '#ui/page.tsx'
import { useSend } from '#ui/use-api.ts'
import { type getOwnConference, givePledge } from '../member-contract.ts'
import { SecrecyText, SendProblem } from './conference-parts.tsx'

export type OwnPledge = z.output<typeof getOwnConference.response>['pledges'][number]

/** The text of secrecy, acknowledged on screen with one press. */
export function PledgeCard({ pledge, onGiven }: { pledge: OwnPledge; onGiven?: (() => void) | undefined }) {
  const send = useSend(givePledge)
  const { memberId, version, body, text } = pledge
  return (
    <Section title="資料を開く前に、守秘の確認をお願いします">
      <Card>
        <div className="flex flex-col gap-4">
          <p className="max-w-line">
            {body}
            で知ったことを守るための文です。読んで確かめると、資料が開けるようになります。確かめた日が、名簿に残ります。
          </p>
          <SecrecyText text={text} />
          <SendProblem error={send.error} />
          <div>
            <Button
              kind="primary"
              icon="check"
              busy={send.isPending}
              busyLabel="残しています…"
              onClick={() => send.mutate({ body: { memberId, version } }, { onSuccess: () => onGiven?.() })}
            >
              読んで、確かめました
            </Button>
          </div>
        </div>
      </Card>
    </Section>
  )
}
