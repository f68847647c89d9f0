import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { readWholeNumber } from '#ui/slider-field.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { keepMonths, listKeptMonths } from '../desk/trial-contract.ts'
import type { WorkView } from './desk-shapes.ts'

/** Asked for and never by itself: the facts of this month stay for deciding the condition, without anybody's name. */
export function KeepMonth({ work }: { work: WorkView }) {
  const keep = useSend(keepMonths, { makesStale: [listKeptMonths] })
  const [typed, setTyped] = useState('90')
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  if (!work.allowed.includes('keep')) return null
  function send() {
    const days = readWholeNumber(typed)
    if (days === undefined) {
      setProblems([{ path: 'days', message: '日数を数字で入れてください。' }])
      return
    }
    setProblems([])
    keep.mutate({ params: { id: work.id }, body: { days } }, { onError: (failed) => setProblems(failed.fields) })
  }
  return (
    <Disclosure summary="月ごとに比べるために、この一覧を残す">
      <p className="max-w-line">
        残すのは、条件がたずねる項目だけです。氏名・住所・契約番号は残しません。次の月のファイルと並べて比べられます。
      </p>
      {keep.isSuccess && (
        <NotificationBanner tone="success" live title="残しました">
          作業の一覧の画面で、いつでも消せます。
        </NotificationBanner>
      )}
      <Form problems={problems} onSubmit={send} label="この一覧を残す">
        <TextField
          label="残しておく日数"
          name="days"
          size="short"
          inputMode="numeric"
          unit="日"
          hint="400日までです。過ぎると自動で消えます。"
          value={typed}
          onChange={setTyped}
        />
        {keep.error !== null && problems.length === 0 && (
          <NotificationBanner tone="error" live title={keep.error.title} />
        )}
        <div>
          <Button type="submit" busy={keep.isPending} busyLabel="残しています…">
            この一覧を残す
          </Button>
        </div>
      </Form>
    </Disclosure>
  )
}
