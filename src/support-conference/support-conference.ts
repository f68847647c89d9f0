import { addDays, startOfDayInJapan, todayInJapan } from '#kernel/calendar-date.ts'
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts'

/**
 * The support conference of Article 9 (支援会議). Not the plan coordination meeting (支援調整会議): here direction and
 * roles are decided, plans are decided there (manual, annex 3). Glossary: 支援会議の状態.
 */

export const SITTING_KINDS = { regular: '定例', emergency: '緊急', joint: '合同' } as const
export type SittingKind = keyof typeof SITTING_KINDS
export const sittingKinds = ['regular', 'emergency', 'joint'] as const satisfies readonly SittingKind[]

export const SITTING_STATES = {
  planned: '準備中',
  called: '招集済み',
  open: '開催中',
  closed: '終了（後片付け中）',
  settled: '完了',
  cancelled: '取りやめ',
} as const
export type SittingState = keyof typeof SITTING_STATES
export const sittingStates = [
  'planned',
  'called',
  'open',
  'closed',
  'settled',
  'cancelled',
] as const satisfies readonly SittingState[]

export const SITTING_COMMANDS = {
  edit: '日時・場所・案件を直す',
  'call-member': '案件ごとに呼ぶ方を決める',
  call: '招集する',
  'issue-pack': '資料を渡す',
  open: '開会する',
  attend: '出席を記録する',
  decide: '方針・役割・宿題を書く',
  close: '閉会する',
  'count-copies': '紙の資料を数える',
  settle: '完了にする',
  cancel: '取りやめる',
} as const
export type SittingCommand = keyof typeof SITTING_COMMANDS
export const sittingCommands = [
  'edit',
  'call-member',
  'call',
  'issue-pack',
  'open',
  'attend',
  'decide',
  'close',
  'count-copies',
  'settle',
  'cancel',
] as const satisfies readonly SittingCommand[]

/**
 * Every state and what it meets. People may still be called while it is open: somebody else turns out to be needed. A
 * paper copy may come back while the sitting is called (the holder cannot come) and after its end.
 */
export const NEXT_SITTING_STATE = {
  planned: { edit: 'planned', 'call-member': 'planned', call: 'called', cancel: 'cancelled' },
  called: {
    edit: 'called',
    'call-member': 'called',
    'issue-pack': 'called',
    open: 'open',
    'count-copies': 'called',
    cancel: 'cancelled',
  },
  open: {
    'call-member': 'open',
    'issue-pack': 'open',
    attend: 'open',
    decide: 'open',
    'count-copies': 'open',
    close: 'closed',
  },
  closed: { attend: 'closed', decide: 'closed', 'count-copies': 'closed', settle: 'settled' },
  settled: {},
  cancelled: { 'count-copies': 'cancelled' },
} as const satisfies Record<SittingState, Partial<Record<SittingCommand, SittingState>>>

const table: Readonly<Record<SittingState, Readonly<Partial<Record<SittingCommand, SittingState>>>>> =
  NEXT_SITTING_STATE

/** Where a command leads; a refusal names the state and what was wanted. */
export function decideSitting(
  state: SittingState,
  command: SittingCommand,
): Result<SittingState, Refusal<'transition-not-allowed'>> {
  const next = table[state][command]
  if (next !== undefined) return ok(next)
  return refuse(
    'transition-not-allowed',
    `この会議は「${SITTING_STATES[state]}」のため、「${SITTING_COMMANDS[command]}」ことはできません。`,
  )
}

/** The commands that a state meets, in the order of the table. */
export function listSittingCommands(state: SittingState): readonly SittingCommand[] {
  return sittingCommands.filter((command) => table[state][command] !== undefined)
}

/**
 * What is spoken about: a case of the agency; a matter that somebody else brings and that is no case yet (Tamana: a
 * company without the person's consent); or an issue of the region, in which nobody is named.
 */
export const ITEM_KINDS = { case: 'ケース', brought: '関係機関が持ち寄る事案', region: '地域の課題' } as const
export type ItemKind = keyof typeof ITEM_KINDS
export const itemKinds = ['case', 'brought', 'region'] as const satisfies readonly ItemKind[]

/** A closed list, because a title in free words would name somebody before anybody was called. */
export const ITEM_TOPICS = {
  'supply-stop': '電気・ガス・水道が止まりそう',
  'no-contact': '会えない・連絡がつかない',
  'daily-life': '暮らしの様子が心配',
  health: '健康・けが・飲食が心配',
  housing: '住まい（家賃・退去）',
  money: 'お金の管理・家計',
  household: '世帯に複数の困りごと',
  children: '子どもの暮らし・学校',
  isolation: '孤立・閉じこもり',
  other: 'そのほか',
} as const
export type ItemTopic = keyof typeof ITEM_TOPICS
export const itemTopics = [
  'supply-stop',
  'no-contact',
  'daily-life',
  'health',
  'housing',
  'money',
  'household',
  'children',
  'isolation',
  'other',
] as const satisfies readonly ItemTopic[]

