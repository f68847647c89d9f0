import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts'

/** One household, one case. Glossary: ケースの状態. */
export const CASE_STATES = { open: '支援中', concluded: '終了' } as const
export type CaseState = keyof typeof CASE_STATES
export const caseStates = ['open', 'concluded'] as const satisfies readonly CaseState[]

export const CASE_COMMANDS = {
  plan: '訪ね方を考える',
  attempt: '連絡したことを記録する',
  note: 'メモを書く',
  connect: '支援先につなぐ',
  'follow-up': '次に確かめる日を決める',
  correct: '書いた内容を直す',
  edit: '世帯の情報を直す',
  join: '同じ世帯の通報を加える',
  assign: '担当を加える',
  release: '担当を外す',
  protect: '保護の印を変える',
  conclude: '支援を終わりにする',
  reopen: 'もう一度始める',
} as const
export type CaseCommand = keyof typeof CASE_COMMANDS
export const caseCommands = [
  'plan',
  'attempt',
  'note',
  'connect',
  'follow-up',
  'correct',
  'edit',
  'join',
  'assign',
  'release',
  'protect',
  'conclude',
  'reopen',
] as const satisfies readonly CaseCommand[]

/** After the end only words may be added or put right; people, protection and a new beginning stay possible. */
export const NEXT_CASE_STATE = {
  open: {
    plan: 'open',
    attempt: 'open',
    note: 'open',
    connect: 'open',
    'follow-up': 'open',
    correct: 'open',
    edit: 'open',
    join: 'open',
    assign: 'open',
    release: 'open',
    protect: 'open',
    conclude: 'concluded',
  },
  concluded: {
    note: 'concluded',
    correct: 'concluded',
    assign: 'concluded',
    release: 'concluded',
    protect: 'concluded',
    reopen: 'open',
  },
} as const satisfies Record<CaseState, Partial<Record<CaseCommand, CaseState>>>

const table: Readonly<Record<CaseState, Readonly<Partial<Record<CaseCommand, CaseState>>>>> = NEXT_CASE_STATE

/** Where a command leads; a refusal names the state and what was wanted. */
export function decideCase(
  state: CaseState,
  command: CaseCommand,
): Result<CaseState, Refusal<'transition-not-allowed'>> {
  const next = table[state][command]
  if (next !== undefined) return ok(next)
  return refuse(
    'transition-not-allowed',
    `このケースは「${CASE_STATES[state]}」のため、「${CASE_COMMANDS[command]}」ことはできません。`,
  )
}

/** The commands that a state meets, in the order of the table. */
export function listCaseCommands(state: CaseState): readonly CaseCommand[] {
  return caseCommands.filter((command) => table[state][command] !== undefined)
}

/** The lines of the time line. It is added to, never rewritten: a correction is a new line that names the old one. */
export const ENTRY_KINDS = {
  joined: '通報を加えた',
  'came-forward': 'ご本人からの申し出',
  'approach-plan': '訪ね方の計画',
  attempt: '連絡の記録',
  note: 'メモ',
  connection: '支援先へのつなぎ',
  'follow-up': '次に確かめる日',
  conclusion: '終了',
  reopened: '再開',
  meeting: '会議の記録',
} as const
export type EntryKind = keyof typeof ENTRY_KINDS

/** How somebody was contacted. 来所 is the person's own step. */
export const CONTACT_WAYS = { visit: '訪問', phone: '電話', letter: '手紙', office: '来所', mail: 'メール' } as const
export type ContactWay = keyof typeof CONTACT_WAYS
export const contactWays = ['visit', 'phone', 'letter', 'office', 'mail'] as const satisfies readonly ContactWay[]

/** Whether somebody can be met in this way: a letter and a mail only go out. */
export function mayReach(way: ContactWay): boolean {
  return way !== 'letter'
}

/** Where a person can be connected to; the closed list of the conclusion 「支援につながった」. */
export const SERVICES = {
  'public-assistance': '生活保護',
  'budget-support': '家計改善支援',
  'money-management': '日常生活自立支援事業（お金の管理）',
  medical: '医療',
  housing: '住まいの支援',
  work: '仕事の支援',
  loan: '貸付・給付',
  other: 'そのほか',
} as const
export type Service = keyof typeof SERVICES
export const services = [
  'public-assistance',
  'budget-support',
  'money-management',
  'medical',
  'housing',
  'work',
  'loan',
  'other',
] as const satisfies readonly Service[]

/** What the time line says in codes, newest corrections already applied. */
export type CaseProgress = {
  /** An approach plan stands, or the person asked to be called: then nobody is approached unasked. */
  readonly planned: boolean
  readonly reached: boolean
  readonly connected: boolean
  readonly followUpOn: string | undefined
}

export type ProgressLine = {
  readonly id: string
  readonly kind: EntryKind
  readonly corrects: string | undefined
  readonly reached: boolean
  readonly followUpOn: string | undefined
}

/** Lines that no later line corrects. */
export function standingLines<Line extends Pick<ProgressLine, 'id' | 'corrects'>>(
  lines: readonly Line[],
): readonly Line[] {
  const corrected = new Set(lines.map(({ corrects }) => corrects))
  return lines.filter(({ id }) => !corrected.has(id))
}

