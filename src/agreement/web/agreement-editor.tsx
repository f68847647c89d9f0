import { useState } from 'react'
import { goTo } from '#ui/address.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { ConflictPanel } from '#ui/conflict-panel.tsx'
import { DraftStatus } from '#ui/draft-status.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import { type ScreenProps, useViewer } from '#ui/screen.ts'
import { Loaded, Skeleton } from '#ui/skeleton.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { useDraft } from '#ui/use-draft.ts'
import {
  type AgreementView,
  agreementView,
  draftAgreement,
  editAgreement,
  listAgreements,
} from '../agreement-contract.ts'
import {
  type AgreementDraft,
  agreementDraft,
  differencesOf,
  draftOf,
  emptyDraft,
  nextVersionOf,
  termsOf,
} from './agreement-draft.ts'
import { AgreementFields } from './agreement-fields.tsx'

/** A new draft: empty, or with the terms of the version before (`?from=`). */
export function NewAgreement({ search }: ScreenProps) {
  const reading = useApi(listAgreements, {})
  const own = useViewer()?.organization
  const from = search.get('from')
  return (
    <Page
      title="協定の案を作る"
      lead="保存しても、まだだれも縛りません。全員の合意を記録し、有効にして初めて効力が生まれます。"
      back={{ href: '/agreements', label: '協定の一覧に戻る' }}
    >
      <Loaded reading={reading}>
        {({ agreements, mayDraft }) => {
          if (!mayDraft) return <OnlyToRead />
          const before = agreements.find(({ id }) => id === from)
          const initial = before === undefined ? emptyDraft(own) : nextVersionOf(before)
          return (
            <Editor
              key={from}
              draftKey={before === undefined ? 'agreement-new' : `agreement-new:${before.id}`}
              initial={initial}
              replaces={before?.id}
            />
          )
        }}
      </Loaded>
    </Page>
  )
}

/** Rewrites a draft; what is in force is superseded, never rewritten. */
export function EditAgreement({ params }: ScreenProps) {
  const reading = useApi(listAgreements, {})
  const id = params.agreementId ?? ''
  return (
    <Page title="協定の案を書き直す" back={{ href: `/agreements/${id}`, label: '協定に戻る' }}>
      <Loaded reading={reading}>
        {({ agreements }) => {
          const agreement = agreements.find((one) => one.id === id)
          if (agreement === undefined || !agreement.allowed.includes('edit')) return <OnlyToRead />
          return <Editor key={id} draftKey={`agreement:${id}`} initial={draftOf(agreement)} id={id} />
        }}
      </Loaded>
    </Page>
  )
}

function OnlyToRead() {
  return (
    <NotificationBanner
      tone="information"
      title="この協定は書き直せません"
      actions={<LinkButton href="/agreements">協定の一覧に戻る</LinkButton>}
    >
      書き直せるのは、作成中の案だけです。有効な協定は、同じ内容から新しい案を作って切り替えます。
    </NotificationBanner>
  )
}

type EditorProps = { draftKey: string; initial: AgreementDraft; id?: string; replaces?: string | undefined }

function useEditing({ draftKey, initial, id, replaces }: EditorProps) {
  const draft = useDraft(draftKey, agreementDraft, initial)
  const add = useSend(draftAgreement, { makesStale: [listAgreements] })
  const change = useSend(editAgreement, { makesStale: [listAgreements] })
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const error = change.error ?? add.error
  const other = agreementView.safeParse(error?.isConflict === true ? error.problem.current : undefined)
  function save(value: AgreementDraft) {
    const read = termsOf(value)
    setProblems('problems' in read ? read.problems : [])
    if ('problems' in read) return
    const answers = {
      onSuccess: (saved: AgreementView) => void draft.discard().then(() => goTo(`/agreements/${saved.id}`)),
      onError: (failed: { fields: readonly FieldProblem[] }) => setProblems(failed.fields),
    }
    if (id === undefined) add.mutate({ body: { ...read.terms, replaces: replaces ?? null } }, answers)
    else change.mutate({ params: { id }, body: { ...read.terms, version: value.version } }, answers)
  }
  return {
    draft,
    problems,
    error,
    save,
    busy: add.isPending || change.isPending,
    theirs: other.success ? draftOf(other.data) : undefined,
    forget: () => change.reset(),
  }
}

function Editor(props: EditorProps) {
  const { draft, problems, error, save, busy, theirs, forget } = useEditing(props)
  const { value } = draft
  if (!draft.ready) return <Skeleton />
  const edit = (change: Partial<AgreementDraft>) => draft.set((before) => ({ ...before, ...change }))
  return (
    <>
      {theirs !== undefined && (
        <ConflictPanel
          rows={differencesOf(value, theirs)}
          busy={busy}
          onKeepMine={() => {
            edit({ version: theirs.version })
            save({ ...value, version: theirs.version })
          }}
          onTakeTheirs={() => {
            edit(theirs)
            forget()
          }}
        />
      )}
      <Form problems={problems} onSubmit={() => save(value)} label="協定の内容">
        <AgreementFields draft={value} edit={edit} isNew={props.id === undefined} />
        {error !== null && theirs === undefined && problems.length === 0 && (
          <NotificationBanner tone="error" live title={error.title} />
        )}
        <ButtonRow>
          <Button
            type="submit"
            kind={theirs === undefined ? 'primary' : 'secondary'}
            busy={busy}
            busyLabel="保存しています…"
          >
            案を保存する
          </Button>
          <DraftStatus draft={draft} />
        </ButtonRow>
      </Form>
    </>
  )
}
