import { Button } from './button.tsx'
import { SaveStatus } from './save-status.tsx'
import type { KeptDraft } from './use-draft.ts'

type DraftStatusProps = {
  draft: Pick<KeptDraft<unknown>, 'state' | 'saveNow' | 'theirs' | 'keepMine' | 'takeTheirs' | 'startOver'>
}

/** Whether what was typed is kept, and what can be decided about it: another window's draft, or one found again. */
export function DraftStatus({ draft: { state, saveNow, theirs, keepMine, takeTheirs, startOver } }: DraftStatusProps) {
  return (
    <div data-print="never" className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <SaveStatus state={state} onRetry={saveNow} />
      {theirs !== undefined && (
        <>
          <Button onClick={keepMine}>この画面の入力を残す</Button>
          <Button onClick={takeTheirs}>別の画面の書きかけにする</Button>
        </>
      )}
      {state.kind === 'restored' && (
        <Button kind="tertiary" onClick={startOver}>
          はじめから書く
        </Button>
      )}
    </div>
  )
}