/** How far a case has come. A new beginning asks again whether somebody was reached and connected. */
export function progressOf(lines: readonly ProgressLine[]): CaseProgress {
  const again = lines.findLastIndex(({ kind }) => kind === 'reopened')
  const standing = standingLines(lines.slice(again + 1))
  return {
    planned: standingLines(lines).some(({ kind }) => kind === 'approach-plan' || kind === 'came-forward'),
    reached: standing.some(({ kind, reached }) => kind === 'attempt' && reached),
    connected: standing.some(({ kind }) => kind === 'connection'),
    followUpOn: standing.findLast(({ kind }) => kind === 'follow-up')?.followUpOn,
  }
}

export const NEXT_STEPS = {
  'plan-approach': '訪ね方を考える',
  contact: 'ご本人と連絡をとる',
  connect: '支援先につなぐ',
  'follow-up': 'その後を確かめる',
  conclude: '終わりにできるか考える',
  none: '終了',
} as const
export type NextStep = keyof typeof NEXT_STEPS

/** What comes next, derived from what was done; nobody has to move a card. */
export function nextStepOf(state: CaseState, progress: CaseProgress): NextStep {
  if (state === 'concluded') return 'none'
  if (!progress.planned && !progress.reached) return 'plan-approach'
  if (!progress.reached) return 'contact'
  if (!progress.connected) return 'connect'
  return progress.followUpOn === undefined ? 'conclude' : 'follow-up'
}

type AttemptFacts = {
  readonly way: ContactWay
  readonly planned: boolean
  readonly immediateDanger: boolean
  /** Why nobody could wait for a plan. */
  readonly withoutPlanBecause: string | undefined
}

/**
 * Before the first contact the approach is planned (manual 3(3)). Only an immediate danger goes before the plan, with
 * its reason; who comes to the office by themselves was not approached at all.
 */
export function decideAttempt({
  way,
  planned,
  immediateDanger,
  withoutPlanBecause,
}: AttemptFacts): Result<'planned' | 'came' | 'without-plan', Refusal<'approach-plan-first' | 'reason-missing'>> {
  if (planned) return ok('planned')
  if (way === 'office') return ok('came')
  if (!immediateDanger) {
    return refuse(
      'approach-plan-first',
      '最初に連絡する前に、訪ね方の計画を書きます。だれが・いつ・どのように会うかを考えてから連絡しましょう。',
    )
  }
  if (!withoutPlanBecause?.trim()) {
    return refuse('reason-missing', '命の危険があるときは、計画より先に連絡できます。急いだ理由を一言書いてください。')
  }
  return ok('without-plan')
}

type CorrectionFacts = {
  readonly kind: EntryKind
  readonly oldKind: EntryKind | undefined
  readonly corrected: boolean
}

/** A correction names a line of the same kind that nobody has corrected yet; what a company sent is never corrected. */
export function decideCorrection({
  kind,
  oldKind,
  corrected,
}: CorrectionFacts): Result<'correct', Refusal<'entry-missing' | 'entry-not-correctable' | 'already-corrected'>> {
  if (oldKind === undefined)
    return refuse('entry-missing', '直そうとした記録が見つかりません。画面を開き直してください。')
  if (oldKind !== kind) return refuse('entry-not-correctable', 'この記録は、同じ種類の記録で直せます。')
  if (corrected) return refuse('already-corrected', 'この記録は、すでに直されています。新しいほうの記録を直せます。')
  return ok('correct')
}

/** Ends with which a case closes: what happened, never a judgement about the person. */
export const caseEnds = [
  'connected-to-support',
  'settled-within-30-days',
  'already-paid-or-arranged',
  'already-supported',
  'public-assistance-received',
  'no-help-wanted',
  'no-reaction',
  'never-reached',
  'lives-elsewhere',
  'emergency-services',
  'deceased',
] as const
export type CaseEnd = (typeof caseEnds)[number]

type ProtectionFacts = {
  readonly wanted: boolean
  readonly roles: readonly string[]
  readonly because: string | undefined
}

/** One tap puts the mark on. It is taken off by the lead worker of the team, who says why; the database asks the same. */
export function decideProtection({
  wanted,
  roles,
  because,
}: ProtectionFacts): Result<'protect' | 'unprotect', Refusal<'unprotect-needs-the-lead' | 'unprotect-needs-a-reason'>> {
  if (wanted) return ok('protect')
  if (!roles.includes('lead_worker')) {
    return refuse(
      'unprotect-needs-the-lead',
      '保護の印は、担当に加わっている主任相談支援員が外します。外すときは、先に主任を担当に加えてください。',
    )
  }
  if (!because?.trim())
    return refuse('unprotect-needs-a-reason', '印を外す理由を書いてください。理由は記録に残ります。')
  return ok('unprotect')
}

type PeopleFacts = { readonly protectedCase: boolean; readonly othersLeft: number }

/** A protected case always keeps somebody: nobody else could open it again. */
export function decideRelease({ protectedCase, othersLeft }: PeopleFacts): Result<'release', Refusal<'last-person'>> {
  if (!protectedCase || othersLeft > 0) return ok('release')
  return refuse('last-person', '保護の印があるケースには、担当が1人は必要です。先に次の担当を加えると、外せます。')
}
