import {
  CAPACITIES,
  CONSENT_METHODS,
  CONSENT_STATES,
  type ConsentCommand,
  DATA_CATEGORIES,
  DOORSTEP_DAYS,
  FEEDBACK_LEVELS,
  NEXT_CONSENT_STATE,
  PURPOSES,
} from '#consent/consent.ts'
import { withdrawalWords } from '#consent/consent-wording.ts'
import { listOf, type RulebookPage, transitionRows } from '../rulebook-page.ts'

const commands = {
  give: '同意をいただく',
  refuse: 'お断りをうかがう',
  'mark-not-obtainable': '伺えなかったと記す',
  withdraw: '取り消す',
  expire: '期限が過ぎる',
} as const satisfies Record<ConsentCommand, string>

export const consentPage: RulebookPage = {
  file: 'consent.md',
  title: '本人同意',
  intro: `だまっていることは同意ではありません。同意しなくても、お支払いや停止の扱いは変わりません。玄関先での同意は${DOORSTEP_DAYS}日で期限を迎えます。`,
  sections: [
    { heading: '状態', ...transitionRows(NEXT_CONSENT_STATE, { states: CONSENT_STATES, commands }) },
    {
      heading: '取り消すと',
      intro: 'ご本人に、このとおりにお伝えします。',
      columns: ['止まるか残るか', '内容'],
      rows: [
        ...withdrawalWords.ja.stops.map((line) => ['すぐに止まる', line]),
        ...withdrawalWords.ja.stays.map((line) => ['残る', line]),
      ],
    },
    { heading: '渡せる項目', ...listOf('項目', DATA_CATEGORIES) },
    { heading: '目的', ...listOf('目的', PURPOSES) },
    { heading: '伺い方', ...listOf('方法', CONSENT_METHODS) },
    { heading: '同意できる人', intro: 'ご家族というだけでは代わりに同意できません。', ...listOf('立場', CAPACITIES) },
    {
      heading: '会社への返答の段階',
      intro:
        '上の段ほど、知らせることが少なくなります。会社に届くのは、協定・ご本人の同意・相談窓口の判断のうち、いちばん低い段階までです。',
      ...listOf('段階', FEEDBACK_LEVELS),
    },
  ],
}
