import type { CalendarDate } from '#kernel/calendar-date.ts'
import type { Sentence } from './furigana.ts'
import type { LeafletNumber } from './leaflet-number.ts'
import type { LetterNumber } from './letter-number.ts'

/** What is handed to a person: a letter to one household, or a leaflet that a field worker carries. */
export const LETTER_KINDS = ['guidance-letter', 'leaflet'] as const
export type LetterKind = (typeof LETTER_KINDS)[number]

/** Japanese, and やさしい日本語: short sentences, phrases set apart, readings over the kanji. */
export const LETTER_LANGUAGES = ['ja', 'ja-easy'] as const
export type LetterLanguage = (typeof LETTER_LANGUAGES)[number]

/** What the letter goes with: each has its own opening. `general` goes by itself, `pledge` with a promise to pay (支払誓約). */
export const LETTER_STAGES = ['general', 'unpaid-notice', 'reminder', 'stop-notice', 'pledge'] as const
export type LetterStage = (typeof LETTER_STAGES)[number]

/** What the stages are called where staff read them; the letters themselves never name them. */
export const LETTER_STAGE_NAMES = {
  general: '単独のご案内',
  'unpaid-notice': '未払いのお知らせ',
  reminder: '督促',
  'stop-notice': '停止の予告',
  pledge: '支払いの約束',
} as const satisfies Record<LetterStage, string>

/** Which words these are: raised whenever a sentence changes, so that a hand-out can be told from an earlier one. */
export const WORDING_VERSION = '2026-11-22'

/** What may stop: it decides the words of the letter. */
export const LETTER_SUPPLIES = ['electricity', 'gas', 'water'] as const
export type LetterSupply = (typeof LETTER_SUPPLIES)[number]

/** The window (相談窓口) as a letter shows it. Texts are printed as they are. */
export type LetterWindow = Readonly<{
  name: string
  sectionInCharge: string
  postalCode?: string
  address: string
  phone: string
  /** Opening days and hours, in words. */
  hoursText: string
  /** Who answers when the window is closed. */
  closedText?: string
  /** Address of an online form or page. */
  online?: string
}>

/** The company or bureau that hands the letter over. */
export type LetterSender = Readonly<{
  companyName: string
  sectionName?: string
  phone: string
  hoursText?: string
  /** The company's own reference, such as a customer number. Never shown in the envelope's window. */
  reference?: string
}>

export type Addressee = Readonly<{ name: string; postalCode?: string; addressLines: readonly string[] }>

type Handout = Readonly<{
  language: LetterLanguage
  supply: LetterSupply
  /** Municipality whose window this is, such as 灯町市. */
  municipalityName: string
  window: LetterWindow
  sender: LetterSender
}>

/** What all letters with the same words have in common. */
export type LetterForm = Handout & Readonly<{ stage: LetterStage }>

/** One guidance letter (案内のお手紙). */
export type GuidanceLetter = LetterForm &
  Readonly<{
    number: LetterNumber
    issuedOn: CalendarDate
    addressee: Addressee
    publicUrl: string
    typedCode: string
    /**
     * 控え番号: six digits that open the person's own page together with the code; only inside the sealed letter. Absent
     * where nothing stands behind it yet: then the boxes for it are left empty.
     */
    keptNumber?: string
  }>

/** Leaflets of one batch: the same words, each with its own number and page. */
export type LeafletSheet = Handout & Readonly<{ leaflets: readonly PrintedLeaflet[] }>
export type PrintedLeaflet = Readonly<{ number: LeafletNumber; publicUrl: string }>

/** Everything the wording of either language is made from. */
export type WordingInput = Handout & Readonly<{ stage?: LetterStage }>

/** One line of the window's box. */
export type WindowRow = Readonly<{ label: Sentence; value: string }>

/** The words of both kinds; each language fills all of them. */
export type Wording = Readonly<{
  title: Sentence
  letterOpening: readonly Sentence[]
  leafletOpening: readonly Sentence[]
  windowHeading: Sentence
  phoneLabel: Sentence
  windowRows: readonly WindowRow[]
  topicsHeading: Sentence
  topics: readonly Sentence[]
  promisesHeading: Sentence
  letterPromises: readonly Sentence[]
  leafletPromises: readonly Sentence[]
  pageHeading: Sentence
  pageUses: readonly Sentence[]
  pagePrivacy: Sentence
  typedCodeLabel: Sentence
  qrAlternative: string
  senderHeading: Sentence
  letterNumberLabel: Sentence
  referenceLabel: Sentence
  leafletNumberLabel: Sentence
  leafletNumberNote: Sentence
  keptNumberLabel: Sentence
  /** Beside empty boxes, on a letter that was printed before anybody spoke with the person. */
  keptNumberLater: Sentence
  leafletSender: Sentence
}>

/** Whether calling costs the caller nothing (0120 and 0800 are free of charge in Japan). */
export function isFreeCall(phone: string): boolean {
  return /^(0120|0800)/.test(phone.normalize('NFKC').replace(/[^0-9]/g, ''))
}
