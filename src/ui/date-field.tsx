import type { CalendarDate } from '#kernel/calendar-date.ts'
import { formatEra, formatShort, parseCalendarDate } from '#kernel/date-text.ts'
import { type FieldProps, TextField } from './text-field.tsx'

type DateFieldProps = FieldProps & {
  /** As typed; keep the text in the form, so that nothing is lost when it cannot be read yet. */
  value: string
  onChange: (text: string) => void
}

/** Reads what was typed into a date field; `undefined` while it is empty or not a date. */
export function readDate(text: string): CalendarDate | undefined {
  const reading = parseCalendarDate(text)
  return reading.ok ? reading.value : undefined
}

/** The sentence under a date field: how the typed text is understood, or why it is not. */
export function dateSentence(text: string): { understood: boolean; sentence: string } | undefined {
  if (text.trim() === '') return undefined
  const reading = parseCalendarDate(text)
  if (!reading.ok) return { understood: false, sentence: reading.refusal.because }
  const year = reading.value.slice(0, 4)
  return { understood: true, sentence: `${year}年${formatShort(reading.value)}、${formatEra(reading.value)}` }
}

/** A typed date, western or era: 2026-11-22, 2026年11月22日, 令和8年11月22日, R8.11.22. Under the box stands how it was understood. */
export function DateField({ value, onChange, hint, ...rest }: DateFieldProps) {
  const said = dateSentence(value)
  return (
    <TextField
      {...rest}
      value={value}
      onChange={onChange}
      size="middle"
      autoComplete="off"
      hint={hint ?? '例：2026年11月22日、R8.11.22'}
      after={
        <output className="block min-h-7 text-solid-gray-700">
          {said === undefined ? '' : said.understood ? `${said.sentence} と読みました` : said.sentence}
        </output>
      }
    />
  )
}
