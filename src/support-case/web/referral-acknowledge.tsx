import { acknowledgeReferral, getReferral, listReferrals, type ReferralView } from '#referral/referral-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Card } from '#ui/page.tsx'
import { useSend } from '#ui/use-api.ts'

/** A human has read it. One press. */
export function Acknowledge({ referral }: { referral: ReferralView }) {
  const send = useSend(acknowledgeReferral, { makesStale: [getReferral, listReferrals] })
  const tells = referral.feedback.level !== 'none'
  return (
    <Card>
      <div className="flex flex-col gap-4">
        <h2 className="text-std-20B-150 text-solid-gray-900">読んだら、受け取りを知らせましょう</h2>
        <p className="max-w-line">
          {tells
            ? `${referral.reporter.name}に「受け取りました」の一言だけが届きます。ご本人のことは何も伝わりません。`
            : `${referral.reporter.name}には何も届きません。窓口の中で、読んだことが記録されます。`}
        </p>
        {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
        <Button
          kind="primary"
          icon="check"
          busy={send.isPending}
          onClick={() => send.mutate({ params: { id: referral.id }, body: { version: referral.version } })}
        >
          受け取りを知らせる
        </Button>
      </div>
    </Card>
  )
}
