import { AGREEMENT_KINDS, AGREEMENT_STATES, type AgreementCommand, NEXT_AGREEMENT_STATE } from '#agreement/agreement.ts'
import { listOf, type RulebookPage, transitionRows } from '../rulebook-page.ts'

const commands = {
  agree: '全員が合意する',
  start: '始まる',
  supersede: '新しい版に代わる',
  end: '終わる',
} as const satisfies Record<AgreementCommand, string>

export const agreementPage: RulebookPage = {
  file: 'agreement.md',
  title: '協定',
  intro: '協定は通報をしやすくするもので、通報の条件ではありません。相手の全員が合意するまで、前の版が有効です。',
  sections: [
    { heading: '種類', ...listOf('種類', AGREEMENT_KINDS) },
    { heading: '状態', ...transitionRows(NEXT_AGREEMENT_STATE, { states: AGREEMENT_STATES, commands }) },
  ],
}
