import type { ScreenProps } from '#ui/screen.ts'
import { MemberConference, useOfWelfare } from './member-conference.tsx'
import { SittingList } from './sitting-list.tsx'

/** One address for everybody: the office and the agency plan sittings there, a called company sees what concerns it. */
export function ConferenceEntrance(props: ScreenProps) {
  return useOfWelfare() ? <SittingList {...props} /> : <MemberConference />
}
