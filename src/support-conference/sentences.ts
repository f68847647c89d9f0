/** Japanese sentences for the codes that the database's functions raise in this feature. */
export const conferenceSentences: Readonly<Record<string, string>> = {
  'secrecy-first': '資料を開く前に、守秘の確認をお願いしています。文を読んで「確かめました」を押すと開けます。',
  'sits-already': 'この方は、もう名簿にいます。会長・副会長は1人ずつです。名簿を確かめてください。',
  'account-unknown':
    'このログイン名の方は見つかりません。組織の管理者に確かめてください。アカウントのない方は、機関の名前で入れられます。',
  'administrators-have-no-seat':
    '利用者の管理だけをする方は、構成員になれません。案件に関わる方のログイン名を入れてください。',
  'organization-missing': '機関を選ぶか、名前を入れてください。',
  'leaves-later': '外す日は、きょうまでの日にしてください。外した時に、開いている資料が閉じます。',
  'signed-later': '署名の日は、きょうまでの日にしてください。',
  'not-callable':
    '名簿にいない方、または運営要領で招くことになっていない区分の方が含まれています。呼ぶ方を選び直してください。',
  'not-called': 'この案件に呼ばれていない方が含まれています。画面を開き直してください。',
  'owner-not-called': 'この案件に呼ばれていない方には、役割や宿題を決められません。先に呼ぶ方に加えてください。',
  'item-has-its-case': 'この案件には、もうケースがあります。別のケースは、新しい案件にしてください。',
  'item-was-spoken-about': 'もう話し合いが始まった案件は、外せません。',
  'paper-missing': 'まだ書かれていません。書いて保存すると、渡せます。',
  'pack-window-over': '資料を開ける期間が過ぎています。新しい会議の案件にしてください。',
  'pack-closed': 'この資料は、もう閉じています。',
  'protected-whereabouts': '保護の印があるため、お住まいなどがわかる項目は、担当のほかには渡せません。',
  'decision-was-shared': 'この案件の方針は、もう伝えてあります。続きは次の会議の案件にしてください。',
  'action-ended': 'この宿題は、もう終わっています。',
  'conference-item-missing': '呼ばれている案件が見つかりません。事務局に確かめてください。',
  'conference-item-closed': 'この案件の受け付けは終わっています。事務局に連絡してください。',
  'conference-secrecy-first': '先に、守秘の確認をお願いします。「支援会議」の画面で確かめられます。',
  'conference-asked-for-less': '会議から求められた項目だけを渡せます。そのほかの項目を外すと送れます。',
}
