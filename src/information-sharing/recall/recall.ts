import { ok, type Result, refuse } from '#kernel/result.ts'
import { type Statute, statute } from '#kernel/statute.ts'

/**
 * After a withdrawal (消去の依頼): every recipient is asked what became of its copies and notes, until somebody has said so.
 * What the recipients read here is gone at once (the key is destroyed); this is about paper, notes and saved files.
 */
export const recallStates = ['open', 'taken', 'settled'] as const
export type RecallState = (typeof recallStates)[number]

export const recallCommands = ['take', 'attest', 'correct', 'escalate'] as const
export type RecallCommand = (typeof recallCommands)[number]

export const RECALL_STATES = {
  open: 'まだ確かめていません',
  taken: '確かめています',
  settled: '答えました',
} as const satisfies Record<RecallState, string>

/** Where a command leads from each state; what is not here is refused. */
export const RECALL_TRANSITIONS = {
  open: { take: 'taken', attest: 'settled', escalate: 'open' },
  taken: { attest: 'settled', escalate: 'taken' },
  settled: { correct: 'settled' },
} as const satisfies Record<RecallState, Partial<Record<RecallCommand, RecallState>>>

const refusals = {
  open: { correct: 'まだ答えがないので、直すものがありません。' },
  taken: { take: 'ほかの人が、もう確かめ始めています。', correct: 'まだ答えがないので、直すものがありません。' },
  settled: {
    take: 'もう答えが出ています。',
    attest: 'もう答えが出ています。違っていたときは「答えを直す」で書き足せます。',
    escalate: 'もう答えが出ています。',
  },
} as const satisfies Record<RecallState, Partial<Record<RecallCommand, string>>>

/** The state after a command, or why it is not possible. */
export function decideRecall(state: RecallState, command: RecallCommand): Result<RecallState> {
  const next: Partial<Record<RecallCommand, RecallState>> = RECALL_TRANSITIONS[state]
  const because: Partial<Record<RecallCommand, string>> = refusals[state]
  const to = next[command]
  return to === undefined ? refuse('transition-not-allowed', because[command] ?? '') : ok(to)
}

/** Kinds of copies that may lie outside the system; each is answered for. */
export const RECALL_THINGS = {
  'paper-copies': '印刷したもの・書類の写し',
  'own-notes': '聞いた内容を書き写したメモ（手帳、付せん、電話のメモ）',
  'saved-files': '保存したファイル（画面の写し、表計算、メール）',
} as const
export type RecallThing = keyof typeof RECALL_THINGS
export const recallThings = ['paper-copies', 'own-notes', 'saved-files'] as const satisfies readonly RecallThing[]

export const RECALL_OUTCOMES = {
  'none-held': '持っていません',
  deleted: '消しました（裁断・消去）',
  returned: '渡した組織に返しました',
  kept: '法令や決まりのために残します',
} as const
export type RecallOutcome = keyof typeof RECALL_OUTCOMES
export const recallOutcomes = ['none-held', 'deleted', 'returned', 'kept'] as const satisfies readonly RecallOutcome[]

/** Why something stays although the consent was withdrawn: closed list, each with its provision where there is one. */
type RetentionReason = { readonly label: string; readonly statutes: readonly Statute[]; readonly note: string }
export const RETENTION_GROUNDS = {
  'case-record': {
    label: '相談支援の記録',
    statutes: [statute('生活困窮者自立支援法', '5', '1')],
    note: 'すでに始めた相談支援の記録です。市区町村の文書の決まりで定めた期間、支援のためだけに残します。',
  },
  'record-of-provision': {
    label: '渡したこと・受け取ったことの記録',
    statutes: [statute('個人情報保護法', '29', '1'), statute('個人情報保護法', '30', '3')],
    note: '法律で残すことになっている記録です。原則として3年残します。',
  },
  'life-danger-record': {
    label: '命の危険に対応した記録',
    statutes: [statute('個人情報保護法', '27', '1', '2'), statute('個人情報保護法', '69', '2', '4')],
    note: '同意によらずに伝わったものです。見直しのために残します。',
  },
  'pending-request': {
    label: '開示などの求めに答えるための記録',
    statutes: [statute('個人情報保護法', '33', '1'), statute('個人情報保護法', '76', '1')],
    note: 'お答えが終わるまで残します。',
  },
  'other-law': { label: 'その他の法令の定め', statutes: [], note: '根拠の条文を書きます。' },
} as const satisfies Record<string, RetentionReason>
export type RetentionGround = keyof typeof RETENTION_GROUNDS
export const retentionGrounds = [
  'case-record',
  'record-of-provision',
  'life-danger-record',
  'pending-request',
  'other-law',
] as const satisfies readonly RetentionGround[]

/** What somebody says became of one kind of copy. */
export type AttestedLine = {
  readonly thing: RecallThing
  readonly outcome: RecallOutcome
  readonly ground?: RetentionGround | undefined
  readonly cited?: string | undefined
}

/** Whether the answer is whole: every kind once, what is kept with its ground, another law with its provision. */
export function decideAttestation(lines: readonly AttestedLine[]): Result<readonly AttestedLine[]> {
  const named = lines.map(({ thing }) => thing).toSorted()
  if (named.join() !== [...recallThings].toSorted().join()) {
    return refuse('recall-answer-not-whole', '3つの種類それぞれについて、どうしたかを選んでください。')
  }
  for (const { outcome, ground, cited } of lines) {
    if ((outcome === 'kept') !== (ground !== undefined)) {
      return refuse('recall-ground-missing', '残すものには、残す理由を選んでください。')
    }
    if ((ground === 'other-law') !== (cited !== undefined)) {
      return refuse(
        'recall-provision-missing',
        '「その他の法令の定め」には、条文を書いてください（例：地方自治法第○条）。',
      )
    }
    if (cited !== undefined && !/第.+条/.test(cited)) {
      return refuse('recall-provision-missing', '条文は「○○法第○条」の形で書いてください。')
    }
  }
  return ok(lines)
}
