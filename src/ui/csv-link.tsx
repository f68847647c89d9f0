import { useEffect, useState } from 'react'
import { Icon } from './icon.tsx'
import { AppLink } from './link.tsx'

type CsvLinkProps = {
  label: string
  fileName: string
  header: readonly string[]
  lines: readonly (readonly (string | number)[])[]
}

/** Saves what a picture shows, in the form that a spreadsheet opens: UTF-8 with a byte order mark, CRLF. */
export function CsvLink({ label, fileName, header, lines }: CsvLinkProps) {
  const text = csvText([header, ...lines])
  const [href, setHref] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
    setHref(made)
    return () => URL.revokeObjectURL(made)
  }, [text])
  if (href === undefined) return null
  return (
    <p data-print="never">
      <AppLink href={href} download={fileName} className="link-text inline-flex min-h-11 items-center gap-2">
        <Icon name="document" className="size-5" />
        {label}
      </AppLink>
    </p>
  )
}

/** Lines as CSV; a leading sign never becomes a formula. */
export function csvText(lines: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) => {
    const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return `\uFEFF${lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')}`
}
