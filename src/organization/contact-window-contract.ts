import { z } from 'zod'
import { areaLevels, type ContactWindow, type WindowArea } from './contact-window.ts'
import type { NationalArea } from './national-areas.ts'
import type { OpeningHours } from './opening-hours.ts'

const dayOfWeek = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
])

/** The stored form of opening hours. */
const openingHours: z.ZodType<OpeningHours> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unknown'), text: z.string().exactOptional() }),
  z.object({
    kind: z.literal('weekly'),
    spans: z.array(
      z.object({
        weekdays: z.array(dayOfWeek),
        nth: z.array(z.number()).exactOptional(),
        from: z.number(),
        to: z.number(),
      }),
    ),
    closedOnHolidays: z.boolean(),
    closedAtYearEnd: z.boolean(),
    text: z.string().exactOptional(),
  }),
])

const text = z.string().exactOptional()

const area = z.object({ level: z.enum(areaLevels), code: z.string(), town: text, part: text })

const window = z.object({
  id: z.string(),
  name: z.string(),
  section: z.string(),
  role: z.enum(['responsible', 'fallback', 'pointer']),
  areas: z.array(area),
  hours: openingHours,
  phone: text,
  fax: text,
  mail: text,
  postalCode: text,
  address: text,
  officialUrl: text,
  methods: text,
  whenClosed: z.object({ name: z.string(), phone: z.string() }).exactOptional(),
  confirmedOn: text,
  attribution: text,
  organizationId: text,
  tenantId: text,
})

/** PostgreSQL leaves out what is null (jsonb_strip_nulls), so an absent value is absent here too. */
export const contactWindowShape: z.ZodType<ContactWindow> = window

/** An area that the postal data do not know (of a register, or an invented town), as `app.areas` keeps it. */
const place = z.object({
  kind: z.enum(['prefecture', 'municipality', 'ward', 'special-territory']),
  name: z.string(),
  fullName: z.string(),
  prefectureName: z.string(),
  cityCode: text,
  postalCodes: z.array(z.string()),
})

/** A window as it travels in a pack: with the places of those of its areas that no postal register knows. */
export type TravellingWindow = Omit<ContactWindow, 'areas'> & {
  readonly areas: ReadonlyArray<WindowArea & { readonly place?: TravellingPlace }>
}
export type TravellingPlace = Omit<NationalArea, 'code'> & { readonly postalCodes: readonly string[] }

export const travellingWindowShape: z.ZodType<TravellingWindow> = z.object({
  ...window.shape,
  areas: z.array(z.object({ ...area.shape, place: place.exactOptional() })),
})
