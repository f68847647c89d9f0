/** What people read when the functions of db/migrations/0024 refuse. */
export const ledgerSentences: Readonly<Record<string, string>> = {
  'ledger-is-never-changed': '台帳は書き換えられません。',
  'recall-missing': '見つかりませんでした。移されたか、見られる範囲にありません。',
  'recall-changed': 'ほかの人が先に答えています。一覧を開き直してください。',
  'recall-taken-before': 'ほかの人が、もう確かめ始めています。',
  'recall-answer-not-whole': '3つの種類それぞれについて、どうしたかを選んでください。',
  'complaint-desk-changed': 'ほかの人が先に直しています。開き直してください。',
  'asked-in-the-future': 'お求めの日が、今日より後になっています。',
  'protected-by-hand-only': 'この方へのお手紙は、手渡しだけにしています。お渡しのしかたを「手渡し」にしてください。',
  'statement-missing': '見つかりませんでした。移されたか、見られる範囲にありません。',
  'statement-changed': 'ほかの人が先に答えを決めています。一覧を開き直してください。',
  'statement-recorded-by-you': 'お求めを受け付けた方とは別の方が、答えを決めます。',
  'statement-stops':
    'このお求めには、お手紙を出せません。代理の方には「あるかどうかを含めてお答えできない」とお返事し、ご本人には担当者が直接お渡しします。',
  'statement-not-released': 'まだお手紙を出せる段階ではありません。担当部局の責任者の答えを待っています。',
  'report-not-sent': 'まだ送っていない連絡です。先に送るか、名前を伏せて相談できます。',
  'spoken-time-unlikely': '伝えた日時を確かめてください。31日より前や、これから先の日時は書けません。',
  'nothing-was-told': '何を伝えたかを選んでください。',
  'consent-after-the-words':
    '伝えた日時が、同意をいただいた日時より前です。責任者に知らせて、支援会議か法務に相談してください。',
}
