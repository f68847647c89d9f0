import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Form } from '#ui/form.tsx'
import { Select, TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { isAdjustable, RETENTION_CLASSES, type RetentionClass, retentionClasses } from '../retention.ts'
import { type ClassView, readRetention, setRetentionClock } from '../retention-contract.ts'

/** Another time within the bounds; the earlier decision stays on record. */
export function ClockForm({ classes }: { classes: readonly ClassView[] }) {
  const [name, setName] = useState<RetentionClass | ''>('')
  const [days, setDays] = useState('')
  const send = useSend(setRetentionClock, { makesStale: [readRetention] })
  const chosen = name === '' ? undefined : RETENTION_CLASSES[name]
  const choose = (next: RetentionClass) => {
    setName(next)
    setDays(String(classes.find((one) => one.class === next)?.days ?? RETENTION_CLASSES[next].days))
  }
  const move = () => {
    if (name !== '') send.mutate({ body: { class: name, days: Number(days.normalize('NFKC')) } })
  }
  return (
    <Disclosure summary="保存期間を変える">
      <Form problems={send.error?.fields} onSubmit={move} label="保存期間を変える">
        <Select
          label="記録の種類"
          name="class"
          required
          value={name}
          onChange={choose}
          choices={retentionClasses
            .filter(isAdjustable)
            .map((value) => ({ value, label: RETENTION_CLASSES[value].title }))}
        />
        <TextField
          label="日数"
          name="days"
          required
          size="short"
          unit="日"
          inputMode="numeric"
          hint={chosen === undefined ? undefined : `${chosen.least}日から${chosen.most}日まで`}
          value={days}
          onChange={setDays}
        />
        {send.error !== null && send.error.fields.length === 0 && (
          <NotificationBanner tone="error" live title={send.error.title} />
        )}
        {send.isSuccess && <NotificationBanner tone="success" live title="保存期間を変えました" />}
        <ButtonRow>
          <Button type="submit" busy={send.isPending} disabled={name === ''}>
            この日数にする
          </Button>
        </ButtonRow>
      </Form>
    </Disclosure>
  )
}
