import type { ReactNode } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import type { ApiProblem } from '#ui/problem.ts'
import { SITTING_STATES, type SittingState } from '../support-conference.ts'
import { STATE_LOOKS } from './conference-words.ts'

/** Small pieces that several screens of the conference show alike. */

export function SittingStateChip({ state }: { state: SittingState }) {
  const { tone, icon } = STATE_LOOKS[state]
  return (
    <ChipLabel tone={tone} icon={icon}>
      {SITTING_STATES[state]}
    </ChipLabel>
  )
}

/** Word and icon: whether the text of secrecy in force is acknowledged. */
export function SecrecyChip({ signed }: { signed: boolean }) {
  return signed ? (
    <ChipLabel tone="green" icon="check">
      守秘の確認 済み
    </ChipLabel>
  ) : (
    <ChipLabel tone="yellow" icon="edit">
      守秘の確認 まだ
    </ChipLabel>
  )
}

/** What went wrong in a sentence; where somebody else saved meanwhile, the newest can be read and what was typed stays. */
export function SendProblem({ error, onReread }: { error: ApiProblem | null; onReread?: (() => void) | undefined }) {
  if (error === null || error.fields.length > 0) return null
  if (error.isConflict && onReread !== undefined) {
    return (
      <NotificationBanner
        tone="warning"
        live
        title="別の方が先に保存しています"
        actions={<Button onClick={onReread}>いまの内容を読み直す</Button>}
      >
        入力はこの画面に残っています。読み直してからもう一度保存すると、この画面の内容になります。
      </NotificationBanner>
    )
  }
  return <NotificationBanner tone="error" live title={error.title} />
}

/** The secrecy text as it is acknowledged. */
export function SecrecyText({ text }: { text: readonly string[] }) {
  return (
    <ul className="flex max-w-line flex-col gap-2">
      {text.map((line) => (
        <li key={line} className="ml-5 list-disc">
          {line}
        </li>
      ))}
    </ul>
  )
}

/** A row of facts that wraps. */
export function Facts({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-x-4 gap-y-2">{children}</div>
}
