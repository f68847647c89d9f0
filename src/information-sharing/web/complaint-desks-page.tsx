import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Form } from '#ui/form.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { type ComplaintDesk, keepComplaintDesk, listComplaintDesks } from '../statement/statement-contract.ts'

const titles = {
  company: '会社の苦情の申出先',
  municipality: '市区町村の苦情の申出先',
  commission: '国の機関（個人情報保護委員会）',
} as const

/** Where one complains, as the letter and the person's page print it. */
export function ComplaintDesksPage() {
  const reading = useApi(listComplaintDesks, {})
  return (
    <Page
      title="苦情は、どこで受けますか"
      lead="「だれに何が伝わったか」のお手紙と、ご本人のページに載ります。"
      back={{ href: '/', label: 'ホームに戻る' }}
    >
      <Loaded reading={reading}>
        {({ desks }) =>
          desks.map((desk) => (
            <Section key={`${desk.kind} ${desk.version}`} title={titles[desk.kind]}>
              <DeskForm desk={desk} />
            </Section>
          ))
        }
      </Loaded>
    </Page>
  )
}

function DeskForm({ desk }: { desk: ComplaintDesk }) {
  const [name, setName] = useState(desk.name)
  const [phone, setPhone] = useState(desk.phone ?? '')
  const [hours, setHours] = useState(desk.hours ?? '')
  const send = useSend(keepComplaintDesk, { makesStale: [listComplaintDesks] })
  const { kind, version } = desk
  const keep = () =>
    send.mutate({
      body: { kind, name, phone, version, ...(hours.trim() === '' ? {} : { hours: hours.trim() }) },
    })
  return (
    <Form label={titles[kind]} problems={send.error?.fields} onSubmit={keep}>
      {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
      {kind === 'commission' && version === 0 && (
        <NotificationBanner tone="information" title="お手紙を出す前に、委員会のページで番号を一度お確かめください。" />
      )}
      <TextField label="名前" name="name" value={name} onChange={setName} />
      <TextField label="電話番号" name="phone" size="middle" value={phone} onChange={setPhone} />
      <TextField label="受付時間" name="hours" required={false} value={hours} onChange={setHours} />
      <Button type="submit" busy={send.isPending}>
        この内容にする
      </Button>
    </Form>
  )
}
