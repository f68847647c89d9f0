import { useEffect, useState } from 'react'
import { Icon } from '#ui/icon.tsx'
import { AppLink } from '#ui/link.tsx'
import { csvOf } from '../csv-text.ts'

type CsvLinkProps = {
  label: string
  fileName: string
  header: readonly string[]
  lines: readonly (readonly string[])[]
}

/** Saves what the screen shows, in the form that a spreadsheet opens. */
export function CsvLink({ label, fileName, header, lines }: CsvLinkProps) {
  const text = csvOf(header, lines)
  const [href, setHref] = useState<string | undefined>(undefined)
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
    setHref(made)
    return () => URL.revokeObjectURL(made)
  }, [text])
  if (href === undefined) return null
  return (
    <p>
      <AppLink href={href} download={fileName} className="link-text inline-flex min-h-11 items-center gap-2">
        <Icon name="document" className="size-5" />
        {label}
      </AppLink>
    </p>
  )
}
