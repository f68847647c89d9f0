import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { useSend } from '#ui/use-api.ts'
import { type Employer, keepLeafletPlace, readLeafletStock } from '../stock/stock-contract.ts'
import { bodyOf, type PlaceDraft } from './place-draft.ts'
import { PlaceFields } from './place-fields.tsx'

function usePlace(hasStore: boolean) {
  const nothing: PlaceDraft = { name: '', kind: hasStore ? 'branch' : 'store', employerId: '', reorder: '', version: 0 }
  const [draft, setDraft] = useState(nothing)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const [id, setId] = useState(() => crypto.randomUUID())
  const send = useSend(keepLeafletPlace, { makesStale: [readLeafletStock] })
  function keep() {
    const read = bodyOf(draft)
    setProblems('problems' in read ? read.problems : [])
    if ('problems' in read) return
    const afterwards = {
      onSuccess: () => {
        setId(crypto.randomUUID())
        setDraft({ ...nothing, kind: 'branch' })
      },
      onError: ({ fields }: { fields: readonly FieldProblem[] }) => setProblems(fields),
    }
    send.mutate({ params: { id }, body: read.body }, afterwards)
  }
  const edit = (change: Partial<PlaceDraft>) => setDraft((before) => ({ ...before, ...change }))
  return { draft, edit, problems, send, keep }
}

/** A place where leaflets lie; the first is the company's own store. */
export function PlaceForm({ hasStore, employers }: { hasStore: boolean; employers: readonly Employer[] }) {
  const { draft, edit, problems, send, keep } = usePlace(hasStore)
  return (
    <Form problems={problems} onSubmit={keep} label="ちらしを置く場所を加える">
      {draft.kind === 'store' && <p>はじめに、会社の在庫を置く場所を登録します。</p>}
      <PlaceFields draft={draft} edit={edit} employers={employers} />
      {send.isError && problems.length === 0 && <NotificationBanner tone="error" live title={send.error.title} />}
      {send.isSuccess && <NotificationBanner tone="success" live title="場所を加えました" />}
      <div>
        <Button type="submit" busy={send.isPending} busyLabel="登録しています…">
          場所を加える
        </Button>
      </div>
    </Form>
  )
}
