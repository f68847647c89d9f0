import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { Form } from '#ui/form.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { issueStatement, listStatementRequests, type StatementRequest } from '../statement/statement-contract.ts'

/** Makes the letter and the table; they live as long as this screen, and the name is kept nowhere. */
export function IssueStatement({ request: { id, state } }: { request: StatementRequest }) {
  const [addressee, setAddressee] = useState('')
  const send = useSend(issueStatement, { makesStale: [listStatementRequests] })
  const made = send.data
  const body = addressee.trim() === '' ? {} : { addressee: addressee.trim() }
  return (
    <Form label="お手紙を作る" problems={send.error?.fields} onSubmit={() => send.mutate({ params: { id }, body })}>
      {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
      <TextField
        label="お手紙に書くお名前"
        name="addressee"
        required={false}
        hint="印刷だけに使い、残しません。住所は書きません。"
        value={addressee}
        onChange={setAddressee}
        size="middle"
      />
      <ButtonRow>
        <Button type="submit" icon="print" busy={send.isPending}>
          {state === 'issued' ? 'もう一度お手紙を作る' : 'お手紙と表を作る'}
        </Button>
      </ButtonRow>
      {made !== undefined && (
        <ul className="flex flex-col gap-2" aria-live="polite">
          <li>
            <a
              className="link-text inline-flex min-h-11 items-center"
              href={dataUrl('application/pdf', made.pdf)}
              download={`${made.name}.pdf`}
            >
              お手紙を受け取る（PDF）
            </a>
          </li>
          <li>
            <a
              className="link-text inline-flex min-h-11 items-center"
              href={dataUrl('text/csv;charset=utf-8', made.csv)}
              download={`${made.name}.csv`}
            >
              表を受け取る（CSV）
            </a>
          </li>
        </ul>
      )}
    </Form>
  )
}

const dataUrl = (type: string, base64: string) => `data:${type};base64,${base64}`