type SettleFacts = {
  /** Case items without minutes, and paper copies that are neither counted back nor known to be lost. */
  readonly itemsWithoutMinutes: number
  readonly copiesOut: number
  readonly unsigned: number
  /** Packs of material and decisions that have not closed; what an owner still needs for an action does not count. */
  readonly packsOpen: number
}

/** A sitting is settled when everything is written, counted and signed; the sentence says what is left. */
export function decideSettle({
  itemsWithoutMinutes,
  copiesOut,
  unsigned,
  packsOpen,
}: SettleFacts): Result<'settled', Refusal<'minutes-missing' | 'copies-out' | 'secrecy-unsigned' | 'packs-open'>> {
  if (itemsWithoutMinutes > 0)
    return refuse(
      'minutes-missing',
      `まだ記録のない案件が${itemsWithoutMinutes}件あります。方針を書くと完了にできます。`,
    )
  if (copiesOut > 0)
    return refuse(
      'copies-out',
      `戻っていない紙の資料が${copiesOut}部あります。数えるか、見つからないことを記録すると完了にできます。`,
    )
  if (unsigned > 0)
    return refuse('secrecy-unsigned', `守秘の確認がまだの方が${unsigned}名います。署名をいただくと完了にできます。`)
  if (packsOpen > 0)
    return refuse('packs-open', `資料がまだ${packsOpen}件開いています。期間が過ぎると自動で閉じ、完了にできます。`)
  return ok('settled')
}

/** By-laws may shorten these days and never lengthen them. */
export const MOST_DAYS_BEFORE = 3
export const MOST_DAYS_AFTER = 7

type PackClock = {
  readonly kind: SittingKind
  readonly startsAt: Date
  readonly daysBefore: number
  readonly daysAfter: number
  /** When the pack is handed over. */
  readonly now: Date
}

/** From when (inclusive) to when (exclusive) a pack is open; whole days in Japan. */
export type PackWindow = { readonly opensAt: Date; readonly closesAt: Date }

/**
 * A pack opens at the beginning of the third day before the sitting and closes with the end of the seventh day after
 * it; that of an emergency sitting opens at once.
 */
export function packWindowOf({ kind, startsAt, daysBefore, daysAfter, now }: PackClock): PackWindow {
  const day = todayInJapan(startsAt)
  const early = new Date(startOfDayInJapan(addDays(day, -Math.min(daysBefore, MOST_DAYS_BEFORE))))
  return {
    opensAt: kind === 'emergency' ? (now < startsAt ? now : startsAt) : early,
    closesAt: new Date(startOfDayInJapan(addDays(day, Math.min(daysAfter, MOST_DAYS_AFTER) + 1))),
  }
}

/** Whether an instant lies in the window. */
export function isPackOpen({ opensAt, closesAt }: PackWindow, at: Date): boolean {
  return opensAt <= at && at < closesAt
}

/** What somebody takes home from a sitting; the words that say more are for those who were called. */
export const ACTION_KINDS = {
  visit: '訪問する',
  contact: '連絡をとる',
  accompany: '同行する',
  check: '状況を確かめる',
  connect: '支援先につなぐ',
  wait: '手続きを待つ・延ばす',
  explain: '制度を案内する',
  other: 'そのほか',
} as const
export type ActionKind = keyof typeof ACTION_KINDS
export const actionKinds = [
  'visit',
  'contact',
  'accompany',
  'check',
  'connect',
  'wait',
  'explain',
  'other',
] as const satisfies readonly ActionKind[]

/** How an action ended; details are told by voice, or come to the agency as material through the gate. */
export const ACTION_RESULTS = {
  done: 'できた',
  partly: '一部できた',
  'could-not': 'できなかった（会議で相談する）',
} as const
export type ActionResult = keyof typeof ACTION_RESULTS
export const actionResults = ['done', 'partly', 'could-not'] as const satisfies readonly ActionResult[]

/** Whole days after its date at which an unfinished action is told to whom: its owner, then the lead, then the officer. */
export const CHASE_STEPS = [
  { tells: 'owner', daysAfter: 1 },
  { tells: 'lead', daysAfter: 3 },
  { tells: 'officer', daysAfter: 7 },
] as const
export type ChaseStep = (typeof CHASE_STEPS)[number]['tells']

/** How many steps an unfinished action has climbed by a day. */
export function chaseStepsDue(daysOverdue: number): number {
  return CHASE_STEPS.filter(({ daysAfter }) => daysOverdue >= daysAfter).length
}
