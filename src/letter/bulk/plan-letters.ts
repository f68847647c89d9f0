import { formatPostalCode, parsePostalCode } from '#kernel/postal-code.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { addressSearchKey, nameSearchKey } from '#kernel/search-key.ts'
import type { openTravellingDirectory } from '#organization/index.ts'
import { listUnprintable } from '#platform/pdf/printable.ts'
import { LETTER_LANGUAGES, LETTER_STAGES, type LetterLanguage, type LetterStage, type LetterSupply } from '../letter.ts'
import type { Listed, ListedReason, PersonRow, PlannedLetter } from './bulk-letters.ts'

export type PlanInput = Readonly<{
  people: readonly PersonRow[]
  directory: ReturnType<typeof openTravellingDirectory>
  today: string
  /** Every letter goes with this, whatever the row says: a pledge is nothing that a file knows. */
  stage?: LetterStage
  /** A human's answers to an earlier list: contract → window. With them only these people are printed. */
  choices?: ReadonlyMap<string, string>
}>

export type Plan = Readonly<{ letters: readonly PlannedLetter[]; listed: readonly Listed[] }>

/** Longest name and address that the envelope's window shows at a readable size. */
const LONGEST = { name: 60, address: 110 } as const

/**
 * Decides for every person: a letter to the one window that answers, or a line in a list for a human. Nobody gets a window
 * that was guessed. Every row ends in exactly one letter or one line; a stale window is a letter and a line.
 */
export function planLetters(input: PlanInput): Plan {
  const letters: PlannedLetter[] = []
  const listed: Listed[] = []
  for (const { row, twin } of withTwins(input.people)) {
    const planned = twin ?? decideRow(row, input)
    if ('reason' in planned) listed.push(planned)
    else {
      letters.push(planned)
      if (planned.confirmFirst) listed.push(staleLine(planned, input))
    }
  }
  return { letters, listed }
}

const line = (
  row: PersonRow,
  reason: ListedReason,
  rest: { because: string; candidates?: readonly string[] },
): Listed => ({
  contractId: row.contractId,
  reason,
  because: rest.because,
  candidates: rest.candidates ?? [],
})

function staleLine({ contractId, windowId }: PlannedLetter, { directory, today }: PlanInput): Listed {
  const window = directory.windows.get(windowId)
  const because = window === undefined ? '' : directory.freshness(window, today).because
  return {
    contractId,
    reason: 'stale',
    because,
    candidates: window === undefined ? [] : [`${window.id} ${window.name}`],
  }
}

function decideRow(row: PersonRow, input: PlanInput): PlannedLetter | Listed {
  const readable = readAddressee(row)
  if (!readable.ok) return line(row, reasonOf(readable.refusal.code), readable.refusal)
  const routed = routeRow(row, input)
  if ('reason' in routed) return routed
  const { window, place } = routed
  if (window.tenantId === undefined || window.phone === undefined) {
    const because = '窓口の電話番号がまだないか、ともしびにまだつながっていません。窓口の市区町村にお尋ねください。'
    return line(row, 'not-connected', { because, candidates: [`${window.id} ${window.name}`] })
  }
  return {
    contractId: row.contractId,
    stage: input.stage ?? stageOf(row.noticeStage),
    language: languageOf(row.language),
    supply: supplyOf(row.supply),
    municipality: place.code,
    municipalityName: place.name.replace(/^(?:北海道|東京都|(?:京都|大阪)府|.{1,3}?県)/u, ''),
    tenantId: window.tenantId,
    windowId: window.id,
    confirmFirst: input.directory.freshness(window, input.today).kind !== 'fresh',
    addressee: readable.value,
    ...(row.reference === '' ? {} : { reference: row.reference }),
  }
}

