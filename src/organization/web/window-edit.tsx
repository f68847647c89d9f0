import { useState } from 'react'
import { goTo } from '#ui/address.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { LinkButton } from '#ui/button.tsx'
import type { FieldProblem } from '#ui/form.tsx'
import { KeptForm } from '#ui/kept-form.tsx'
import { Page } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
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
      <Loaded reading={reading} fresh>
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
  const edit = (change: Partial<WindowDraft>) => draft.set((before) => ({ ...before, ...change }))
  return (
    <KeptForm
      label="窓口の情報"
      submit="窓口の情報を保存する"
      draft={draft}
      edit={edit}
      sending={send}
      problems={problems}
      theirs={theirs}
      differences={differencesOf}
      onSave={save}
    >
      <WindowFields draft={draft.value} edit={edit} />
    </KeptForm>
  )
}
