/** Words of neighbouring features that the screens of a report say, and the number on a leaflet. */
export { CAPACITIES, CONSENT_METHODS, CONSENT_STATES, DATA_CATEGORIES, FEEDBACK_LEVELS } from '#consent/consent.ts'
