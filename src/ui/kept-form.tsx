import type { ReactNode } from 'react'
import { NotificationBanner } from './banner.tsx'
import { Button, ButtonRow } from './button.tsx'
import { ConflictPanel, type ConflictRow } from './conflict-panel.tsx'
import { DraftStatus } from './draft-status.tsx'
import { type FieldProblem, Form } from './form.tsx'
import type { ApiProblem } from './problem.ts'
import { Skeleton } from './skeleton.tsx'
import type { KeptDraft } from './use-draft.ts'

type KeptFormProps<Value> = {
  label: string
  /** What the button does: 「窓口の情報を保存する」. */
  submit: string
  draft: KeptDraft<Value>
  edit: (change: Partial<Value>) => void
  sending: { isPending: boolean; error: ApiProblem | null; reset: () => void }
  problems: readonly FieldProblem[]
  /** What somebody else saved meanwhile; set after a stale save was refused. */
  theirs: Value | undefined
  differences: (mine: Value, theirs: Value) => readonly ConflictRow[]
  onSave: (value: Value) => void
  children: ReactNode
}

/**
 * A form over a stored record: it keeps itself while it is written, and a stale save is refused without losing what was
 * typed: both versions stand side by side and a human decides.
 */
export function KeptForm<Value extends { readonly version: number }>(props: KeptFormProps<Value>) {
  const { label, submit, draft, sending, problems, theirs, onSave, children } = props
  if (!draft.ready) return <Skeleton />
  return (
    <>
      {theirs !== undefined && <TwoVersions {...props} theirs={theirs} />}
      <Form problems={problems} onSubmit={() => onSave(draft.value)} label={label}>
        {children}
        {sending.error !== null && theirs === undefined && problems.length === 0 && (
          <NotificationBanner tone="error" live title={sending.error.title} />
        )}
        <ButtonRow>
          <Button
            type="submit"
            kind={theirs === undefined ? 'primary' : 'secondary'}
            busy={sending.isPending}
            busyLabel="保存しています…"
          >
            {submit}
          </Button>
          <DraftStatus draft={draft} />
        </ButtonRow>
      </Form>
    </>
  )
}

type TwoVersionsProps<Value> = Omit<KeptFormProps<Value>, 'theirs'> & { theirs: Value }

function TwoVersions<Value extends { readonly version: number }>({
  draft: { value, set },
  edit,
  sending,
  theirs,
  differences,
  onSave,
}: TwoVersionsProps<Value>) {
  return (
    <ConflictPanel
      rows={differences(value, theirs)}
      busy={sending.isPending}
      onKeepMine={() => {
        const mine = { ...value, version: theirs.version }
        edit(mine)
        onSave(mine)
      }}
      onTakeTheirs={() => {
        set(theirs)
        sending.reset()
      }}
    />
  )
}
