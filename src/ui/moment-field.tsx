import { timeInJapan, todayInJapan } from '#kernel/calendar-date.ts'
import { type FieldProps, TextField } from './text-field.tsx'

/** `2026-11-22T14:03` in Japan, as the field holds it, from an instant; empty when it is none. */
export function typedMoment(instant: string | undefined): string {
  const at = new Date(instant ?? '')
  return Number.isNaN(at.getTime()) ? '' : `${todayInJapan(at)}T${timeInJapan(at)}`
}

/** The instant of what the field holds; undefined while it is not whole. */
export function instantOf(typed: string): string | undefined {
  const at = new Date(`${typed}:00+09:00`)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

type MomentFieldProps = FieldProps & { value: string; onChange: (typed: string) => void; max?: string | undefined }

/** A day and a time in Japan, with the calendar and clock of the device. */
export function MomentField({ value, onChange, ...rest }: MomentFieldProps) {
  return <TextField {...rest} type="datetime-local" size="middle" value={value} onChange={onChange} />
}
