/** The door of this feature. The pure model is organization.ts. */
export type { ContactWindow } from './contact-window.ts'
export { addInventedAreas, saveOwnWindows, seedNationalAreas } from './directory-store.ts'
export { findWindows } from './find-windows.ts'
export { organizationApi } from './organization-api.ts'
export { windowsFindCommand, windowsImportCommand } from './organization-cli.ts'
export { answersAt } from './who-answers.ts'
export { findWindow } from './window-store.ts'
