import { DATA_CATEGORIES, FEEDBACK_LEVELS } from '#consent/consent.ts'
import { GATE_RULES, GROUNDS, WITHOUT_AGREEMENT } from '#information-sharing/information-sharing.ts'
import { formatStatute } from '#kernel/statute.ts'
import { listOf, type RulebookPage } from '../rulebook-page.ts'

const outcomes = { never: '渡せません', judgement: '責任者の判断が要ります' } as const

export const sharingPage: RulebookPage = {
  file: 'information-sharing.md',
  title: '情報を渡してよいかの判断',
  intro:
    '上から順に確かめ、どれにも当てはまらないときに限り渡せます。いま命に危険があるときは、119・110 が先で、協定・確認コード・期限のどれも妨げになりません。同じ規則をデータベースがもう一度確かめます。',
  sections: [
    { heading: '根拠', ...listOf('根拠', GROUNDS) },
    {
      heading: '妨げになる事情',
      columns: ['符号', '事情', 'そのとき', '条文'],
      rows: GATE_RULES.map(({ code, title, kind, statutes }) => [
        `\`${code}\``,
        title,
        outcomes[kind],
        statutes.map(formatStatute).join('、'),
      ]),
    },
    {
      heading: '協定がないときに渡せる項目',
      intro: `会社への返答は「${FEEDBACK_LEVELS[WITHOUT_AGREEMENT.feedbackCeiling]}」までです。`,
      columns: ['項目'],
      rows: WITHOUT_AGREEMENT.categories.map((category) => [DATA_CATEGORIES[category]]),
    },
  ],
}
