import { type Statute, statute } from '#kernel/statute.ts'
import type { LegalKind } from './grounds.ts'
import { isThere, type JudgementPart, type JudgementRecord, missingParts, partsFor } from './judgement.ts'

/** What one part asks and why it is asked: the record explains while it asks. */
export type GuideQuestion = {
  readonly question: string
  readonly explanation: string
  readonly statutes: readonly Statute[]
}

const protection = [statute('個人情報保護法', '27', '1', '2'), statute('個人情報保護法', '69', '2', '4')]

export const JUDGEMENT_QUESTIONS = {
  interest: {
    question: '何を守るためですか。',
    explanation: '命・身体・財産のどれかを守るために必要なときに限られます。いちばん近いものを一つ選びます。',
    statutes: protection,
  },
  facts: {
    question: 'いつ、何を見聞きしましたか。',
    explanation: '見たこと・聞いたことを、そのまま短く書きます。推測や評価は要りません。',
    statutes: protection,
  },
  attempts: {
    question: 'ご本人に、いつ・どうやって伺い、どうでしたか。',
    explanation: '同意が原則です。伺った日時・方法・結果を残します。伺うこと自体ができないときは、次の理由で選びます。',
    statutes: [statute('個人情報保護法', '27', '1'), ...protection],
  },
  'why-hard': {
    question: '同意をいただくのが難しいのは、なぜですか。',
    explanation: 'はっきり断られたことは「難しい」に当たりません。支援会議にかけるか、法令の根拠を確かめます。',
    statutes: protection,
  },
  necessity: {
    question: '渡さないと、どうなりますか。',
    explanation: 'この相手に渡すことが、どうして要るのかを一文で書きます。',
    statutes: protection,
  },
  'no-unjust-harm': {
    question: '渡しても、ご本人やほかの方の権利を損なわないと言えるのは、なぜですか。',
    explanation: '市の部署・水道局が渡すときに確かめることです。相当の理由を一文で書きます。',
    statutes: [statute('個人情報保護法', '69', '2')],
  },
  categories: {
    question: '何を渡しますか。',
    explanation:
      'お名前・ご住所・供給の状況・見聞きしたことまでが、いちばん小さい範囲です。それより多いものには、一文の理由が要ります。',
    statutes: protection,
  },
  provision: {
    question: '根拠の法律と条は何ですか。',
    explanation: '「高齢者虐待防止法第7条」のように、法律の名前と条を書きます。迷うときは法務の担当に確かめます。',
    statutes: [statute('個人情報保護法', '27', '1', '1'), statute('個人情報保護法', '69', '1')],
  },
  item: {
    question: 'どの支援会議の、どの議題ですか。',
    explanation: '招かれた議題についてだけ、求められた範囲を渡せます。会議の中でも、同意が原則です。',
    statutes: [statute('生活困窮者自立支援法', '9', '1'), statute('生活困窮者自立支援法', '9', '2')],
  },
  request: {
    question: 'どの協力の求めへの回答ですか。',
    explanation: '支援会議からの求めの番号を選びます。求められた範囲だけを渡せます。断ることもできます。',
    statutes: [statute('生活困窮者自立支援法', '9', '3'), statute('生活困窮者自立支援法', '9', '4')],
  },
  route: {
    question: 'どの道すじで渡しますか。',
    explanation: 'ふだんは、連絡担当を通して相談窓口へ渡します。',
    statutes: [],
  },
  'valid-until': {
    question: 'この判断は、いつまでですか。',
    explanation: '期限が過ぎると、渡したものは相手も開けなくなります。長くて180日です。',
    statutes: [statute('個人情報保護法', '18', '1')],
  },
  'ask-again': {
    question: 'あらためて同意を伺うのは、いつですか。',
    explanation: '落ち着いてからもう一度伺うための日です。同意が原則であることは変わりません。',
    statutes: [statute('個人情報保護法', '27', '1'), statute('個人情報保護法', '69', '2', '1')],
  },
  telling: {
    question: 'ご本人に、いつ知らせますか。',
    explanation:
      'だれに何を伝えたかを、ご本人に知らせる日です。いま知らせると危険が増すときは、理由と見直す日を残します。',
    statutes: [statute('個人情報保護法', '33', '1'), statute('個人情報保護法', '76', '1')],
  },
} as const satisfies Record<JudgementPart, GuideQuestion>

export type GuideStep = GuideQuestion & { readonly part: JudgementPart; readonly there: boolean }

/** The steps of one record, in order: only what its ground needs, with what is there already. */
export function guideOf(record: JudgementRecord, provider: LegalKind): readonly GuideStep[] {
  return partsFor(record.ground, provider).map((part) => ({
    ...JUDGEMENT_QUESTIONS[part],
    part,
    there: isThere(part, record),
  }))
}

/** The next question, undefined when nothing is missing. */
export function nextPart(record: JudgementRecord, provider: LegalKind): JudgementPart | undefined {
  return missingParts(record, provider)[0]
}
