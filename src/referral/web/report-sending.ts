import { useState } from 'react'
import type { Answer, CallOptions } from '#ui/api-client.ts'
import { useRequestKey, useSend } from '#ui/use-api.ts'
import { listReports, previewReport, submitReport } from '../report-contract.ts'

export type SendBody = CallOptions<typeof submitReport>['body']
export type Sent = Answer<typeof submitReport>
export type Preview = Answer<typeof previewReport>

const seen = ({ report, consent, judgementId }: SendBody) => JSON.stringify({ report, consent, judgementId })

/** Looks at what would leave, then sends exactly that. What is changed after looking has to be looked at again. */
export function useSending(onSent: (sent: Sent) => void) {
  const look = useSend(previewReport, { makesStale: [] })
  const submit = useSend(submitReport, { makesStale: [listReports] })
  const key = useRequestKey()
  const [looked, setLooked] = useState('')
  function check(body: SendBody) {
    const { id, report, consent, judgementId } = body
    submit.reset()
    key.renew()
    look.mutate({ body: { id, report, consent, judgementId } }, { onSuccess: () => setLooked(seen(body)) })
  }
  function send(body: SendBody) {
    submit.mutate({ body, idempotencyKey: key.current() }, { onSuccess: onSent })
  }
  const isCurrent = (body: SendBody) => seen(body) === looked
  return { look, submit, check, send, isCurrent }
}
export type Sending = ReturnType<typeof useSending>
