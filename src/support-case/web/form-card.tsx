import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { newRequestKey } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import type { ApiProblem } from '#ui/problem.ts'
import { useSend } from '#ui/use-api.ts'
import type { EntryInput } from '../case-entry-contract.ts'
import { addEntry, type CaseView, getCase } from '../support-case-contract.ts'

/** A form that takes the place of the next step; the focus comes to its title, 「やめる」 goes back. */
export function FormCard({ title, onCancel, children }: { title: string; onCancel: () => void; children: ReactNode }) {
  const heading = useId()
  const box = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    box.current?.focus({ preventScroll: true })
    box.current?.scrollIntoView({ block: 'center' })
  }, [])
  return (
    <section aria-labelledby={heading} className="rounded-12 border-2 border-blue-900 bg-white p-4 md:p-6">
      <div className="mb-4 flex items-start justify-between gap-3">
        <h2 id={heading} ref={box} tabIndex={-1} className="text-std-20B-150 text-solid-gray-900">
          {title}
        </h2>
        <Button kind="tertiary" icon="close" onClick={onCancel}>
          やめる
        </Button>
      </div>
      {children}
    </section>
  )
}

/** A sentence for what is wrong beyond the fields. */
export function SendProblem({ error }: { error: ApiProblem | null }) {
  if (error === null || error.fields.length > 0) return null
  return <NotificationBanner tone="error" live title={error.title} />
}

/** Field errors as the form knows its fields: without the wire's `entry.` before the name. */
export function problemsOf(error: ApiProblem | null) {
  return error?.fields.map((field) => ({ ...field, path: field.path.replace(/^entry\./, '') }))
}

/** Writes one line of the time line; pressing twice writes once. */
export function useEntry(view: CaseView, corrects: string | undefined) {
  const [id] = useState(newRequestKey)
  const send = useSend(addEntry, { makesStale: [getCase] })
  function save(entry: EntryInput, onSuccess: () => void) {
    send.mutate({ params: { id: view.id }, body: { id, corrects, entry } }, { onSuccess })
  }
  return { save, busy: send.isPending, error: send.error }
}
