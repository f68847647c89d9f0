import { useEffect } from 'react'
import { getReferral, listReferrals, protectReferral, type ReferralView } from '#referral/referral-contract.ts'
import { HIDDEN_FROM_OTHERS, REPORT_MARKS } from '#referral/report-mark-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Icon } from '#ui/icon.tsx'
import { useSend } from '#ui/use-api.ts'

/** The plain mark of a report: why, and from whom it is hidden. The tab of the browser does not name the person either. */
export function ReportMark({ referral }: { referral: ReferralView }) {
  const { protected: marked, mark } = referral
  useEffect(() => {
    if (marked) document.title = '保護の印がある通報 | ともしび'
  }, [marked])
  if (!marked) return null
  return (
    <section
      aria-label="保護の印"
      className="flex items-start gap-3 rounded-8 border-1 border-yellow-900 bg-yellow-50 p-4"
    >
      <Icon name="lock" className="mt-1 size-6 shrink-0" />
      <div className="flex max-w-line flex-col gap-1">
        {mark !== undefined && <p className="font-bold">{REPORT_MARKS[mark]}</p>}
        <p>{HIDDEN_FROM_OTHERS}</p>
      </div>
    </section>
  )
}

/** One tap at intake; what a machine only took for the same household is given back the same way. */
export function ProtectReport({ referral }: { referral: ReferralView }) {
  const send = useSend(protectReferral, { makesStale: [getReferral, listReferrals] })
  const { id, version, protected: marked, allowed } = referral
  if (!allowed.includes('protect')) return null
  const change = () => send.mutate({ params: { id }, body: { version, protected: !marked } })
  const problem = send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />
  if (marked) {
    return (
      <Disclosure summary="別の世帯だったとき">
        <p className="max-w-line">ほかの相談員にも見えるようになります。違うと確かめてから戻します。</p>
        {problem}
        <Button busy={send.isPending} onClick={change}>
          別の世帯だったので、印を外す
        </Button>
      </Disclosure>
    )
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <Button icon="lock" busy={send.isPending} onClick={change}>
        保護の印を付ける
      </Button>
      <p className="text-solid-gray-700">
        居場所を知られると危ない方のとき。すぐに、担当（決まっていなければあなた）だけに見えるようになります。
      </p>
      {problem}
    </div>
  )
}
