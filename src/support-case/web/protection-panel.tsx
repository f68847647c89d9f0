import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Icon } from '#ui/icon.tsx'
import { useViewer } from '#ui/screen.ts'
import { TextArea } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { type CaseView, getCase, listCases, protectCase } from '../support-case-contract.ts'

const namesOf = ({ people }: CaseView) =>
  people.map(({ user, team }) => user?.name ?? `チーム：${team?.name}`).join('、')

/** The plain mark: what is hidden, from whom, and what the team keeps to itself. */
export function ProtectedMark({ view }: { view: CaseView }) {
  if (!view.protected) return null
  return (
    <section
      aria-label="保護の印"
      className="mt-4 flex items-start gap-3 rounded-8 border-1 border-yellow-900 bg-yellow-50 p-4"
    >
      <Icon name="lock" className="mt-1 size-6 shrink-0" />
      <div className="flex max-w-line flex-col gap-1">
        <p className="font-bold">居場所を知られると危ない方です。知っているのは、担当の{namesOf(view)}だけです。</p>
        <p>
          主任・ほかの相談員・市の主管部局・会社には、このケースも、同じ世帯の通報も、あることから見えません。会社に届くのは「受け取りました」と「終わりました」だけです。
        </p>
        <p>検索・同じ世帯の候補・数字・手紙・印刷には出ません。ご本人のページも、控え番号では開きません。</p>
      </div>
    </section>
  )
}

/** Asks before the mark changes; it is taken off by the lead worker of the team, with a reason. */
export function ProtectionPanel({ view }: { view: CaseView }) {
  const viewer = useViewer()
  const [asking, setAsking] = useState(false)
  const [because, setBecause] = useState('')
  const send = useSend(protectCase, { makesStale: [getCase, listCases] })
  if (!view.allowed.includes('protect')) return null
  const mayTakeOff = viewer?.roles.includes('lead_worker') ?? false
  const name = view.protected ? '保護の印を外す' : '保護の印を付ける'
  const change = () =>
    send.mutate(
      {
        params: { id: view.id },
        body: { version: view.version, protected: !view.protected, ...(view.protected ? { because } : {}) },
      },
      { onSuccess: () => setAsking(false) },
    )
  return (
    <Disclosure summary="保護の印">
      <div className="flex flex-col gap-4">
        <p className="max-w-line">{view.protected ? whatEnds(mayTakeOff) : whatBegins}</p>
        {(!view.protected || mayTakeOff) && (
          <div>
            <Button icon="lock" onClick={() => setAsking(true)}>
              {name}
            </Button>
          </div>
        )}
        <Dialog open={asking} title={name} onClose={() => setAsking(false)}>
          <div className="flex flex-col gap-4">
            <p>
              {view.protected
                ? '主任相談支援員にも見えるようになり、同じ世帯の候補としても示されます。理由は、これまでの記録に残ります。'
                : `これからは、担当（${namesOf(view)}）だけに見えます。ほかの人に届いていた知らせと下書きは消えます。`}
            </p>
            {view.protected && (
              <TextArea label="外す理由" name="because" required rows={3} value={because} onChange={setBecause} />
            )}
            {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
            <div>
              <Button kind="primary" busy={send.isPending} onClick={change}>
                {name}
              </Button>
            </div>
          </div>
        </Dialog>
      </div>
    </Disclosure>
  )
}

const whatBegins =
  '居場所を知られると危ない方のケースに付けます。付けると、担当の人とチームのほかには、あることも見えなくなります。同じ世帯の通報も、前に届いたものも、これから届くものも、担当だけに見えます。'

function whatEnds(mayTakeOff: boolean): string {
  return mayTakeOff
    ? '印を外すと、同じ窓口の主任相談支援員にも見えるようになります。'
    : '印を外せるのは、担当に加わっている主任相談支援員です。外すときは、主任を担当に加えて、理由を書いてもらいます。'
}
