import { useState } from 'react'
import { goTo } from '#ui/address.ts'
import { newRequestKey } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { Form } from '#ui/form.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { TextArea, TextField } from '#ui/text-field.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { LONGEST_REASON, LOOK_MINUTES, SHORTEST_REASON } from '../access-review.ts'
import { listCaseLooks, openCaseLook } from '../access-review-contract.ts'
import { LookTable } from './look-table.tsx'

/** One case that is not one's own, for an hour, with a reason. */
export function LookPage() {
  const reading = useApi(listCaseLooks, {})
  return (
    <Page
      title="担当でないケースを、いま開く必要がありますか"
      lead={`理由を書くと、1つのケースを${LOOK_MINUTES}分だけ読めます。書き込みはできません。開いたことは、主任と個人情報の担当にすぐ伝わり、あとでほかの人が見直します。`}
      back={{ href: '/cases', label: 'ケースの一覧に戻る' }}
    >
      <LookForm />
      <Section title="自分が開いたもの">
        <Loaded reading={reading}>{({ looks }) => <LookTable looks={looks.filter(({ own }) => own)} />}</Loaded>
      </Section>
    </Page>
  )
}

function LookForm() {
  const [number, setNumber] = useState('')
  const [reason, setReason] = useState('')
  const [id, setId] = useState(newRequestKey)
  const send = useSend(openCaseLook, { makesStale: [listCaseLooks] })
  const open = () =>
    send.mutate(
      { body: { id, number, reason } },
      { onSuccess: ({ caseId }) => goTo(`/cases/${caseId}`), onError: () => setId(newRequestKey()) },
    )
  return (
    <Form problems={send.error?.fields} onSubmit={open}>
      <TextField
        label="ケース番号"
        name="number"
        hint="例：7K3-9XQ。担当者や書類で確かめられます。"
        required
        size="short"
        autoComplete="off"
        value={number}
        onChange={setNumber}
      />
      <TextArea
        label="開く理由"
        name="reason"
        hint={`${SHORTEST_REASON}文字以上。例：担当が休みの日に、ご本人から折り返しの電話があったため。`}
        required
        maxLength={LONGEST_REASON}
        value={reason}
        onChange={setReason}
      />
      {send.error !== null && send.error.fields.length === 0 && (
        <NotificationBanner tone="error" live title={send.error.title} />
      )}
      <ButtonRow>
        <Button type="submit" kind="primary" busy={send.isPending} busyLabel="開いています…">
          理由を伝えて開く
        </Button>
      </ButtonRow>
    </Form>
  )
}
