import {
  decideRecall,
  RECALL_OUTCOMES,
  RECALL_STATES,
  RECALL_THINGS,
  RETENTION_GROUNDS,
  recallCommands,
  recallOutcomes,
  recallStates,
  recallThings,
  retentionGrounds,
} from '#information-sharing/recall/recall.ts'
import { DEFAULT_RECALL_CLOCK } from '#information-sharing/recall/recall-clock.ts'
import {
  IDENTITY_PAPERS,
  identityPapers,
  PAPERS_ASKED,
  REPRESENTATIVE_PAPERS,
  REQUEST_LAW,
  REQUESTERS,
  requesters,
} from '#information-sharing/statement/statement-request.ts'
import { formatStatute } from '#kernel/statute.ts'
import type { RulebookPage } from '../rulebook-page.ts'

const commands = {
  take: '確かめ始める',
  attest: '答える',
  correct: '答えを直す',
  escalate: '期日で次の人に届く',
} as const

function asked(papers: readonly (readonly (keyof typeof REPRESENTATIVE_PAPERS)[])[]): string {
  return papers.map((group) => group.map((paper) => REPRESENTATIVE_PAPERS[paper]).join(' または ')).join('、')
}

export const recallPage: RulebookPage = {
  file: 'recall-and-statement.md',
  title: '同意の取り消しのあとと、「だれに何が伝わったか」',
  intro: `同意が取り消されると（ご本人のページ・会社・窓口のどこからでも）、その同意で伝わった先すべてに、写しやメモをどうしたかを確かめます。期日は${DEFAULT_RECALL_CLOCK.dueWithin}営業日、過ぎると主任に、さらに${DEFAULT_RECALL_CLOCK.officerAfter}営業日で市区町村の責任者に届きます。伝えた会社に見えるのは「続いています・終わりました」だけです。`,
  sections: [
    {
      heading: '確かめの状態とできること',
      columns: ['状態', ...recallCommands.map((command) => commands[command])],
      rows: recallStates.map((state) => [
        RECALL_STATES[state],
        ...recallCommands.map((command) => {
          const next = decideRecall(state, command)
          return next.ok ? RECALL_STATES[next.value] : next.refusal.because
        }),
      ]),
    },
    { heading: '確かめるもの', columns: ['もの'], rows: recallThings.map((thing) => [RECALL_THINGS[thing]]) },
    { heading: '答え', columns: ['答え'], rows: recallOutcomes.map((outcome) => [RECALL_OUTCOMES[outcome]]) },
    {
      heading: '残してよい理由',
      columns: ['理由', '根拠', '説明'],
      rows: retentionGrounds.map((ground) => {
        const { label, statutes, note } = RETENTION_GROUNDS[ground]
        return [label, statutes.map(formatStatute).join('、'), note]
      }),
    },
    {
      heading: '「だれに何が伝わったか」を求められる人',
      columns: ['求める人', '根拠', '確かめる書類', '答える人'],
      rows: requesters.map((who) => [
        REQUESTERS[who],
        formatStatute(REQUEST_LAW[who]),
        asked(PAPERS_ASKED[who]),
        who === 'self' ? '相談窓口' : '市区町村の責任者（保護の対象の方については、だれにも出せません）',
      ]),
    },
    { heading: '本人確認の書類', columns: ['書類'], rows: identityPapers.map((paper) => [IDENTITY_PAPERS[paper]]) },
  ],
}
