import { AGREEMENT_KINDS, AGREEMENT_STATES, type AgreementCommand, NEXT_AGREEMENT_STATE } from '#agreement/agreement.ts'
import { AGREEMENT_ACCESS, type AgreementRight } from '#agreement/agreement-access.ts'
import { FACTS, FACTS_BY_AGREEMENT } from '#arrears-screening/arrears-screening.ts'
import { listOf, type RulebookPage, transitionRows } from '../rulebook-page.ts'

const commands = {
  agree: '全員が合意する',
  start: '始まる',
  supersede: '新しい版に代わる',
  end: '終わる',
} as const satisfies Record<AgreementCommand, string>

const RIGHTS = {
  read: '協定と条件を見る',
  write: '協定と条件を書き、状態を進める',
  'read-own': '自社の協定と条件、その相手の受けられる人数を見る',
  'declare-own-capacity': '自分の機関が月に受けられる人数を知らせる',
  'declare-capacity': '市区町村内の機関が月に受けられる人数を知らせる',
  'take-pack': '条件ファイル（pack.json）を受け取る',
} as const satisfies Record<AgreementRight, string>

export const agreementPage: RulebookPage = {
  file: 'agreement.md',
  title: '協定',
  intro: '協定は通報をしやすくするもので、通報の条件ではありません。相手の全員が合意するまで、前の版が有効です。',
  sections: [
    {
      heading: 'ご案内の条件に使うのに、協定の定めが要る情報',
      intro: 'ほかの情報（未払いの月数や金額、お知らせの段階など）は、どの協定でも条件に使えます。',
      ...listOf('情報', Object.fromEntries(FACTS_BY_AGREEMENT.map((fact) => [fact, FACTS[fact]]))),
    },
    {
      heading: 'だれが何をできるか',
      intro: 'ここにない役割は、何も見られません。会社は、自社が当事者の協定だけを見られます。',
      columns: ['役割', 'できること'],
      rows: Object.entries(AGREEMENT_ACCESS).map(([role, allowed]) => [
        `\`${role}\``,
        allowed.map((right) => RIGHTS[right]).join('、'),
      ]),
    },
    { heading: '種類', ...listOf('種類', AGREEMENT_KINDS) },
    { heading: '状態', ...transitionRows(NEXT_AGREEMENT_STATE, { states: AGREEMENT_STATES, commands }) },
  ],
}
