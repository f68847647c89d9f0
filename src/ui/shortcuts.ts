import { useEffect } from 'react'

export type Shortcut = { readonly key: string; readonly does: string; readonly run?: (() => void) | undefined }

/** Whether the person is typing: single keys are then letters, never commands (WCAG 2.1.4). */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

/** Runs single-key commands while nothing is being typed and no dialog is open. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return
      if (document.querySelector('dialog[open]') !== null) return
      const found = shortcuts.find((shortcut) => shortcut.key === event.key && shortcut.run !== undefined)
      if (found === undefined) return
      event.preventDefault()
      found.run?.()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [shortcuts])
}

/** Puts the focus into the search of the screen: the first field marked `data-search`. */
export function focusSearch(): void {
  const field = document.querySelector('[data-search], input[type="search"]')
  if (field instanceof HTMLElement) field.focus()
}
