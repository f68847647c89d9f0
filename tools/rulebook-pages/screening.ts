import {
  ACCOUNT_COLUMNS,
  FACTS,
  type Fact,
  INSTALMENT_PLANS,
  NOTICE_STAGES,
  needsAgreement,
  SUPPLIES,
} from '#arrears-screening/account.ts'
import { COMPARISONS, type Condition, LARGEST_CONDITION } from '#arrears-screening/condition.ts'
import { type WarningCode, warningsOf } from '#arrears-screening/condition-warnings.ts'
import { describeCondition } from '#arrears-screening/condition-words.ts'
import { sharedRule } from '#arrears-screening/desk/shared-cells.ts'
import { listOf, type RulebookPage } from '../rulebook-page.ts'

const isFact = (name: string): name is Fact => Object.hasOwn(FACTS, name)

const EXAMPLES = {
  number: { kind: 'number', fact: 'monthsInArrears', is: 'at-least', value: 2 },
  'one-of': { kind: 'one-of', fact: 'supply', values: ['electricity', 'gas'] },
  'stage-at-least': { kind: 'stage-at-least', stage: 'reminder' },
  flag: { kind: 'flag', fact: 'cannotPaySaid', is: true },
  'days-since': { kind: 'days-since', fact: 'oldestDueOn', is: 'at-least', days: 60 },
  'days-until': { kind: 'days-until', fact: 'stopOn', is: 'at-most', days: 7 },
  season: { kind: 'season', from: '11-01', to: '03-31' },
  all: {
    kind: 'all',
    of: [
      { kind: 'number', fact: 'unpaidYen', is: 'more-than', value: 20_000 },
      { kind: 'stage-at-least', stage: 'stop-notice' },
    ],
  },
  any: {
    kind: 'any',
    of: [
      { kind: 'flag', fact: 'deferralAsked', is: true },
      { kind: 'days-until', fact: 'stopOn', is: 'less-than', days: 10 },
    ],
  },
  not: { kind: 'not', of: { kind: 'one-of', fact: 'instalmentPlan', values: ['kept'] } },
} as const satisfies Record<Condition['kind'], Condition>

/** One condition for each kind of warning, so that the page shows the very sentence. */
const WARNED = {
  never: {
    kind: 'all',
    of: [EXAMPLES.number, { kind: 'number', fact: 'monthsInArrears', is: 'less-than', value: 2 }],
  },
  always: { kind: 'season', from: '04-01', to: '03-31' },
  'always-when-known': { kind: 'stage-at-least', stage: 'none' },
  repeated: { kind: 'any', of: [EXAMPLES.flag, EXAMPLES.flag] },
  unusual: { kind: 'flag', fact: 'objection', is: true },
  'fact-not-allowed': { kind: 'flag', fact: 'medicalDevice', is: true },
} as const satisfies Record<WarningCode, Condition>

const WARNINGS = {
  never: '必ずそうなる',
  always: '必ずそうなる',
  'always-when-known': '必ずそうなる',
  repeated: '必ずそうなる',
  unusual: '経験から、ふつうはない',
  'fact-not-allowed': '協定の定めによる',
} as const satisfies Record<WarningCode, string>

export const screeningPage: RulebookPage = {
  file: 'screening.md',
  title: 'ご案内の条件',
  intro: `会社の中で、ご案内する方を見つけるための条件です。協定の版ごとに決め、条件は全部で${LARGEST_CONDITION.clauses}個、入れ子は${LARGEST_CONDITION.depth}段までです。わからない（ファイルにない）ことをたずねる条件には、当てはまりません。`,
  sections: [
    {
      heading: '条件の種類',
      intro: '説明の文は、実際に画面や結果に出る文です。',
      columns: ['符号', '例', '説明の文'],
      rows: Object.entries(EXAMPLES).map(([kind, example]) => [
        `\`${kind}\``,
        `\`${JSON.stringify(example)}\``,
        describeCondition(example),
      ]),
    },
    {
      heading: '条件にできること',
      intro: '暮らしにかかわることは、協定に名前があるときだけ使えます。お名前とご住所は、条件にできません。',
      columns: ['符号', '表の列', 'こと', '協定の定め'],
      rows: Object.keys(FACTS)
        .filter(isFact)
        .map((fact) => [
          `\`${fact}\``,
          `\`${ACCOUNT_COLUMNS[fact]}\``,
          FACTS[fact],
          needsAgreement(fact) ? '要る' : '要らない',
        ]),
    },
    { heading: '比べ方', ...listOf('比べ方', COMPARISONS) },
    {
      heading: 'お知らせの段階',
      intro: '上から順に進みます。「督促か、それより先」は、停止の予告と停止中を含みます。',
      ...listOf('段階', NOTICE_STAGES),
    },
    {
      heading: '協定の相手に見せる件数',
      intro: `${sharedRule} 一つの市区町村に見せられるのは、30日に6回までです。`,
      columns: ['見る人', '見えるもの'],
      rows: [
        ['`liaison`、`utility_admin`', '自社が見せた件数（見せるのもこの役割）'],
        ['`municipal_officer`、`lead_worker`、`auditor`', 'その市区町村に見せられた件数'],
      ],
    },
    { heading: '供給の種類', ...listOf('種類', SUPPLIES) },
    { heading: '分割のお支払い', ...listOf('状態', INSTALMENT_PLANS) },
    {
      heading: '条件への注意',
      intro: '条件を決めるときに出る注意です。「必ず」のものは、どのご契約でもそうなることを試験で確かめています。',
      columns: ['符号', '確かさ', '例', '注意の文'],
      rows: Object.entries(WARNED).map(([code, condition]) => [
        `\`${code}\``,
        WARNINGS[isWarning(code) ? code : 'unusual'],
        describeCondition(condition),
        warningsOf(condition, []).find((warning) => warning.code === code)?.because ?? '',
      ]),
    },
  ],
}

function isWarning(code: string): code is WarningCode {
  return Object.hasOwn(WARNINGS, code)
}
