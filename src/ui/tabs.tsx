import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { cx } from './class-names.ts'

export type Tab = { readonly key: string; readonly label: string; readonly content: ReactNode }

type TabsProps = {
  label: string
  tabs: readonly Tab[]
  chosen?: string | undefined
  onChoose?: ((key: string) => void) | undefined
}

/** Tabs with arrow keys, Home and End. Uncontrolled unless `chosen` is given. Only the chosen tab's content is on the page. */
export function Tabs({ label, tabs, chosen, onChoose }: TabsProps) {
  const [own, setOwn] = useState(tabs[0]?.key)
  const base = useId()
  const current = chosen ?? own
  function choose(key: string) {
    setOwn(key)
    onChoose?.(key)
  }
  const shown = tabs.find((tab) => tab.key === current)
  return (
    <div>
      <TabList {...{ label, tabs, base, current, choose }} />
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${current}`} className="pt-6">
        {shown?.content}
      </div>
    </div>
  )
}

type TabListProps = {
  label: string
  tabs: readonly Tab[]
  base: string
  current: string | undefined
  choose: (key: string) => void
}

function TabList({ label, tabs, base, current, choose }: TabListProps) {
  const list = useRef<HTMLDivElement>(null)
  function move(event: KeyboardEvent) {
    const index = tabs.findIndex((tab) => tab.key === current)
    const to = nextIndex(event.key, index, tabs.length)
    const target = to === undefined ? undefined : tabs[to]
    if (to === undefined || target === undefined) return
    event.preventDefault()
    choose(target.key)
    list.current?.querySelectorAll('button')[to]?.focus()
  }
  return (
    <div
      ref={list}
      role="tablist"
      aria-label={label}
      onKeyDown={move}
      className="flex gap-1 overflow-x-auto border-b-1 border-solid-gray-420 p-1 pb-0"
    >
      {tabs.map((tab) => (
        <button
          key={tab.key}
          type="button"
          role="tab"
          id={`${base}-${tab.key}`}
          aria-selected={tab.key === current}
          aria-controls={`${base}-panel`}
          tabIndex={tab.key === current ? 0 : -1}
          onClick={() => choose(tab.key)}
          className={cx(
            'min-h-12 border-b-4 px-3 py-2 md:px-5',
            tab.key === current
              ? 'border-blue-900 font-bold text-blue-1000'
              : 'border-transparent text-solid-gray-700 hover:border-solid-gray-420 hover:underline',
          )}
        >
          {tab.label}
        </button>
      ))}
    </div>
  )
}

/** Tabs that stand above whole pages (a person with several roles). */
export function PageTabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <div className="mx-auto max-w-[75rem] pt-4">
      <Tabs label={label} tabs={tabs} />
    </div>
  )
}

/** Where a key leads among `count` things in a row, going round; `undefined` for keys that do not move. */
export function nextIndex(key: string, index: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (index + 1) % count
    case 'ArrowLeft':
    case 'ArrowUp':
      return (index - 1 + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
