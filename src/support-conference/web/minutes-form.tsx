import { useState } from 'react'
import { Button } from '#ui/button.tsx'
import { DraftStatus } from '#ui/draft-status.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useSend } from '#ui/use-api.ts'
import { useDraft } from '#ui/use-draft.ts'
import { getMinutes, type MinutesView, writeMinutes } from '../pack-contract.ts'
import { getSitting } from '../sitting-contract.ts'
import { SendProblem } from './conference-parts.tsx'
import { draftOf, minutesDraft, minutesOf } from './minutes-draft.ts'
import { DecisionFields, RecordField } from './minutes-fields.tsx'

type Props = {
  view: MinutesView
  /** In the room the record of the discussion is not on the wall. */
  inTheRoom?: boolean | undefined
  onReread: () => void
  onSaved: () => void
}

/** Writes both parts of the minutes; in the room only what everybody hears anyway. */
export function MinutesForm({ view, inTheRoom = false, onReread, onSaved }: Props) {
  const draft = useDraft(`conference-minutes:${view.itemId}`, minutesDraft, draftOf(view.minutes))
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const send = useSend(writeMinutes, { makesStale: [getMinutes, getSitting] })
  if (!draft.ready) return <Skeleton />
  const set = (change: Partial<typeof draft.value>) => draft.set((before) => ({ ...before, ...change }))
  function submit() {
    const read = minutesOf(draft.value)
    setProblems('problems' in read ? read.problems : [])
    if ('problems' in read) return
    send.mutate(
      { params: { id: view.itemId }, body: { version: view.version, minutes: read.minutes } },
      {
        onSuccess: () => void draft.discard().then(onSaved),
        onError: (failed) =>
          setProblems(failed.fields.map((one) => ({ ...one, path: one.path.replace(/^minutes\./, '') }))),
      },
    )
  }
  return (
    <Form problems={problems} onSubmit={submit} label="方針と役割">
      <DecisionFields value={draft.value} set={set} members={view.members} />
      {!inTheRoom && <RecordField value={draft.value} set={set} />}
      <DraftStatus draft={draft} />
      <SendProblem error={send.error} onReread={onReread} />
      <div>
        <Button type="submit" kind="primary" busy={send.isPending} busyLabel="保存しています…">
          {inTheRoom ? '方針・役割・宿題を保存する' : '方針と記録を保存する'}
        </Button>
      </div>
    </Form>
  )
}
