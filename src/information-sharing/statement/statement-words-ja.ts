import { RECALL_OUTCOMES, RECALL_THINGS } from '../recall/recall.ts'
import type { StatementWords } from './statement-words.ts'

export const plainStatementWords: StatementWords = {
  title: 'あなたのことが、だれに伝わったか',
  lead: (askedOn, agency, town) => [
    `${askedOn}のお求めにおこたえして、${town}と${agency}の記録から作りました。`,
    'あなたのことが組織の外に伝わった記録と、市区町村の側でその記録をだれが見たかを載せています。',
  ],
  toldHeading: 'だれに何が伝わったか',
  toldLead: '古いものから順に並んでいます。',
  toldNothing: 'まだ、だれにも伝わっていません。',
  recallHeading: '同意を取り消したあとのこと',
  recallLead:
    '伝わっていた内容は、取り消したときから画面では開けません。紙の写しやメモをどうしたかを、受け取ったところに確かめています。',
  recallAnswered: (on) => `${on}に答えがありました。`,
  recallWaiting: (dueOn) => (dueOn === undefined ? '確かめています。' : `${dueOn}までに答えるよう頼んでいます。`),
  things: RECALL_THINGS,
  outcomes: RECALL_OUTCOMES,
  keptBecause: (ground) => `残す理由：${ground}`,
  lookHeading: 'だれが見たか',
  lookLead:
    '組織と係、時刻、見た理由です。職員の名前が必要なときは、市区町村に「保有個人情報の開示請求」ができます。会社の中でだれが見たかは、会社にお問い合わせください。',
  lookLeadFormal:
    '開示請求にもとづき、市区町村と相談窓口の職員の名前を載せています。会社の中でだれが見たかは、会社にお問い合わせください。',
  lookColumns: ['とき', '組織と係', '見た理由'],
  lookNothing: 'まだ、だれも見ていません。',
  lookOther: '業務のために記録を見た',
  nobody: 'あなたのページ（案内の番号と控え番号で開かれました）',
  timesMore: (times) => `から、その日に${times}回`,
  looks: {
    'case.read': '相談支援のために、記録を見た',
    'case.listed': '担当する方の一覧を開いたときに、表示された',
    'case.searched': '記録をさがしたときに、表示された',
    'referral.read': '会社から届いた連絡を確かめた',
    'referral.listed': '届いた連絡の一覧を開いたときに、表示された',
    'referral.candidates-read': '同じ世帯の連絡かどうかを確かめた',
    'report.read': '会社が自分の記録を見た',
    'report.listed': '会社が自分の記録の一覧を開いたときに、表示された',
    'own-page.read': 'ページを開いた',
    'statement-request.listed': 'このお求めに答えるために見た',
  },
  stayHeading: '残る記録と、その理由',
  stayLead:
    '同意を取り消しても、次の記録は残ります。決められた目的のほかには使いません。お支払いや供給停止の扱いは変わりません。',
  stays: [
    {
      what: '会社の、連絡の控え',
      because: '会社が自分で作った記録です。会社に残り、相談窓口からは消せません。',
    },
    {
      what: '渡したこと・受け取ったことの記録',
      because: '法律で残すことになっている記録です。原則として3年残します。',
      ground: 'record-of-provision',
    },
    {
      what: '相談支援の記録',
      because: '相談が始まっているときの、相談窓口の記録です。市区町村の文書の決まりで定めた期間、残します。',
      ground: 'case-record',
    },
    {
      what: '命の危険があって伝えたこと',
      because: '同意によるものではないため、取り消しの対象になりません。',
      ground: 'life-danger-record',
    },
    {
      what: 'このお手紙のもとになる記録（だれに伝わり、だれが見たか）',
      because: 'あとから確かめられるように、だれも書き換えられない形で残します。',
    },
  ],
  provision: (text) => `根拠：${text}`,
  complaintHeading: '納得できないときの、苦情の申出先',
  complaintLead: 'どこに申し出ても、不利な扱いを受けることはありません。',
  complaintColumns: ['申出先', '名前', '電話'],
  complaintKinds: {
    company: '会社',
    municipality: '市区町村',
    commission: '国の機関',
  },
  phoneUnknown: '電話番号は、相談窓口におたずねください',
  own: {
    lead: 'あなたのことが組織の外に伝わったときは、ここに並びます。',
    lookLead:
      '伝わった先が、はじめて開いた日です。係や時刻までのくわしい一覧と、支援会議での話し合いについては、相談窓口で本人確認のあと、お手紙で受け取れます。',
    firstLook: (on) => `${on}に、はじめて開きました。`,
    notOpened: 'まだ開いていません。',
    companyLook: (on, times) => `${on}に${times}回、自分の記録を見ました。`,
    files: '手元に残す',
    pdf: 'お手紙の形で受け取る（PDF）',
    csv: '表の形で受け取る（CSV）',
  },
  issuedBy: '発行',
  page: 'ページ',
}
