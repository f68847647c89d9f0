import type { Called } from './report-parts.ts'

/** The three inputs as the page sends them. */
export type DangerForm = { readonly place: string; readonly what: string; readonly called: string }
export const emptyDangerForm: DangerForm = { place: '', what: '', called: '' }

/** What keeps the form from being sent, in the order of the page. Nothing but the three inputs is asked for. */
export function findWhatIsMissing(form: DangerForm): readonly { readonly field: string; readonly because: string }[] {
  const missing = []
  if (form.place.trim() === '') {
    missing.push({ field: 'place', because: '場所を入力してください。住所がわからなければ、目印でも送れます。' })
  }
  if (form.what.trim() === '') missing.push({ field: 'what', because: '様子を、ひとことでも入力してください。' })
  if (!isCalled(form.called)) missing.push({ field: 'called', because: '119・110 に電話したかを選んでください。' })
  return missing
}

export function isCalled(text: string): text is Called {
  return text === '119' || text === '110' || text === 'both' || text === 'not-yet'
}
