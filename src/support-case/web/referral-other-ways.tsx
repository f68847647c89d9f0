import { useState } from 'react'
import {
  assignReferral,
  declineReferral,
  getReferral,
  listReferrals,
  type ReferralView,
  redirectReferral,
  withdrawConsentForPerson,
} from '#referral/referral-contract.ts'
import { CONCLUSIONS, declineCodes, REDIRECT_REASONS, redirectReasons } from '#referral/referral-words-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { RadioGroup } from '#ui/choice-field.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Link } from '#ui/link.tsx'
import { Section } from '#ui/page.tsx'
import { useViewer } from '#ui/screen.ts'
import { Select } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { ProtectReport } from './referral-protection.tsx'

const stale = { makesStale: [getReferral, listReferrals] }

/** Who takes it, and what to do when this agency is not the right one. */
export function OtherWays({ referral }: { referral: ReferralView }) {
  const { allowed, caseId } = referral
  return (
    <Section title={caseId === undefined ? '担当とそのほか' : 'そのほか'}>
      {caseId === undefined && <Assign referral={referral} />}
      <ProtectReport referral={referral} />
      {allowed.includes('redirect') && referral.redirectTo.length > 0 && <Redirect referral={referral} />}
      {allowed.includes('decline') && <Decline referral={referral} />}
      {allowed.includes('withdraw-consent') && !referral.recalled && <Withdraw referral={referral} />}
      <p>
        <Link href={`/spoken?referral=${referral.id}`}>会社に口頭で伝えたことを記録する</Link>
      </p>
      <p>
        <Link href={`/statement-requests?referral=${referral.id}`}>ご本人に、だれに何が伝わったかをお知らせする</Link>
      </p>
    </Section>
  )
}

function Assign({ referral }: { referral: ReferralView }) {
  const viewer = useViewer()
  const send = useSend(assignReferral, stale)
  const { id, version, assignedTo, allowed, colleagues } = referral
  const give = (userId: string | null) => send.mutate({ params: { id }, body: { version, userId } })
  return (
    <div className="flex flex-col items-start gap-3">
      <p>
        担当：<strong>{assignedTo?.name ?? 'まだ決まっていません'}</strong>
      </p>
      {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
      {allowed.includes('assign') && (
        <>
          {viewer !== undefined && assignedTo?.id !== viewer.id && (
            <Button icon="person" busy={send.isPending} onClick={() => give(viewer.id)}>
              自分が担当する
            </Button>
          )}
          <Disclosure summary="ほかの人を担当にする">
            <Select
              label="担当にする人"
              value=""
              onChange={give}
              choices={colleagues.map(({ id: value, name }) => ({ value, label: name }))}
            />
          </Disclosure>
        </>
      )}
    </div>
  )
}

function Redirect({ referral }: { referral: ReferralView }) {
  const send = useSend(redirectReferral, stale)
  const [agencyId, setAgency] = useState<string>('')
  const [reason, setReason] = useState<(typeof redirectReasons)[number]>()
  const { id, version, redirectTo } = referral
  return (
    <Disclosure summary="ほかの相談窓口に引き継ぐ">
      <div className="flex flex-col gap-4">
        <p>同じ市区町村の窓口に、届いた内容ごと引き継ぎます。会社には伝わりません。</p>
        <Select
          label="引き継ぐ窓口"
          value={agencyId}
          onChange={setAgency}
          choices={redirectTo.map((one) => ({ value: one.id, label: one.name }))}
        />
        <RadioGroup
          label="理由"
          value={reason}
          onChange={setReason}
          choices={redirectReasons.map((value) => ({ value, label: REDIRECT_REASONS[value] }))}
        />
        {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
        <Button
          busy={send.isPending}
          onClick={() => {
            if (reason !== undefined && agencyId !== '')
              send.mutate({ params: { id }, body: { version, agencyId, reason } })
          }}
        >
          この窓口に引き継ぐ
        </Button>
      </div>
    </Disclosure>
  )
}

function Decline({ referral }: { referral: ReferralView }) {
  const send = useSend(declineReferral, stale)
  const [code, setCode] = useState<(typeof declineCodes)[number]>()
  const { id, version } = referral
  return (
    <Disclosure summary="引き受けられないとき">
      <div className="flex flex-col gap-4">
        <RadioGroup
          label="理由（会社には伝わりません）"
          value={code}
          onChange={setCode}
          choices={declineCodes.map((value) => ({ value, label: CONCLUSIONS[value].label }))}
        />
        {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
        <Button
          busy={send.isPending}
          onClick={() => {
            if (code !== undefined) send.mutate({ params: { id }, body: { version, code } })
          }}
        >
          引き受けられないことを記録する
        </Button>
      </div>
    </Disclosure>
  )
}

function Withdraw({ referral: { id } }: { referral: ReferralView }) {
  const send = useSend(withdrawConsentForPerson)
  return (
    <Disclosure summary="ご本人から同意の取り消しがあったとき">
      <div className="flex flex-col gap-4">
        <p>
          届いた内容は、この画面でも会社とのやりとりでも、すぐに見られなくなります。すでにケースにした記録は残ります。元には戻せません。
        </p>
        {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
        <Button kind="danger" busy={send.isPending} onClick={() => send.mutate({ params: { id } })}>
          同意の取り消しを記録する
        </Button>
      </div>
    </Disclosure>
  )
}
