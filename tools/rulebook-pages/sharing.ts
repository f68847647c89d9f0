import { DATA_CATEGORIES, FEEDBACK_LEVELS } from '#consent/consent.ts'
import { GATE_RULES, GROUNDS, judgementGrounds, WITHOUT_AGREEMENT } from '#information-sharing/information-sharing.ts'
import type { Statute } from '#kernel/statute.ts'
import { judgementParts, partsFor } from '../../src/information-sharing/judgement.ts'
import { JUDGEMENT_QUESTIONS } from '../../src/information-sharing/judgement-guide.ts'
import {
  JUDGEMENT_COMMANDS,
  JUDGEMENT_STATES,
  NEXT_JUDGEMENT_STATE,
} from '../../src/information-sharing/judgement-states.ts'
import { citeStatute } from '../../src/information-sharing/statute-confirmation.ts'
import { listOf, type RulebookPage, transitionRows } from '../rulebook-page.ts'

const outcomes = { never: '渡せません（だれも変えられません）', judgement: '判断の記録で答えます' } as const

const cited = (statutes: readonly Statute[]) =>
  statutes
    .map((one) => citeStatute(one))
    .map(({ text, confirmed }) => (confirmed ? text : `${text}（条番号は未確認）`))
    .join('、')

const asked = (part: (typeof judgementParts)[number], ground: (typeof judgementGrounds)[number]) => {
  if (partsFor(ground, 'private-business').includes(part)) return '要ります'
  return partsFor(ground, 'municipal-body').includes(part) ? '市の部署・水道局だけ' : '－'
}

export const sharingPage: RulebookPage = {
  file: 'information-sharing.md',
  title: '情報を渡してよいかの判断',
  intro:
    '上から順に確かめ、どれにも当てはまらないときに限り渡せます。いま命に危険があるときは、119・110 が先で、協定・確認コード・期限・断りのどれも妨げになりません。会社と委託を受けた民間の団体には個人情報保護法第27条、市の部署と水道局には第69条が当てはまり、判断するのは渡す側の人です。同じ規則をデータベースがもう一度確かめます。',
  sections: [
    { heading: '根拠', ...listOf('根拠', GROUNDS) },
    {
      heading: '妨げになる事情',
      columns: ['符号', '事情', 'そのとき', '当てはまるとき', 'なぜ', '条文'],
      rows: GATE_RULES.map(({ code, title, kind, appliesWhen, because, statutes }) => [
        `\`${code}\``,
        title,
        outcomes[kind],
        appliesWhen,
        because,
        cited(statutes),
      ]),
    },
    {
      heading: '判断の記録で伺うこと',
      intro: '根拠ごとに、要るものだけを伺います。足りないものがあるうちは、お願いも、送ることもできません。',
      columns: ['伺うこと', ...judgementGrounds.map((ground) => GROUNDS[ground])],
      rows: judgementParts.map((part) => [
        JUDGEMENT_QUESTIONS[part].question,
        ...judgementGrounds.map((ground) => asked(part, ground)),
      ]),
    },
    {
      heading: '判断の記録の状態',
      intro:
        'お願いした人とは別の人が判断します。当番の判断と「その他」の根拠には、次の営業日に、もう一人の確認が要ります。',
      ...transitionRows(NEXT_JUDGEMENT_STATE, { states: JUDGEMENT_STATES, commands: JUDGEMENT_COMMANDS }),
    },
    {
      heading: '協定がないときに渡せる項目',
      intro: `会社への返答は「${FEEDBACK_LEVELS[WITHOUT_AGREEMENT.feedbackCeiling]}」までです。`,
      columns: ['項目'],
      rows: WITHOUT_AGREEMENT.categories.map((category) => [DATA_CATEGORIES[category]]),
    },
  ],
}
