import { LeadHome } from '#support-case/web/lead-home.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { LaterWeek } from './later-week.tsx'

/** The lead's home with the sittings of the week; two features meet here because the case knows no conference. */
export function ConferenceLeadHome(props: ScreenProps) {
  return <LeadHome {...props} beside={<LaterWeek />} />
}
