import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { DraftStatus } from '#ui/draft-status.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { Loaded, Skeleton } from '#ui/skeleton.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { useDraft } from '#ui/use-draft.ts'
import { getMaterial, type MaterialView, writeMaterial } from '../pack-contract.ts'
import { getSitting, type SittingItem, type SittingView } from '../sitting-contract.ts'
import { SendProblem } from './conference-parts.tsx'
import { HandOver } from './hand-over.tsx'
import { draftOf, materialDraft, materialOf } from './material-draft.ts'
import { MaterialFields, MaterialText } from './material-fields.tsx'
import { Previews } from './previews.tsx'

type Props = { view: SittingView; item: SittingItem }

/** The material of an item: written once, seen by each called member in their own cut, then handed over. */
export function ItemMaterial({ view, item }: Props) {
  const reading = useApi(getMaterial, { params: { id: item.id } })
  return (
    <Loaded reading={reading} fresh>
      {(paper) => (
        <>
          {paper.protected && (
            <NotificationBanner tone="warning" title="保護の印があるケースです">
              担当のほかの方には、ご住所・電話・世帯・供給・お支払い・自由に書いた様子は渡りません。会社などの事業者には、お名前も渡りません。「会議で決めたいこと」にも、居場所がわかる言葉は書けません。
            </NotificationBanner>
          )}
          {paper.allowed.includes('write-material') ? (
            <Writing key={paper.itemId} paper={paper} onReread={() => void reading.refetch()} />
          ) : paper.material === undefined ? (
            <p>資料は書かれていません。</p>
          ) : (
            <MaterialText material={paper.material} />
          )}
          {paper.material !== undefined && <Previews paper={paper} />}
          <HandOver view={view} item={item} paper={paper} />
        </>
      )}
    </Loaded>
  )
}

function Writing({ paper, onReread }: { paper: MaterialView; onReread: () => void }) {
  const draft = useDraft(`conference-material:${paper.itemId}`, materialDraft, draftOf(paper.material))
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const [open, setOpen] = useState(paper.material === undefined)
  const send = useSend(writeMaterial, { makesStale: [getMaterial, getSitting] })
  if (!draft.ready) return <Skeleton />
  if (!open && paper.material !== undefined) {
    return (
      <>
        <MaterialText material={paper.material} />
        <div>
          <Button icon="edit" onClick={() => setOpen(true)}>
            資料を直す
          </Button>
        </div>
      </>
    )
  }
  function submit() {
    const read = materialOf(draft.value)
    setProblems('problems' in read ? read.problems : [])
    if ('problems' in read) return
    send.mutate(
      { params: { id: paper.itemId }, body: { version: paper.version, material: read.material } },
      {
        onSuccess: () => void draft.discard().then(() => setOpen(false)),
        onError: (failed) =>
          setProblems(failed.fields.map((one) => ({ ...one, path: one.path.replace(/^material\./, '') }))),
      },
    )
  }
  return (
    <Form problems={problems} onSubmit={submit} label="案件の資料">
      <MaterialFields value={draft.value} set={(change) => draft.set((before) => ({ ...before, ...change }))} />
      <DraftStatus draft={draft} />
      <SendProblem error={send.error} onReread={onReread} />
      <div>
        <Button
          type="submit"
          kind={paper.material === undefined ? 'primary' : 'secondary'}
          busy={send.isPending}
          busyLabel="保存しています…"
        >
          資料を保存して、見え方を確かめる
        </Button>
      </div>
    </Form>
  )
}
