import { z } from 'zod'
import type { ConsentAnswerInput } from '#consent/consent-contract.ts'
import { consentCapacity, consentLanguage, consentOutcome } from '#consent/consent-contract.ts'
import { parseCalendarDate } from '#kernel/date-text.ts'
import { parsePhoneNumber } from '#kernel/phone-number.ts'
import { findHandoutNumber } from '#letter/handout-number-contract.ts'
import type { ReportView } from '../report-contract.ts'
import { noticeStages, signs, supplyKinds } from '../report-form.ts'
import type { ReportContent } from '../report-shapes-contract.ts'
import { readCount, splitPlace } from './report-text.ts'

const signature = z.union([
  z.object({ kind: z.literal('drawn'), png: z.string() }),
  z.object({ kind: z.literal('spoken') }),
  z.null(),
])

const consentDraft = z.object({
  outcome: consentOutcome.or(z.literal('')),
  language: consentLanguage,
  capacity: consentCapacity,
  spokenBy: z.string(),
  why: z.string(),
  signature,
  /** When the answer was pressed (ISO instant); empty while nobody was asked. */
  obtainedAt: z.string(),
  wordingVersion: z.string(),
})
export type ConsentDraft = z.infer<typeof consentDraft>

/** A report as it is being typed: every text as typed, so that nothing is lost while it cannot be read yet. */
export const reportDraft = z.object({
  reportId: z.uuid(),
  version: z.int(),
  kind: z.enum(['arrears', 'signs']),
  place: z.string(),
  windowId: z.string(),
  name: z.string(),
  reading: z.string(),
  phone: z.string(),
  callNote: z.string(),
  signs: z.array(z.enum(signs)),
  note: z.string(),
  supplyKind: z.enum(supplyKinds).or(z.literal('')),
  stage: z.enum(noticeStages).or(z.literal('')),
  stopOn: z.string(),
  months: z.string(),
  yen: z.string(),
  leaflet: z.string(),
  keptNumber: z.string(),
  consent: consentDraft,
})
export type ReportDraft = z.infer<typeof reportDraft>

/** What every new report begins with. */
export function emptyReport(facts: Pick<ReportDraft, 'reportId' | 'kind' | 'supplyKind'>): ReportDraft {
  return {
    version: 0,
    place: '',
    windowId: '',
    name: '',
    reading: '',
    phone: '',
    callNote: '',
    signs: [],
    note: '',
    stage: '',
    stopOn: '',
    months: '',
    yen: '',
    leaflet: '',
    keptNumber: '',
    consent: {
      outcome: '',
      language: 'ja',
      capacity: 'self',
      spokenBy: '',
      why: '',
      signature: null,
      obtainedAt: '',
      wordingVersion: '',
    },
    ...facts,
  }
}

/** Whether anything was typed that would be a loss. */
export function isBegun(draft: ReportDraft): boolean {
  const { place, name, phone, note, stopOn, yen, months, leaflet, signs: seen, consent } = draft
  return [place, name, phone, note, stopOn, yen, months, leaflet, consent.outcome].some(Boolean) || seen.length > 0
}

const typed = (text: string) => (text.trim() === '' ? undefined : text)

function dateOf(text: string) {
  const reading = parseCalendarDate(text)
  return reading.ok ? reading.value : undefined
}

/** One field holds the day: once the supply has stopped, it is the day on which it stopped. */
function stopDayOf({ stage, stopOn }: ReportDraft) {
  return stage === 'stopped' ? { stoppedOn: dateOf(stopOn) } : { stopOn: dateOf(stopOn) }
}

/** The report on the wire. Call only when `problemsOf` found nothing. */
export function reportOf(draft: ReportDraft): ReportContent {
  const { postal, address } = splitPlace(draft.place)
  const months = readCount(draft.months)
  const yen = readCount(draft.yen)
  const { kind, supplyKind, stage } = draft
  return {
    kind,
    windowId: typed(draft.windowId),
    place: { postalCode: postal, address: address === '' ? draft.place.trim() : address },
    name: typed(draft.name),
    reading: typed(draft.reading),
    phone: typed(draft.phone),
    callNote: typed(draft.callNote),
    signs: draft.signs,
    note: typed(draft.note),
    supply:
      supplyKind === '' || (stage === '' && draft.stopOn.trim() === '')
        ? undefined
        : { kind: supplyKind, stage: stage === '' ? 'unknown' : stage, ...stopDayOf(draft) },
    arrears: months === undefined && yen === undefined ? undefined : { months, yen },
  }
}

