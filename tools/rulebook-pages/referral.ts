import { FEEDBACK_LEVELS, feedbackLevels } from '#consent/consent.ts'
import { CONCLUSIONS, FEEDBACK_WORDS } from '#referral/conclusion-codes.ts'
import {
  NEXT_REFERRAL_STATE,
  NEXT_REPORT_STATE,
  REFERRAL_COMMANDS,
  REFERRAL_STATES,
  REPORT_COMMANDS,
  REPORT_STATES,
} from '#referral/referral.ts'
import { type RulebookPage, transitionRows } from '../rulebook-page.ts'

const endings = { declined: '引き受けなかった', concluded: '終了' } as const

export const referralPage: RulebookPage = {
  file: 'referral.md',
  title: '通報',
  intro:
    '会社の控えと、相談窓口が受け取った通報は別の記録です。送ったあとに消されるものはなく、変わったことは書き足されます。返事がないことからは何も推し量りません。',
  sections: [
    {
      heading: '会社の控え',
      ...transitionRows(NEXT_REPORT_STATE, { states: REPORT_STATES, commands: REPORT_COMMANDS }),
    },
    {
      heading: '相談窓口が受け取った通報',
      ...transitionRows(NEXT_REFERRAL_STATE, { states: REFERRAL_STATES, commands: REFERRAL_COMMANDS }),
    },
    {
      heading: '終わり方と、会社が聞けること',
      intro:
        '終わった理由は相談窓口の中にとどまります。生活保護、以前からの支援、ほかの通報、転居が推し量れる終わり方は、どの段階でもふつうの終わりと同じに見えます。',
      columns: ['終わり方', '扱い', ...feedbackLevels.map((level) => FEEDBACK_LEVELS[level])],
      rows: Object.values(CONCLUSIONS).map(({ label, endsAs, told }) => [
        label,
        endings[endsAs],
        ...feedbackLevels.map((level) => told[level].map((word) => FEEDBACK_WORDS[word]).join(' → ') || '－'),
      ]),
    },
  ],
}
