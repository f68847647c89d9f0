import { demoAccountSentence } from './set-password.ts'

/** Japanese for the codes that the functions of db/migrations/0014_accounts.sql raise. */
export const authSentences = {
  stepup_required: '大切な操作のため、操作している方をもう一度確かめます。',
  'role-missing': 'この操作は、いまの役割では行えません。',
  'demo-account': demoAccountSentence,
  'login-name-taken': 'このログイン名は、同じ組織ですでに使われています。別の名前にしてください。',
  'roles-do-not-fit': 'この組み合わせの役割は選べません。会社の役割と市・相談機関の役割は、一緒には持てません。',
  'not-for-yourself':
    '自分自身の役割やログインは、ここでは変えられません。ほかの管理者に頼むか、「自分のログイン」で変えられます。',
  'version-conflict': 'ほかの人が先に保存しています。開き直して、いまの内容を確かめてください。',
} as const satisfies Readonly<Record<string, string>>
