import { useState } from 'react'
import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import { ChipGroup } from '#ui/chip-group.tsx'
import { DateField, readDate } from '#ui/date-field.tsx'
import { dayText } from '#ui/day-text.ts'
import { Disclosure } from '#ui/disclosure.tsx'

const steps = [
  { days: 1, label: '明日' },
  { days: 3, label: '3日後' },
  { days: 7, label: '1週間後' },
  { days: 14, label: '2週間後' },
  { days: 28, label: '4週間後' },
] as const

type Props = { name: string; value: string; onChange: (dueOn: string) => void }

/** A due day by one press; any other day can be typed. */
export function DueChips({ name, value, onChange }: Props) {
  const [typed, setTyped] = useState('')
  const today = todayInJapan(new Date())
  return (
    <div className="flex flex-col gap-2">
      <ChipGroup
        label="いつまでに"
        name={name}
        size="small"
        value={value}
        onChange={onChange}
        choices={steps.map(({ days, label }) => {
          const day = addDays(today, days)
          return { value: day, label, hint: dayText(day) }
        })}
      />
      <Disclosure summary="別の日にする">
        <DateField
          label="期限の日"
          value={typed}
          onChange={(text) => {
            setTyped(text)
            const read = readDate(text)
            if (read !== undefined) onChange(read)
          }}
        />
      </Disclosure>
    </div>
  )
}
