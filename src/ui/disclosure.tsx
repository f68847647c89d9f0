import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** Something that opens on request: the reason, the article of law, the rarely needed fields. */
export function Disclosure({
  summary,
  children,
  open = false,
}: {
  summary: string
  children: ReactNode
  open?: boolean | undefined
}) {
  return (
    <details open={open}>
      <summary className="inline-flex min-h-11 cursor-pointer list-none items-center gap-2 rounded-4 py-1 text-blue-1000 underline underline-offset-[3px] hover:text-blue-900 focus-visible:bg-yellow-300 focus-visible:text-black [&::-webkit-details-marker]:hidden">
        <Icon
          name="chevron-down"
          className="size-5 rounded-full border-1 border-current p-0.5 in-[details[open]>summary]:rotate-180"
        />
        {summary}
      </summary>
      <div className="mt-2 border-l-4 border-solid-gray-300 py-1 pl-4">{children}</div>
    </details>
  )
}
