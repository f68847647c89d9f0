import { GATE_RULES } from './information-sharing.ts'

/** What people read when the database refuses: the titles of the rules, and what surrounds them. */
export const sharingSentences: Readonly<Record<string, string>> = {
  ...Object.fromEntries(GATE_RULES.map(({ code, title }) => [code, title])),
  'consent-not-given': '取り消せる同意がありません。同意しない、または伺えていないと記録されています。',
  'recipient-not-named': '同意に書かれた相談窓口ではありません。渡すには、あらためて同意が要ります。',
  'leaflet-unknown-or-used': 'この番号の案内は見つからないか、ほかの連絡で使われています。紙の番号をお確かめください。',
}
