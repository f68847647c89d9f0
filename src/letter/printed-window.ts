import type { ContactWindow } from '#organization/index.ts'
import type { LetterWindow } from './letter.ts'

/** A window of the directory as letters show it; `phone` is known to be there. */
export function printedWindow(window: ContactWindow, phone: string): LetterWindow {
  const { name, section, postalCode, address, hours, whenClosed } = window
  return {
    name,
    sectionInCharge: section,
    address: address ?? '',
    phone,
    hoursText: hours.text ?? 'お電話でお確かめください',
    ...(postalCode ? { postalCode } : {}),
    ...(whenClosed ? { closedText: `${whenClosed.name} ${whenClosed.phone}` } : {}),
  }
}
