/** The door of this feature. The pure model is organization.ts. */
export type { ContactWindow } from './contact-window.ts'
export { addInventedAreas, saveOwnWindows, seedNationalAreas } from './directory-store.ts'
export { findWindows } from './find-windows.ts'
export { organizationApi } from './organization-api.ts'
export { openTravellingDirectory } from './travelling-directory.ts'
export { answersAt } from './who-answers.ts'
export { findWindow, listTravellingWindows } from './window-store.ts'