/** The answer to the question of consent; `undefined` while nobody was asked. */
export function consentOf({ consent }: ReportDraft, spoken: 'door' | 'phone'): ConsentAnswerInput | undefined {
  const { outcome, language, capacity, signature: signed, obtainedAt, wordingVersion } = consent
  if (outcome === '') return undefined
  const drawn = spoken === 'door' && outcome === 'given' && signed?.kind === 'drawn'
  return {
    outcome,
    method: drawn ? 'tablet-signature' : 'oral-script',
    capacity: outcome === 'not-obtainable' ? 'self' : capacity,
    language,
    wordingVersion,
    obtainedAt,
    spokenBy: capacity === 'self' || outcome === 'not-obtainable' ? undefined : typed(consent.spokenBy),
    whyNotObtainable: outcome === 'not-obtainable' ? typed(consent.why) : undefined,
    signature: drawn ? signed.png : undefined,
  }
}

/** The handed-over number on the wire; `undefined` when nothing was handed over or the number cannot be read. */
export function guidanceOf({ leaflet, keptNumber }: ReportDraft) {
  const read = leaflet.trim() === '' ? undefined : findHandoutNumber(leaflet)
  return read?.ok === true && keptNumber !== '' ? { number: read.value.digits, keptNumber } : undefined
}

type Problem = { readonly path: string; readonly message: string }

/** What stands in the way of passing it on; paths are the names on the wire. */
export function problemsOf(draft: ReportDraft, spoken: 'door' | 'phone'): readonly Problem[] {
  const problems: Problem[] = []
  const say = (path: string, message: string) => problems.push({ path, message })
  if (draft.place.trim() === '') say('report.place.address', '場所を入力すると、担当の窓口が決まります。')
  const phone = draft.phone.trim() === '' ? undefined : parsePhoneNumber(draft.phone)
  if (phone?.ok === false) say('report.phone', phone.refusal.because)
  problems.push(...supplyProblems(draft))
  if (draft.months.trim() !== '' && readCount(draft.months) === undefined)
    say('report.arrears.months', '月数は「3」のように数字で入力してください。')
  if (draft.yen.trim() !== '' && readCount(draft.yen) === undefined)
    say('report.arrears.yen', '金額は「12,400」のように数字で入力してください。')
  const handout = draft.leaflet.trim() === '' ? undefined : findHandoutNumber(draft.leaflet)
  if (handout?.ok === false) say('guidance.number', handout.refusal.because)
  return [...problems, ...consentProblems(draft.consent, spoken)]
}

function supplyProblems({ supplyKind, stage, stopOn }: ReportDraft): readonly Problem[] {
  const problems: Problem[] = []
  const day = stopOn.trim() === '' ? undefined : parseCalendarDate(stopOn)
  if (day?.ok === false) problems.push({ path: 'report.supply.stopOn', message: day.refusal.because })
  if (stage === 'stopped' && day === undefined)
    problems.push({
      path: 'report.supply.stopOn',
      message: '停止した日を入力してください。止まっている世帯として、いちばん先に見てもらえます。',
    })
  if (supplyKind === '' && (stage !== '' || stopOn.trim() !== ''))
    problems.push({
      path: 'report.supply.kind',
      message: '電気・都市ガスなど、止まるものの種類を選んでください。',
    })
  return problems
}

function consentProblems(consent: ConsentDraft, spoken: 'door' | 'phone'): readonly Problem[] {
  const { outcome, capacity, spokenBy, signature: signed } = consent
  const problems: Problem[] = []
  if (outcome !== '' && outcome !== 'not-obtainable' && capacity !== 'self' && spokenBy.trim() === '')
    problems.push({ path: 'consent.spokenBy', message: '代わりに答えた方のお名前と続柄を入力してください。' })
  if (spoken === 'door' && outcome === 'given' && signed === null)
    problems.push({
      path: 'consent.signature',
      message: '署名がまだありません。書けないときは「口頭で伺いました」を選べます。',
    })
  return problems
}

/** A stored report back in the form, for mending it before it is sent. */
export function draftOf(view: ReportView): ReportDraft | undefined {
  const { report } = view
  if (report === undefined) return undefined
  const { place, supply, arrears } = report
  return {
    ...emptyReport({ reportId: view.id, kind: report.kind, supplyKind: supply?.kind ?? '' }),
    version: view.version,
    place: place.postalCode === undefined ? place.address : `〒${place.postalCode} ${place.address}`,
    windowId: report.windowId ?? '',
    name: report.name ?? '',
    reading: report.reading ?? '',
    phone: report.phone ?? '',
    callNote: report.callNote ?? '',
    signs: report.signs,
    note: report.note ?? '',
    stage: supply?.stage ?? '',
    stopOn: supply?.stoppedOn ?? supply?.stopOn ?? '',
    months: arrears?.months?.toString() ?? '',
    yen: arrears?.yen?.toLocaleString('ja-JP') ?? '',
  }
}
