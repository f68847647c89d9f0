import { useState } from 'react'
import { newRequestKey } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { momentText } from '#ui/day-text.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { Form } from '#ui/form.tsx'
import { Section } from '#ui/page.tsx'
import { Select } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import {
  HOLD_GROUNDS,
  type HoldGround,
  holdGrounds,
  RETENTION_CLASSES,
  type RetentionClass,
  retentionClasses,
} from '../retention.ts'
import { type HoldView, placeHold, readRetention, releaseHold } from '../retention-contract.ts'

/** What keeps records beyond their clock, and why. */
export function Holds({ holds }: { holds: readonly HoldView[] }) {
  const send = useSend(releaseHold, { makesStale: [readRetention] })
  return (
    <Section title="消去を止めている理由">
      {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
      {holds.length === 0 ? (
        <p>止めているものはありません。</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {holds.map((hold) => (
            <li key={hold.id} className="flex flex-col items-start gap-2 rounded-12 border-1 border-solid-gray-420 p-4">
              <p className="font-bold">
                {hold.class === undefined ? 'ケース1件' : RETENTION_CLASSES[hold.class].title}：
                {HOLD_GROUNDS[hold.ground]}
              </p>
              <p className="figures">
                {momentText(hold.placedAt)}に{hold.placedBy}さんが止めました
              </p>
              <Button busy={send.isPending} onClick={() => send.mutate({ params: { id: hold.id } })}>
                この理由を外す
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Disclosure summary="ある種類の消去を止める">
        <HoldForm />
      </Disclosure>
    </Section>
  )
}

const officerClasses = retentionClasses.filter((name) => RETENTION_CLASSES[name].by === 'officer')

function HoldForm() {
  const [name, setName] = useState<RetentionClass | ''>('')
  const [ground, setGround] = useState<HoldGround | ''>('')
  const [id, setId] = useState(newRequestKey)
  const send = useSend(placeHold, { makesStale: [readRetention] })
  const place = () => {
    if (name === '' || ground === '') return
    send.mutate(
      { body: { id, class: name, ground } },
      {
        onSuccess: () => {
          setId(newRequestKey())
          setName('')
          setGround('')
        },
      },
    )
  }
  return (
    <Form problems={send.error?.fields} onSubmit={place} label="消去を止める">
      <Select
        label="記録の種類"
        name="class"
        required
        value={name}
        onChange={setName}
        choices={officerClasses.map((value) => ({ value, label: RETENTION_CLASSES[value].title }))}
      />
      <Select
        label="止める理由"
        name="ground"
        required
        value={ground}
        onChange={setGround}
        choices={holdGrounds.map((value) => ({ value, label: HOLD_GROUNDS[value] }))}
      />
      <ButtonRow>
        <Button type="submit" busy={send.isPending} disabled={name === '' || ground === ''}>
          消去を止める
        </Button>
      </ButtonRow>
    </Form>
  )
}
