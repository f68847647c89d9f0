import { GATE_RULES } from './information-sharing.ts'
import { ledgerSentences } from './ledger-sentences.ts'

/** What people read when the database refuses: the titles of the rules, and what surrounds them. */
export const sharingSentences: Readonly<Record<string, string>> = {
  ...ledgerSentences,
  ...Object.fromEntries(GATE_RULES.map(({ code, title }) => [code, title])),
  'ground-unknown': 'この根拠では渡せません。画面を開き直して、もう一度お試しください。',
  'danger-by-its-own-door': '命に危険があるときは、「いま命が危ない」から知らせてください。確認や同意は要りません。',
  'judgement-missing': '見つかりませんでした。移されたか、見られる範囲にありません。',
  'report-without-window': '渡す先の窓口がまだ決まっていません。連絡に住所を入れて、下書きを保存してください。',
  'recipient-not-possible': 'この相手には、この目的では渡せません。相手を選び直してください。',
  'second-signature-without-date':
    'もう一人の確認の日を決められませんでした。画面を開き直して、もう一度お試しください。',
  'second-signature-by-the-same': 'もう一人の確認は、お願いした人・判断した人とは別の人が行います。',
  'refusal-without-reason': '渡さない・取り消すときは、理由を書いてください。',
  'nothing-to-send': '渡せるものが残っていません。期限が過ぎたか、取り消されています。',
  'consent-not-given': '取り消せる同意がありません。同意しない、または伺えていないと記録されています。',
  'recipient-not-named': '同意に書かれた相談窓口ではありません。渡すには、あらためて同意が要ります。',
  'leaflet-unknown-or-used': 'この番号の案内は見つからないか、ほかの連絡で使われています。紙の番号をお確かめください。',
}
