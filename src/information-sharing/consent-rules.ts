import { consentStateOn } from '#consent/consent.ts'
import { statute } from '#kernel/statute.ts'
import { WITHOUT_AGREEMENT } from './grounds.ts'
import { type NeverRule, neverRule, type SharingFacts } from './sharing-facts.ts'

const consentLaw = [statute('個人情報保護法', '27', '1'), statute('個人情報保護法', '69', '2', '1')]
const onConsent = (facts: SharingFacts) => facts.ground === 'consent'
const state = (facts: SharingFacts) => (facts.consent ? consentStateOn(facts.consent, facts.today) : undefined)

/** What speaks against a sharing on consent, in the order of sec.why_consent_does_not_carry (db/migrations/0009). */
export const CONSENT_RULES: readonly NeverRule[] = [
  neverRule({
    code: 'agreement-lacks-category',
    title: '協定（ないときは最小の範囲）に含まれない項目は渡せません。その項目を外すと送れます。',
    statutes: [],
    appliesWhen: '同意による連絡で、協定にない項目を渡そうとするとき。',
    because: '協定は連絡を楽にするもので、条件ではありません。協定がなくても、最小の範囲は渡せます。',
    appliesTo: (facts) =>
      onConsent(facts) &&
      facts.purpose === 'consultation' &&
      !facts.categories.every((category) => (facts.agreement ?? WITHOUT_AGREEMENT).categories.includes(category)),
  }),
  ...consentStates(),
  neverRule({
    code: 'consent-names-another-recipient',
    title: '同意に書かれた市区町村の相談窓口ではありません。渡すには、あらためて同意が要ります。',
    statutes: consentLaw,
    appliesWhen: '同意にある市区町村とは別の市区町村に渡そうとするとき。引き継ぎのときも同じです。',
    because: 'ご本人は、この相手に渡すことには同意していません。',
    appliesTo: (facts) => onConsent(facts) && facts.consent?.recipientTenantId !== facts.recipient.tenantId,
  }),
  neverRule({
    code: 'consent-lacks-purpose',
    title: '同意された目的に含まれていません。',
    statutes: [...consentLaw, statute('個人情報保護法', '18', '1')],
    appliesWhen: '同意にない目的で渡そうとするとき。同じ市区町村の窓口への引き継ぎは、相談の目的に含まれます。',
    because: '会社への返答のための同意と、相談のための同意は、別のものです。',
    appliesTo: ({ purpose, ...facts }) =>
      facts.ground === 'consent' &&
      purpose !== 'redirect' &&
      !(facts.consent?.purposes.some((agreed) => agreed === purpose) ?? false),
  }),
  neverRule({
    code: 'consent-lacks-category',
    title: '同意された項目より多く渡そうとしています。その項目を外すと送れます。',
    statutes: consentLaw,
    appliesWhen: '同意にない項目を渡そうとするとき。',
    because: 'ご本人が同意したのは、読み上げた項目だけです。',
    appliesTo: (facts) =>
      onConsent(facts) &&
      facts.purpose !== 'feedback' &&
      !facts.categories.every((category) => facts.consent?.categories.includes(category) ?? false),
  }),
]

function consentStates(): readonly NeverRule[] {
  const rule = (code: string, [title, appliesWhen, because]: readonly [string, string, string]): NeverRule =>
    neverRule({
      code: `consent-${code}`,
      title,
      statutes: consentLaw,
      appliesWhen,
      because,
      appliesTo: (facts) => onConsent(facts) && (state(facts) ?? 'missing') === code,
    })
  const words = {
    missing: [
      'ご本人の同意が、まだ記録されていません。',
      '同意を根拠にして、同意の記録がないとき。',
      '返事がないことは、同意ではありません。',
    ],
    refused: [
      'ご本人は同意しないと答えています。そのまま渡すことはできません。名前を伏せて相談するか、支援会議で相談できます。',
      '同意しないと答えた記録があるとき。',
      '断っても、お支払いや供給の扱いは何も変わりません。',
    ],
    'not-obtainable': [
      '同意を伺えていません。伺えないときは、名前を伏せて相談できます。',
      '伺えなかったと記録されているとき。',
      '伺えないことは、同意ではありません。守る必要があるときは、判断の記録に進めます。',
    ],
    withdrawn: [
      '同意は取り消されています。これから先は渡せません。',
      '同意が取り消されたとき。',
      '取り消しは、伺ったときと同じくらい簡単で、すぐに効きます。',
    ],
    expired: [
      '同意の期限が過ぎています。あらためて伺うことができます。',
      '同意の期限が過ぎたとき。',
      '同意は、期限までのものです。',
    ],
  } as const
  return Object.entries(words).map(([code, text]) => rule(code, text))
}
