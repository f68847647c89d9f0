import type { ReactNode } from 'react'

export type DescriptionItem = { readonly term: string; readonly description: ReactNode }

/** Facts as pairs of a word and what it is. */
export function DescriptionList({ items }: { items: readonly DescriptionItem[] }) {
  return (
    <dl className="flex flex-col border-t-1 border-solid-gray-420">
      {items.map((item) => (
        <div
          key={item.term}
          className="grid grid-cols-1 gap-x-6 border-b-1 border-solid-gray-420 py-3 md:grid-cols-[11rem_minmax(0,1fr)]"
        >
          <dt className="font-bold text-solid-gray-800">{item.term}</dt>
          <dd className="min-w-0">{item.description}</dd>
        </div>
      ))}
    </dl>
  )
}