function routeRow(row: PersonRow, { directory, choices }: PlanInput) {
  const { postalCode, address, municipality } = row
  const found = directory.route({ address, municipality, ...(postalCode === '' ? {} : { postalCode }) })
  if (!found.ok) return line(row, 'contradiction', found.refusal)
  const answer = found.value
  const [place = { code: municipality, name: municipality }] = answer.places
  if (choices !== undefined) {
    const chosen = directory.windows.get(choices.get(row.contractId) ?? '')
    if (chosen !== undefined) return { window: chosen, place }
    if (choices.has(row.contractId))
      return line(row, 'none', {
        because: '選んだ窓口が、条件ファイルの中に見つかりません。window_id を確かめてください。',
      })
    return line(row, 'not-asked', { because: '今回指定した、窓口を選んだ一覧に入っていません。' })
  }
  switch (answer.kind) {
    case 'one':
      return { window: answer.window, place }
    case 'choose':
      return line(row, 'choose', {
        because: answer.because,
        candidates: answer.windows.map(({ id, name }) => `${id} ${name}`),
      })
    case 'none':
      return line(row, 'none', {
        because: answer.because,
        candidates: answer.nearest.map(({ id, name }) => `${id} ${name}`),
      })
    default: {
      const never: never = answer
      return never
    }
  }
}

function readAddressee(row: PersonRow): Result<PlannedLetter['addressee']> {
  const { personName, address, postalCode } = row
  if (personName === '' || address === '' || personName.length > LONGEST.name || address.length > LONGEST.address) {
    return refuse(
      'address-unreadable',
      `お名前とご住所を確かめてください（お名前は${LONGEST.name}文字、ご住所は${LONGEST.address}文字まで印刷できます）。`,
    )
  }
  const missing = listUnprintable(`${personName}${address}${row.reference}`)
  if (missing.length > 0) {
    return refuse(
      'unprintable',
      `「${missing.join('」「')}」は用意した書体にない文字です。別の書き方にすると印刷できます。`,
    )
  }
  const code = parsePostalCode(postalCode)
  if (postalCode !== '' && !code.ok) return refuse('address-unreadable', code.refusal.because)
  const addressLines = address.split(/[\s\u3000]+/u)
  return ok({
    name: personName,
    addressLines: addressLines.length > 3 ? [address] : addressLines,
    ...(code.ok ? { postalCode: formatPostalCode(code.value) } : {}),
  })
}

const reasonOf = (code: string): ListedReason => (code === 'unprintable' ? 'unprintable' : 'address-unreadable')

/** Before any notice, or with the supply already stopped, a letter goes by itself. */
function stageOf(noticeStage: string): LetterStage {
  return LETTER_STAGES.find((stage) => stage === noticeStage) ?? 'general'
}

/** Whoever reads another language is met in やさしい日本語. */
function languageOf(language: string): LetterLanguage {
  const asked = language.trim().toLowerCase()
  if (asked === '' || asked === 'jpn') return 'ja'
  return LETTER_LANGUAGES.find((one) => one === asked) ?? 'ja-easy'
}

function supplyOf(supply: string): LetterSupply {
  return supply === 'water' ? 'water' : supply === 'gas' || supply === 'lp-gas' ? 'gas' : 'electricity'
}

type Twinned = Readonly<{ row: PersonRow; twin?: Listed }>

/** One letter for one person: of several contracts the one whose notice is furthest on; the others say so in the list. */
function withTwins(people: readonly PersonRow[]): readonly Twinned[] {
  const contracts = new Set<string>()
  const rows = people.map((row): Twinned => {
    if (!contracts.has(row.contractId)) {
      contracts.add(row.contractId)
      return { row }
    }
    return { row, twin: line(row, 'same-contract', { because: 'はじめの行だけを使いました。' }) }
  })
  // A key costs more than routing the letter: each row has its own made once.
  const keyed = rows.map((one) => ({
    ...one,
    key: `${nameSearchKey(one.row.personName)}|${addressSearchKey(one.row.address)}`,
  }))
  const firstOf = new Map<string, PersonRow>()
  for (const { row, twin, key } of keyed) {
    const before = firstOf.get(key)
    if (twin === undefined && (before === undefined || rank(row) > rank(before))) firstOf.set(key, row)
  }
  return keyed.map(({ row, twin, key }) => {
    const kept = firstOf.get(key)
    if (twin !== undefined) return { row, twin }
    if (kept === undefined || kept === row || row.personName === '' || row.address === '') return { row }
    return { row, twin: line(row, 'same-person', { because: `契約 ${kept.contractId} のお手紙にまとめました。` }) }
  })
}

const rank = (row: PersonRow) => LETTER_STAGES.indexOf(stageOf(row.noticeStage))
