import { GATE_RULES } from '#information-sharing/information-sharing.ts'
import { notHandedOver } from './referral-access.ts'

/** Japanese sentences for the codes that the database's functions raise in this feature. */
export const referralSentences: Readonly<Record<string, string>> = {
  ...Object.fromEntries(GATE_RULES.map(({ code, title }) => [code, title])),
  'role-missing': 'この操作は、いまの役割では行えません。',
  'no-session': 'もう一度ログインすると、続きから始められます。',
  'report-already-sent': 'この連絡はもう送信済みです。変わったことは「変わったことを知らせる」から送れます。',
  'report-not-sent': 'この連絡は、いまは送信済みの状態ではありません。画面を開き直して確かめてください。',
  [notHandedOver.code]: notHandedOver.because,
  'version-conflict': 'ほかの人が先に保存しています。開き直すと、いまの内容と見比べられます。入力は消えていません。',
  'agency-not-responsible': 'この窓口は、この地域を受け持っていません。窓口を選び直すと送れます。',
  'key-used-for-another-request': '同じ送信番号で別の内容が届きました。画面を開き直して、もう一度送ってください。',
  'leaflet-unknown-or-used': 'この番号の案内は見つからないか、ほかの連絡で使われています。番号を確かめてください。',
  'review-by-the-same-person': '緊急の連絡の見直しは、知らせた人とは別の人が行います。',
  'feedback-above-ceiling': '協定・同意・窓口の選択で決まった範囲を超えるため、会社には知らせられません。',
  'transition-not-allowed': 'いまの状態では、この操作はできません。画面を開き直して確かめてください。',
  'recipient-not-named':
    '同じ市区町村のほかの相談窓口を選んでください。ほかの地域に渡すには、あらためて同意が要ります。',
  'agency-had-it-before':
    'その窓口には、この通報がすでに届いています。引き継ぐときは、ほかの窓口を選ぶか、電話で相談してください。',
  'mark-is-not-a-likeness': 'この印は、人が付けたものです。ケースに入れてから、主任相談支援員が理由を書いて外せます。',
  'consent-not-given': '同意が記録されていないため、取り消すものがありません。',
}
