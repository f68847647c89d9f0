import { type Statute, statute } from '#kernel/statute.ts'
import { CONSENT_RULES } from './consent-rules.ts'
import { articleOf, isJudgementGround, type LegalKind } from './grounds.ts'
import { JUDGEMENT_RULES, type JudgementRule } from './judgement-rules.ts'
import { judgementStateOn } from './judgement-states.ts'
import { type NeverRule, neverRule, type RuleText, type SharingFacts } from './sharing-facts.ts'

/** One rule of the gate, of either kind. */
export type GateRule = NeverRule | (JudgementRule & RuleText)

const protection = [statute('個人情報保護法', '27', '1', '2'), statute('個人情報保護法', '69', '2', '4')]
const onJudgement = ({ ground, judgement }: SharingFacts) => isJudgementGround(ground) && judgement !== undefined

/** Whether what was seen after the person's no speaks for the sharing by itself. */
export function isOverridden({ judgement, refusedAt }: Pick<SharingFacts, 'judgement' | 'refusedAt'>): boolean {
  const seen = judgement?.factsObservedAt
  return refusedAt !== undefined && seen !== undefined && Date.parse(seen) > Date.parse(refusedAt)
}

const BEFORE_ALL: readonly NeverRule[] = [
  neverRule({
    code: 'stepup_required',
    title: '社外に渡す前に、送る方ご自身の確認（パスワードか確認コード）が要ります。',
    statutes: [],
    appliesWhen: '緊急のほかの根拠で、組織の外に渡そうとして、5分以内の確認がないとき。',
    because: '開いたままの画面からは、だれも何も渡せないようにするためです。',
    appliesTo: ({ ground, purpose, steppedUp }) =>
      ground !== 'immediate-danger' && purpose === 'consultation' && !steppedUp,
  }),
]

const SHARING_RULES: readonly NeverRule[] = [
  neverRule({
    code: 'judgement-for-another-sharing',
    title: 'この判断の記録は、別の提供についてのものです。',
    statutes: protection,
    appliesWhen: '判断の記録にある根拠・目的・相手・連絡と、渡そうとするものが違うとき。',
    because: '一つの判断は、一つの提供のためのものです。引き継ぎや返答には、別の判断が要ります。',
    appliesTo: ({ judgement, ground, purpose }) =>
      judgement !== undefined && (!judgement.aboutThis || judgement.ground !== ground || judgement.purpose !== purpose),
  }),
  neverRule({
    code: 'refusal-stands',
    title:
      'ご本人は、はっきり断っています。じかに渡すことはできません。支援会議にかけるか、法令の根拠を確かめてください。',
    statutes: [
      statute('個人情報保護法', '27', '1'),
      statute('個人情報保護法', '69', '1'),
      statute('生活困窮者自立支援法', '9', '1'),
    ],
    appliesWhen: '生命・身体・財産を根拠に、断られたあと新しく見聞きしたことがないまま、じかに渡そうとするとき。',
    because:
      '断られたことは「同意が難しい」ではありません。断られたあとに生じた危険は、断りに優先し、そのことを記録に残します。',
    appliesTo: (facts) =>
      facts.ground === 'life-body-property' &&
      facts.refusedAt !== undefined &&
      onJudgement(facts) &&
      !isOverridden(facts),
  }),
]

const conference = [statute('生活困窮者自立支援法', '9', '1'), statute('生活困窮者自立支援法', '9', '2')]
const AGAINST_ITEM = {
  'conference-item-missing': [
    'この提供は、招かれた議題についてのものではありません。',
    '支援会議を根拠にして、その議題に招かれていないとき。',
    '支援会議の中でも、議題ごとに招かれた人だけが、要るものだけを渡し合います。',
  ],
  'conference-item-closed': [
    'この議題の会議は、開かれていないか、終わっています。',
    '支援会議を根拠にして、会議がまだ招集されていない、または議題が終わっているとき。',
    '会議の根拠は、招集から議題の終わりまでのものです。',
  ],
  'conference-secrecy-first': [
    '守秘の確認に署名してから、渡せます。',
    '支援会議を根拠にして、守秘の確認がまだのとき（緊急の会議では、その場の署名を待ちません）。',
    '会議の構成員は、退いた後も守秘の義務を負います。',
  ],
  'conference-asked-for-less': [
    '会議から求められた項目より多く渡そうとしています。その項目を外すと送れます。',
    '支援会議を根拠にして、その議題で求められていない項目を渡そうとするとき。',
    '会議では、議題に要る項目だけを求めます。',
  ],
} as const

