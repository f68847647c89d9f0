import { type CalendarDate, daysInMonth, findCalendarDate } from '#kernel/calendar-date.ts'

const eras = { r: 2018, 令和: 2018, h: 1988, 平成: 1988 } as const
const isEra = (word: string): word is keyof typeof eras => Object.hasOwn(eras, word)

type Parts = { readonly year: number; readonly month: number; readonly day: number | undefined }

/**
 * The day that a file's name tells: `202510`, `2025-10-31`, `20251031`, `R7.10`, `令和7年10月`. A month alone stands for its
 * last day, since what a company writes out at the end of a month is named after it. Undefined where nothing is told.
 */
export function dateInName(name: string): CalendarDate | undefined {
  const plain = name.normalize('NFKC').replace(/\.[a-z]+$/i, '')
  for (const find of [inEra, withSigns, runTogether]) {
    const found = find(plain)
    const date = found && dayOf(found)
    if (date !== undefined) return date
  }
  return undefined
}

function dayOf({ year, month, day }: Parts): CalendarDate | undefined {
  if (year < 2000 || year > 2089 || month < 1 || month > 12) return undefined
  return findCalendarDate({ year, month, day: day ?? daysInMonth(year, month) })
}

const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text))
const partsOf = (found: RegExpExecArray | null, base = 0): Parts | undefined =>
  found === null
    ? undefined
    : { year: base + Number(found.groups?.year), month: Number(found.groups?.month), day: numberOf(found.groups?.day) }

function inEra(text: string): Parts | undefined {
  const found =
    /(?<![a-z])(?<era>r|h|令和|平成)\s?(?<year>\d{1,2}|元)[年._-](?<month>\d{1,2})(?:月?[._-]?(?<day>\d{1,2})(?!\d))?/i.exec(
      text.replace('元年', '1年'),
    )
  const era = found?.groups?.era?.toLowerCase() ?? ''
  return isEra(era) ? partsOf(found, eras[era]) : undefined
}

function withSigns(text: string): Parts | undefined {
  return partsOf(/(?<!\d)(?<year>20\d\d)[年._-](?<month>\d{1,2})(?:(?:月|[._-])(?<day>\d{1,2})(?!\d))?/.exec(text))
}

function runTogether(text: string): Parts | undefined {
  return partsOf(/(?<!\d)(?<year>20\d\d)(?<month>\d\d)(?<day>\d\d)?(?!\d)/.exec(text))
}
