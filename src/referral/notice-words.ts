/** News without personal content: what kind, never about whom. Who may open the record reads the rest there. */
export const NOTICE_WORDS = {
  'report-arrived': '通報が届きました。',
  danger: '命の危険の連絡が届きました。いますぐ確かめてください。',
  'report-passed-on': '送るのを待っている連絡があります。',
  'report-updated': '届いている通報に、変わったことの知らせがあります。',
  'report-withdrawn': '通報が取り下げられました。',
  'consent-withdrawn': 'ご本人が同意を取り消されました。',
  feedback: '送った連絡に、相談窓口から返事があります。',
  escalation: 'まだ読まれていない通報があります。',
  question: '会社から、名前を伏せた質問が届きました。',
  answer: '相談窓口から、質問の答えが届きました。',
  'contact-request': 'ご本人から「連絡がほしい」と届きました。',
  'review-due': '緊急の連絡の見直しを待っています。',
  'colleague-invited': '新しい利用者が招待されました。心当たりがあるか確かめてください。',
  'colleague-reset': '利用者のログインの方法が、作り直しになりました。心当たりがあるか確かめてください。',
  'colleague-changed': '利用者の役割・連絡先・利用のしかたが変わりました。心当たりがあるか確かめてください。',
  'own-account-invited': 'あなたを利用者として招待する手続きがありました。コードは、管理者から直接受け取ってください。',
  'own-account-reset':
    'あなたのログインの方法が、作り直しになりました。頼んでいないときは、管理者や上司に伝えてください。',
  'own-account-changed':
    'あなたの役割・連絡先・利用のしかたが変わりました。心当たりがないときは、管理者や上司に伝えてください。',
  'leaflets-low': 'ちらしの残りが、注文の目安を下回りました。',
  'case-looked': '担当でないケースが、理由を書いて開かれました。見直しをお願いします。',
  'look-review-due': '担当でないケースの閲覧が、まだ見直されていません。',
  'unusual-looks': '今週の「ふだんと違う閲覧」の一覧ができました。',
  'recall-asked': '同意の取り消しがありました。写しやメモをどうしたか、お答えをお願いします。',
  'recall-late': '同意の取り消しのあとの確かめが、期日を過ぎています。',
  'statement-asked': '代理の方から「だれに何が伝わったか」のお求めがありました。',
  'conference-called': '支援会議に呼ばれています。開ける資料と時間を確かめてください。',
  'conference-cancelled': '支援会議が取りやめになりました。資料は閉じています。',
  'conference-action-late': '支援会議の宿題の期限が過ぎています。',
  'judgement-asked': '同意によらない提供の判断を、お願いされています。',
  'judgement-decided': 'お願いしていた判断が出ました。',
  'judgement-waits': '判断を待っている記録があります。まだ、だれも答えていません。',
  'second-signature-due': '当番の判断に、もう一人の確認が要ります。',
  'judgement-overturned': '届いていた通報の根拠の判断が取り消されました。内容は開けなくなっています。',
} as const
export type NoticeKind = keyof typeof NOTICE_WORDS
export const noticeKinds = [
  'report-arrived',
  'danger',
  'report-passed-on',
  'report-updated',
  'report-withdrawn',
  'consent-withdrawn',
  'feedback',
  'escalation',
  'question',
  'answer',
  'contact-request',
  'review-due',
  'colleague-invited',
  'colleague-reset',
  'colleague-changed',
  'own-account-invited',
  'own-account-reset',
  'own-account-changed',
  'leaflets-low',
  'case-looked',
  'look-review-due',
  'unusual-looks',
  'recall-asked',
  'recall-late',
  'statement-asked',
  'conference-called',
  'conference-cancelled',
  'conference-action-late',
  'judgement-asked',
  'judgement-decided',
  'judgement-waits',
  'second-signature-due',
  'judgement-overturned',
] as const satisfies readonly NoticeKind[]

/** The sentence of one notice; one that stands for several says how many there are. */
export function noticeSentence(kind: NoticeKind, count: number): string {
  if (count === 1) return NOTICE_WORDS[kind]
  switch (kind) {
    case 'danger':
      return `命の危険の連絡が、同じ担当者からさらに${count}件届いています。届いた通報の一覧で、いますぐ確かめてください。`
    case 'escalation':
      return `まだ読まれていない命の危険の連絡が、ほかに${count}件あります。届いた通報の一覧で確かめてください。`
    case 'review-due':
      return `緊急の連絡${count}件が、見直しを待っています。`
    default:
      return `${NOTICE_WORDS[kind]}（${count}件）`
  }
}

type MailedNotice = { readonly kind: NoticeKind; readonly count: number }

/**
 * The mail of one notice: a sentence and the address of the installation, nothing else. A notice that goes on counting is
 * mailed once, so the mail says no number.
 */
export function mailOf(
  { kind, count }: MailedNotice,
  origin: string,
): { readonly subject: string; readonly text: string } {
  const sentence =
    count === 1 ? NOTICE_WORDS[kind] : `${NOTICE_WORDS[kind]}続けて届いているため、まとめてお知らせします。`
  return {
    subject: `【ともしび】${NOTICE_WORDS[kind]}`,
    text: `${sentence}\n\n内容は、ログインしてご覧ください。\n${origin}/\n\nこのメールには個人の情報を載せていません。返信は届きません。\n`,
  }
}
