import { useState } from 'react'
import { newRequestKey } from '#ui/api-client.ts'
import { Button } from '#ui/button.tsx'
import { Form } from '#ui/form.tsx'
import { TextArea } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { addIssue, getSitting, type SittingView } from '../sitting-contract.ts'
import { SendProblem } from './conference-parts.tsx'

/** Issues of the region as they come up; nobody is named in them, and what looks like a name is not taken. */
export function RoomIssues({ view }: { view: SittingView }) {
  const [id, setId] = useState(newRequestKey)
  const [text, setText] = useState('')
  const send = useSend(addIssue, { makesStale: [getSitting] })
  function submit() {
    send.mutate(
      { params: { id: view.id }, body: { id, text } },
      {
        onSuccess: () => {
          setText('')
          setId(newRequestKey())
        },
      },
    )
  }
  return (
    <>
      {view.issues.length > 0 && (
        <ul className="flex flex-col gap-2">
          {view.issues.map((one) => (
            <li key={one.id} className="max-w-line border-l-4 border-solid-gray-420 pl-3 whitespace-pre-wrap">
              {one.text}
            </li>
          ))}
        </ul>
      )}
      {(view.state === 'open' || view.state === 'closed') && (
        <Form problems={send.error?.fields} onSubmit={submit} label="地域の課題を書く">
          <TextArea
            name="text"
            label="地域の課題"
            rows={2}
            hint="個人のことは書きません。例：冬に灯油の配達が届かない地区がある。"
            value={text}
            onChange={setText}
          />
          <SendProblem error={send.error} />
          <div>
            <Button type="submit" icon="plus" busy={send.isPending} disabled={text.trim() === ''}>
              地域の課題に加える
            </Button>
          </div>
        </Form>
      )}
    </>
  )
}
