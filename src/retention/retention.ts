/**
 * How long each class of record is kept (days), within which bounds a municipality may decide, and who makes it go. The
 * same list stands in the database (db/migrations/0029: app.retention_classes); a test holds both equal.
 */
export const RETENTION_CLASSES = {
  'report-without-contact': {
    title: '支援につながらなかった連絡',
    days: 365,
    least: 90,
    most: 1095,
    by: 'officer',
    from: '最後に変わった日',
    goes: '受け取った内容と照合の符号。件数と台帳は残ります。',
  },
  'contact-request': {
    title: 'ご本人からの「連絡がほしい」（ケースにならなかったもの）',
    days: 365,
    least: 90,
    most: 1095,
    by: 'officer',
    from: '届いた日',
    goes: '申し出のすべて。鍵も消えます。',
  },
  'case-closed': {
    title: '終わったケース',
    days: 1826,
    least: 1095,
    most: 3652,
    by: 'officer',
    from: '終わった日',
    goes: '世帯の情報、時間の流れ、担当、検索の符号。鍵も消えます。件数と台帳は残ります。',
  },
  'company-snapshot': {
    title: '会社に渡した写し',
    days: 90,
    least: 1,
    most: 90,
    by: 'officer',
    from: '渡した日（目的が終わったときは、その日）',
    goes: '写しと、その鍵。',
  },
  'agency-snapshot': {
    title: '窓口が受け取った写し（期限が過ぎた・取り消された）',
    days: 0,
    least: 0,
    most: 0,
    by: 'officer',
    from: '期限の日、または取り消しの日',
    goes: '写しと、その鍵。',
  },
  session: {
    title: 'ログインの記録とお知らせ',
    days: 365,
    least: 365,
    most: 365,
    by: 'job',
    from: '終わった日',
    goes: 'ログインの記録とお知らせ。',
  },
  draft: {
    title: '書きかけの内容',
    days: 7,
    least: 7,
    most: 7,
    by: 'job',
    from: '最後に書いた日',
    goes: '書きかけの内容。',
  },
  backup: {
    title: '控え（バックアップ）',
    days: 35,
    least: 7,
    most: 35,
    by: 'operator',
    from: '控えを取った日',
    goes: '運用する人が、控えのフォルダーごと消します。戻すときは、消去と取り消しをやり直してから使います。',
  },
  ledger: {
    title: '情報共有の台帳',
    days: 1826,
    least: 1095,
    most: 3652,
    by: 'nobody',
    from: '共有した日',
    goes: 'お名前や内容を持たない記録です。鎖でつながっているため、この仕組みでは消しません。',
  },
  audit: {
    title: '操作の記録',
    days: 1826,
    least: 1095,
    most: 3652,
    by: 'nobody',
    from: '操作した日',
    goes: 'お名前や内容を持たない記録です。鎖でつながっているため、この仕組みでは消しません。',
  },
} as const satisfies Readonly<Record<string, RetentionClassOf>>

type RetentionClassOf = {
  readonly title: string
  readonly days: number
  readonly least: number
  readonly most: number
  /** Who makes it go: the officer by a run, a job of its own, whoever runs the server, or nobody. */
  readonly by: 'officer' | 'job' | 'operator' | 'nobody'
  /** From which day the clock counts. */
  readonly from: string
  readonly goes: string
}
export type RetentionClass = keyof typeof RETENTION_CLASSES
export const retentionClasses = [
  'report-without-contact',
  'contact-request',
  'case-closed',
  'company-snapshot',
  'agency-snapshot',
  'session',
  'draft',
  'backup',
  'ledger',
  'audit',
] as const satisfies readonly RetentionClass[]

/** Whether the officer in charge may move this clock at all. */
export function isAdjustable(name: RetentionClass): boolean {
  const { least, most, by } = RETENTION_CLASSES[name]
  return least < most && by === 'officer'
}

/** Why something stays beyond its clock. Glossary: 消去を止める理由. */
export const HOLD_GROUNDS = {
  'disclosure-request': '開示などの請求が進んでいる',
  complaint: '苦情・不服申立ての手続きが進んでいる',
  litigation: '訴訟・調停が進んでいる',
  audit: '監査・検査が進んでいる',
  disaster: '災害への対応に要る',
} as const
export type HoldGround = keyof typeof HOLD_GROUNDS
export const holdGrounds = [
  'disclosure-request',
  'complaint',
  'litigation',
  'audit',
  'disaster',
] as const satisfies readonly HoldGround[]

/** 「5年」「90日」: how a clock is said. */
export function clockText(days: number): string {
  if (days === 0) return '過ぎたらすぐ'
  const years = Math.round(days / 365.25)
  return years >= 1 && Math.abs(years * 365.25 - days) <= 2 ? `${years}年` : `${days}日`
}

/** Sentences for the codes that the database's own functions raise in this feature. */
export const retentionSentences: Readonly<Record<string, string>> = {
  'retention-out-of-bounds': '決められる範囲の日数で入力してください。',
  'nothing-erases-this-class': 'この種類の記録は、この画面からは消せません。',
  'not-due': 'この記録は、まだ消す時期ではありません。画面を開き直して確かめてください。',
}
