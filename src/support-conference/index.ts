/** The door of this feature. The pure model is support-conference.ts. */
export { supportConferenceApi } from './conference-api.ts'
export { chaseActions, closePacks, tellConference } from './conference-job.ts'
export { cooperationApi } from './cooperation-api.ts'
export { cooperationSentences } from './cooperation-sentences.ts'
export { conferenceSentences } from './sentences.ts'
