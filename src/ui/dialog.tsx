import { type ReactNode, useEffect, useId, useRef } from 'react'
import { cx } from './class-names.ts'
import { Icon } from './icon.tsx'

type DialogProps = {
  open: boolean
  title: string
  /** Esc, the close button; absent when the dialog must be answered. */
  onClose?: (() => void) | undefined
  children: ReactNode
  /** `side` slides over from the right (menu on a phone). */
  place?: 'middle' | 'side' | undefined
}

/** A modal question over the page (native `<dialog>`): the page behind rests, Esc closes, the focus returns where it came from. */
export function Dialog({ open, title, onClose, children, place = 'middle' }: DialogProps) {
  const box = useModal(open)
  const heading = useId()
  if (!open) return null
  return (
    <dialog
      ref={box}
      aria-labelledby={heading}
      data-print="never"
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
      className={cx(
        'bg-white text-solid-gray-800',
        place === 'side'
          ? 'mr-0 ml-auto h-dvh max-h-none w-[min(22rem,90vw)] p-4'
          : 'm-auto max-h-[90dvh] w-[min(40rem,calc(100vw-2rem))] rounded-12 border-1 border-solid-gray-420 p-4 md:p-8',
      )}
    >
      <div className="mb-4 flex items-start justify-between gap-4">
        <h2 id={heading} tabIndex={-1} className="text-std-20B-150 text-solid-gray-900 md:text-std-22B-150">
          {title}
        </h2>
        {onClose !== undefined && (
          <button
            type="button"
            onClick={onClose}
            className="-mt-1 inline-flex min-h-11 shrink-0 items-center gap-1 rounded-8 px-2 underline-offset-[3px] hover:bg-solid-gray-50 hover:underline"
          >
            <Icon name="close" className="size-5" />
            閉じる
          </button>
        )}
      </div>
      {children}
    </dialog>
  )
}

/** Shows the dialog over the page, puts the focus on its first field (or its title), and back afterwards. */
function useModal(open: boolean) {
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = box.current
    if (dialog === null || !open) return
    const before = document.activeElement
    if (!dialog.open) dialog.showModal()
    const first = dialog.querySelector('input:not([readonly]), textarea, select') ?? dialog.querySelector('h2')
    if (first instanceof HTMLElement) first.focus()
    return () => {
      dialog.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [open])
  return box
}
