import { useState } from 'react'
import { goTo } from '#ui/address.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { ConflictPanel } from '#ui/conflict-panel.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import { SaveStatus } from '#ui/save-status.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Loaded, Skeleton } from '#ui/skeleton.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { useDraft } from '#ui/use-draft.ts'
import { editWindow, listOwnWindows, type OwnWindow, ownWindow } from '../own-windows-contract.ts'
import { differencesOf, draftOf, factsOf, type WindowDraft, windowDraft } from './window-draft.ts'
import { WindowFields } from './window-fields.tsx'

const back = { href: '/windows', label: '窓口の一覧に戻る' } as const

/** Corrects one window of the own municipality. */
export function WindowEdit({ params }: ScreenProps) {
  const reading = useApi(listOwnWindows, {})
  const window = reading.data?.windows.find(({ id }) => id === params.windowId)
  return (
    <Page title="窓口の情報を直す" lead={window?.name} back={back}>
      <Loaded reading={reading}>
        {() =>
          window?.allowed.includes('edit') === true ? (
            <EditForm key={window.id} window={window} />
          ) : (
            <NotificationBanner
              tone="information"
              title="この窓口の情報は直せません"
              actions={<LinkButton href={back.href}>{back.label}</LinkButton>}
            >
              直せるのは、自分の市区町村の窓口だけです。
            </NotificationBanner>
          )
        }
      </Loaded>
    </Page>
  )
}

function useEditing(window: OwnWindow) {
  const draft = useDraft(`window:${window.id}`, windowDraft, draftOf(window))
  const send = useSend(editWindow, { makesStale: [listOwnWindows] })
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const other = ownWindow.safeParse(send.error?.isConflict === true ? send.error.problem.current : undefined)
  function save(value: WindowDraft) {
    const read = factsOf(value)
    setProblems('problems' in read ? read.problems : [])
    if ('problems' in read) return
    const { confirmed, version } = value
    send.mutate(
      { params: { id: window.id }, body: { ...read.facts, confirmed, version } },
      {
        onSuccess: () => void draft.discard().then(() => goTo(back.href)),
        onError: (failed) => setProblems(failed.fields),
      },
    )
  }
  return { draft, send, problems, save, theirs: other.success ? draftOf(other.data) : undefined }
}

function EditForm({ window }: { window: OwnWindow }) {
  const { draft, send, problems, save, theirs } = useEditing(window)
  const { value } = draft
  if (!draft.ready) return <Skeleton />
  const edit = (change: Partial<WindowDraft>) => draft.set((before) => ({ ...before, ...change }))
  return (
    <>
      {theirs !== undefined && (
        <ConflictPanel
          rows={differencesOf(value, theirs)}
          busy={send.isPending}
          onKeepMine={() => {
            edit({ version: theirs.version })
            save({ ...value, version: theirs.version })
          }}
          onTakeTheirs={() => {
            edit(theirs)
            send.reset()
          }}
        />
      )}
      <Form problems={problems} onSubmit={() => save(value)} label="窓口の情報">
        <WindowFields draft={value} edit={edit} />
        {send.error !== null && theirs === undefined && problems.length === 0 && (
          <NotificationBanner tone="error" live title={send.error.title} />
        )}
        <ButtonRow>
          <Button
            type="submit"
            kind={theirs === undefined ? 'primary' : 'secondary'}
            busy={send.isPending}
            busyLabel="保存しています…"
          >
            窓口の情報を保存する
          </Button>
          <SaveStatus state={draft.state} onRetry={draft.saveNow} />
        </ButtonRow>
      </Form>
    </>
  )
}
