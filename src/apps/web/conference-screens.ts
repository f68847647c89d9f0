import type { ScreenEntry } from './screen-table.ts'

/** Every screen of the support conference: the office's, and those of who is called. */
export const conferenceScreens: readonly ScreenEntry[] = [
  {
    path: '/conference',
    roles: ['consultation_worker', 'lead_worker', 'municipal_officer', 'field_worker', 'arrears_clerk', 'liaison'],
    load: async () => (await import('#support-conference/web/member-entrance.tsx')).ConferenceEntrance,
  },
  {
    path: '/conference/mine',
    roles: ['municipal_officer', 'consultation_worker', 'lead_worker'],
    load: async () => (await import('#support-conference/web/member-conference.tsx')).MemberConference,
  },
  {
    path: '/conference/bodies',
    roles: ['lead_worker', 'consultation_worker', 'municipal_officer'],
    load: async () => (await import('#support-conference/web/body-list.tsx')).BodyList,
  },
  {
    path: '/conference/bodies/new',
    roles: ['municipal_officer'],
    load: async () => (await import('#support-conference/web/by-laws-form.tsx')).NewBody,
  },
  {
    path: '/conference/bodies/$bodyId',
    roles: ['lead_worker', 'consultation_worker', 'municipal_officer'],
    load: async () => (await import('#support-conference/web/body-page.tsx')).BodyPage,
  },
  {
    path: '/conference/bodies/$bodyId/by-laws',
    roles: ['municipal_officer'],
    load: async () => (await import('#support-conference/web/by-laws-form.tsx')).NewEdition,
  },
  {
    path: '/conference/propose',
    roles: ['municipal_officer', 'lead_worker', 'consultation_worker'],
    load: async () => (await import('#support-conference/web/propose-item.tsx')).ProposeItem,
  },
  {
    path: '/conference/sittings/new',
    roles: ['lead_worker', 'municipal_officer'],
    load: async () => (await import('#support-conference/web/sitting-plan.tsx')).SittingPlan,
  },
  {
    path: '/conference/sittings/$sittingId',
    roles: ['lead_worker', 'consultation_worker', 'municipal_officer'],
    load: async () => (await import('#support-conference/web/sitting-page.tsx')).SittingPage,
  },
  {
    path: '/conference/sittings/$sittingId/edit',
    roles: ['lead_worker', 'municipal_officer'],
    load: async () => (await import('#support-conference/web/sitting-plan.tsx')).SittingEdit,
  },
  {
    path: '/conference/sittings/$sittingId/room',
    roles: ['lead_worker', 'consultation_worker', 'municipal_officer'],
    load: async () => (await import('#support-conference/web/room-page.tsx')).RoomPage,
  },
  {
    path: '/conference/sittings/$sittingId/items/$itemId',
    roles: ['municipal_officer', 'lead_worker', 'consultation_worker'],
    load: async () => (await import('#support-conference/web/item-page.tsx')).ItemPage,
  },
  {
    path: '/conference/sittings/$sittingId/items/$itemId/minutes',
    roles: ['municipal_officer', 'lead_worker', 'consultation_worker'],
    load: async () => (await import('#support-conference/web/minutes-page.tsx')).MinutesPage,
  },
  {
    path: '/conference/items/$itemId/bring',
    roles: ['field_worker', 'arrears_clerk', 'liaison'],
    load: async () => (await import('#support-conference/web/member-bring.tsx')).BringPage,
  },
  {
    path: '/conference/packs/$packId',
    roles: ['consultation_worker', 'lead_worker', 'municipal_officer', 'field_worker', 'arrears_clerk', 'liaison'],
    load: async () => (await import('#support-conference/web/pack-page.tsx')).PackPage,
  },
]
