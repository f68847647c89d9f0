import { useState } from 'react'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { RadioGroup } from '#ui/choice-field.tsx'
import { DateField, readDate } from '#ui/date-field.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { useSend } from '#ui/use-api.ts'
import { SECRECY_WAYS } from '../by-laws.ts'
import {
  type ConferenceBodyView,
  type ConferenceMember,
  getConferenceBody,
  recordSecrecy,
} from '../conference-body-contract.ts'
import { SecrecyText, SendProblem } from './conference-parts.tsx'

type Props = { view: ConferenceBodyView; member: ConferenceMember }

/** A signature on paper or on the spot is written down; on screen the member does it alone. */
export function ReceiveSignature({ view, member }: Props) {
  const [asked, setAsked] = useState(false)
  return (
    <>
      <Button icon="edit" onClick={() => setAsked(true)}>
        署名を受け取った<span className="sr-only">（{member.name}）</span>
      </Button>
      <Dialog
        open={asked}
        title={`${member.organization} ${member.name}さんの守秘の確認`}
        onClose={() => setAsked(false)}
      >
        <Received view={view} member={member} onDone={() => setAsked(false)} />
      </Dialog>
    </>
  )
}

function Received({ view, member, onDone }: Props & { onDone: () => void }) {
  const [signedOn, setSignedOn] = useState<string>(todayInJapan(new Date()))
  const [way, setWay] = useState<'paper' | 'on-the-spot'>('paper')
  const send = useSend(recordSecrecy, { makesStale: [getConferenceBody] })
  const day = readDate(signedOn)
  function record() {
    if (day === undefined) return
    const body = { version: view.byLaws.secrecyVersion, signedOn: day, way }
    send.mutate({ params: { id: member.id }, body }, { onSuccess: onDone })
  }
  return (
    <div className="flex flex-col gap-4">
      <SecrecyText text={view.secrecyText} />
      <RadioGroup
        label="どう受け取りましたか"
        value={way}
        onChange={setWay}
        choices={[
          { value: 'paper', label: SECRECY_WAYS.paper },
          { value: 'on-the-spot', label: SECRECY_WAYS['on-the-spot'] },
        ]}
      />
      <DateField label="署名の日" name="signedOn" value={signedOn} onChange={setSignedOn} />
      <SendProblem error={send.error} />
      <ButtonRow>
        <Button kind="primary" busy={send.isPending} disabled={day === undefined} onClick={record}>
          受け取ったことを記録する
        </Button>
      </ButtonRow>
    </div>
  )
}
