import { rolesByPlane } from '#organization/organization.ts'
import { CONCLUSIONS } from '#referral/conclusion-codes.ts'
import { type HouseholdKeyKind, proposeSameHousehold, STRENGTHS } from '#support-case/same-household.ts'
import {
  CASE_COMMANDS,
  CASE_STATES,
  CONTACT_WAYS,
  caseCommands,
  caseEnds,
  NEXT_CASE_STATE,
  NEXT_STEPS,
  SERVICES,
} from '#support-case/support-case.ts'
import { CASE_ACCESS, caseRelations } from '#support-case/support-case-access.ts'
import { listOf, type RulebookPage, transitionRows } from '../rulebook-page.ts'

const roles = rolesByPlane.welfare
const relations = {
  assigned: '担当、またはチームが担当',
  open: '同じ窓口の、担当でないケース',
  looking: '同じ窓口の、担当でないケースを理由を書いて開いているあいだ（60分）',
  closed: '同じ窓口の、担当でない保護のケース',
  other: 'ほかの窓口・ほかの市区町村のケース',
} as const
const rolesInOrder = ['consultation_worker', 'lead_worker', 'municipal_officer', 'tenant_admin'] as const
const equalKinds: readonly (readonly HouseholdKeyKind[])[] = [
  ['name', 'address'],
  ['name', 'phone'],
  ['address', 'phone'],
  ['phone'],
  ['address'],
  ['name'],
]
const kinds = { name: 'お名前', address: '住所', phone: '電話番号' } as const

function words(actions: readonly string[]): string {
  if (actions.length === 0) return '見えない（あることもわからない）'
  if (actions.length === 1) return '見るだけ（60分。書き込みも検索もできない）'
  return caseCommands.every((command) => actions.includes(command))
    ? '見る・すべての操作'
    : `見る・${caseCommands
        .filter((command) => !actions.includes(command))
        .map((command) => `「${CASE_COMMANDS[command]}」`)
        .join('')}のほかの操作`
}

export const supportCasePage: RulebookPage = {
  file: 'support-case.md',
  title: 'ケース',
  intro:
    '1世帯を1つのケースにします。時間の流れは書き足すだけで、消したり書き換えたりできません。直すときは、前の記録を指す新しい記録を足します。',
  sections: [
    { heading: '状態', ...transitionRows(NEXT_CASE_STATE, { states: CASE_STATES, commands: CASE_COMMANDS }) },
    {
      heading: 'だれに見えるか',
      intro: '担当の決定、保護の印、チームで決まります。データベースも同じ決まりを別に守ります。',
      columns: ['役割', ...caseRelations.map((relation) => relations[relation])],
      rows: rolesInOrder.map((role) => [
        roles[role],
        ...caseRelations.map((relation) => words(CASE_ACCESS[role][relation])),
      ]),
    },
    {
      heading: '同じ世帯の候補',
      intro: '候補を示すだけで、まとめるのは人です。保護のケースは、担当のほかには候補として出ません。',
      columns: ['同じもの', '示し方', '理由'],
      rows: equalKinds.map((equal) => {
        const match = proposeSameHousehold(new Set(equal))
        return [
          equal.map((kind) => kinds[kind]).join('と'),
          match === undefined ? '－' : STRENGTHS[match.strength],
          match?.because ?? '－',
        ]
      }),
    },
    {
      heading: '次にすること',
      intro:
        '時間の流れから決まります。最初に連絡する前に、訪ね方の計画が必要です（手引き3(3)）。命の危険があるときだけ、理由を書いて先に連絡できます。',
      ...listOf('次にすること', NEXT_STEPS),
    },
    { heading: '連絡の方法', ...listOf('方法', CONTACT_WAYS) },
    { heading: 'つなぐ支援', ...listOf('支援', SERVICES) },
    {
      heading: '終わり方',
      ...listOf('終わり方', Object.fromEntries(caseEnds.map((code) => [code, CONCLUSIONS[code].label]))),
    },
  ],
}
