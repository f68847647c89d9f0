/** What was done, in Japanese, by the name it has in the log. A name that is not here is shown as it stands. */
export const AUDIT_WORDS: Readonly<Record<string, string>> = {
  'account.authenticator-set': '認証アプリを登録した',
  'account.changed': '利用者の名前・役割・連絡先を変えた',
  'account.codes-printed': '控えのコードを作り直した',
  'account.enrolled': 'ログインの方法を決めた',
  'account.invited': '利用者を招待した',
  'account.password-set': 'パスワードを決め直した',
  'account.reopened': '利用者の利用を再開した',
  'account.reset': '利用者のログインの方法を作り直した',
  'account.stopped': '利用者の利用を止めた',
  'agreement.condition-written': '協定の案に、ご案内の条件を書いた',
  'agreement.drafted': '協定の案を作った',
  'agreement.moved': '協定の状態を進めた',
  'agreement.rewritten': '協定の案を書き直した',
  'audit.read': '操作の記録を見た',
  'capacity.declared': '月に受けられる人数を知らせた',
  'case.entry-added': 'ケースに記録を書いた',
  'case.household-edited': '世帯の情報を直した',
  'case.listed': 'ケースの一覧を見た',
  'case.opened': 'ケースを開いた',
  'case.person-added': 'ケースの担当に加えた',
  'case.person-released': 'ケースの担当から外した',
  'case.protected': 'ケースを保護の対象にした',
  'case.read': 'ケースを見た',
  'case.unprotected': 'ケースの保護を外した',
  'consent.recorded': 'ご本人の答え（同意など）を記録した',
  'consent.withdrawn': '同意の取り消しを受けた',
  'contact-request.listed': '「連絡がほしい」の一覧を見た',
  'contact-request.taken': '「連絡がほしい」を引き受けた',
  'contact.requested': '「連絡がほしい」が届いた',
  'danger.reviewed': '緊急の連絡を見直した',
  'feedback.given': '会社に経過を知らせた',
  'ledger.exported': '情報共有の台帳をCSVで書き出した',
  'ledger.read': '情報共有の台帳を見た',
  'letter.issued': '案内を作った',
  'own-page.read': 'ご本人のページが開かれた',
  'referral.accept': '連絡を引き受けた',
  'referral.acknowledge': '連絡の受け取りを知らせた',
  'referral.assign': '連絡の担当を決めた',
  'referral.candidates-read': '同じ世帯かもしれない記録を見た',
  'referral.choose-feedback': '会社に知らせる範囲を選んだ',
  'referral.conclude': '連絡への対応を終えた',
  'referral.decline': '連絡を引き受けないことにした',
  'referral.listed': '届いた連絡の一覧を見た',
  'referral.read': '届いた連絡を見た',
  'referral.redirected': '連絡をほかの窓口に引き継いだ',
  'report.listed': '会社の連絡の一覧を見た',
  'report.read': '会社の連絡を見た',
  'report.saved': '会社の連絡を保存した',
  'report.sent': '会社の連絡を送った',
  'report.updated': '連絡に変わったことを付け足した',
  'report.withdrawn': '連絡を取り下げた',
  'screening.pack-taken': '条件のファイル（pack.json）を受け取った',
  'session.ended': 'ログインの記録を終わらせた',
  'session.opened': 'ログインした',
  'window.changed': '相談窓口の情報を直した',
  'window.confirmed': '相談窓口の情報を確かめた',
}

/** The kinds of deeds that a reader of the log asks for, and how their names begin. */
export const AUDIT_TOPICS = {
  looks: { label: '閲覧・書き出し', names: ['%.read', '%.listed', '%.exported', '%.candidates-read'] },
  sharing: {
    label: '情報共有・同意',
    names: ['report.sent', 'report.updated', 'feedback.%', 'consent.%', 'referral.redirected'],
  },
  casework: { label: '連絡とケースへの対応', names: ['referral.%', 'case.%', 'contact-request.%'] },
  accounts: { label: 'ログインと利用者', names: ['session.%', 'account.%'] },
  offices: { label: '協定と窓口', names: ['agreement.%', 'window.%'] },
} as const
export type AuditTopic = keyof typeof AUDIT_TOPICS
export const auditTopics = [
  'looks',
  'sharing',
  'casework',
  'accounts',
  'offices',
] as const satisfies readonly AuditTopic[]

/** The deed in Japanese. */
export function auditWord(action: string): string {
  return AUDIT_WORDS[action] ?? action
}