const BASIS_RULES: readonly NeverRule[] = [
  ...Object.entries(AGAINST_ITEM).map(([code, [title, appliesWhen, because]]) =>
    neverRule({
      code,
      title,
      statutes: conference,
      appliesWhen,
      because,
      appliesTo: ({ ground, againstItem }) => ground === 'support-conference' && againstItem === code,
    }),
  ),
  neverRule({
    code: 'cooperation-request-missing',
    title: 'この提供は、届いた協力の求めへの回答ではありません。',
    statutes: [statute('生活困窮者自立支援法', '9', '3')],
    appliesWhen: '協力の求めを根拠にして、その求めが届いていない、終わっている、または求められた項目を超えるとき。',
    because: '求めは、だれに何を求めるかを示したものに限って、提供の根拠になります。',
    appliesTo: ({ ground, againstRequest }) => ground === 'cooperation-request' && againstRequest !== undefined,
  }),
]

const states = (facts: SharingFacts) => facts.judgement && judgementStateOn(facts.judgement, facts.today)

const DECISION_RULES: readonly NeverRule[] = [
  ...(
    [
      [
        'judgement-not-decided',
        ['draft', 'asked'],
        '判断がまだ出ていません。判断する人の返事を待ってください。',
        '判断の記録が、下書きか、お願いしたところのとき。',
        'お願いした人とは別の人が判断してから渡します。',
      ],
      [
        'judgement-refused',
        ['refused'],
        '渡さないと判断されています。',
        '判断する人が、渡さないと判断したとき。',
        '判断した理由は、記録に残っています。',
      ],
      [
        'judgement-overturned',
        ['overturned'],
        'もう一人の確認で、判断が取り消されています。',
        '次の営業日の確認で、取り消されたとき。',
        '渡したものは、相手からも開けなくなっています。',
      ],
      [
        'judgement-expired',
        ['expired'],
        '判断の期限が過ぎています。あらためて記録してください。',
        '判断の記録の期限が過ぎたとき。',
        '事情は変わるため、判断には期限があります。',
      ],
    ] as const
  ).map(([code, when, title, appliesWhen, because]) =>
    neverRule({
      code,
      title,
      statutes: [],
      appliesWhen,
      because,
      appliesTo: (facts) => onJudgement(facts) && when.some((one) => one === states(facts)),
    }),
  ),
  neverRule({
    code: 'decider-is-requester',
    title: 'お願いした人と、判断した人が同じです。別の人の判断が要ります。',
    statutes: [],
    appliesWhen: '判断をお願いした人が、自分で判断したとき。',
    because: '一人だけの考えで、同意のない提供を決めないためです。',
    appliesTo: ({ ground, judgement }) =>
      isJudgementGround(ground) &&
      judgement !== undefined &&
      (judgement.decidedBy ?? judgement.requestedBy) === judgement.requestedBy,
  }),
  neverRule({
    code: 'second-signature-missing',
    title: 'この根拠では、もう一人の確認が済むまで渡せません。',
    statutes: [],
    appliesWhen: '「その他」を根拠にして、二人目の確認がまだのとき。',
    because: '条文を示すその他の根拠は、判断した人のほかに、もう一人が条文を確かめます。',
    appliesTo: (facts) => onJudgement(facts) && facts.ground === 'other' && states(facts) === 'second-signature-due',
  }),
  neverRule({
    code: 'second-signature-overdue',
    title: 'もう一人の確認の期限が過ぎています。確認が済むと、また渡せます。',
    statutes: [],
    appliesWhen: '当番の判断のあと、次の営業日を過ぎても、もう一人の確認がないとき。',
    because: '夜間・休日の判断は、次の営業日に必ず別の人が確かめます。',
    appliesTo: (facts) =>
      onJudgement(facts) &&
      states(facts) === 'second-signature-due' &&
      facts.judgement?.secondDueOn !== undefined &&
      facts.judgement.secondDueOn < facts.today,
  }),
  neverRule({
    code: 'judgement-lacks-category',
    title: '判断された項目より多く渡そうとしています。その項目を外すと送れます。',
    statutes: protection,
    appliesWhen: '判断の記録にない項目を渡そうとするとき。',
    because: '渡してよいと判断されたのは、記録にある項目だけです。',
    appliesTo: ({ judgement, ...facts }) =>
      onJudgement({ ...facts, judgement }) &&
      facts.purpose !== 'feedback' &&
      !facts.categories.every((category) => judgement?.categories.includes(category) ?? false),
  }),
]

/** In the order in which the database checks them; the first that applies is the code of a refusal. */
export const GATE_RULES: readonly GateRule[] = [
  ...BEFORE_ALL,
  ...CONSENT_RULES,
  ...JUDGEMENT_RULES.filter(({ part }) => part === 'record'),
  ...SHARING_RULES,
  ...JUDGEMENT_RULES.filter(({ part }) => part !== 'record'),
  ...BASIS_RULES,
  ...DECISION_RULES,
]

/** The provisions of a rule that bind a provider: Article 27 or Article 69, and those of other laws. */
export function statutesFor({ statutes }: Pick<RuleText, 'statutes'>, provider: LegalKind): readonly Statute[] {
  const other = articleOf(provider) === '27' ? '69' : '27'
  return statutes.filter(({ law, article }) => law !== '個人情報保護法' || article !== other)
}
