import { expect, test } from 'vitest'
import { calendarDate } from '#kernel/calendar-date.ts'
import { formatStatute } from '#kernel/statute.ts'
import { decideSharing, type Ground, type LegalKind, type SharingFacts } from './information-sharing.ts'
import type { Judgement } from './sharing-facts.ts'

/** What the manual, the annex and the field's law say, one row per statement: where it stands, the facts, the outcome. */
const today = calendarDate('2026-11-22')
const whole: Judgement = {
  ground: 'life-body-property',
  purpose: 'consultation',
  interest: 'life',
  factsObservedAt: '2026-11-21T01:00:00Z',
  attempts: [{ at: '2026-11-20T01:00:00Z', way: 'visit', result: 'no-answer' }],
  hardness: 'no-answer',
  words: ['facts', 'why-hard', 'necessity', 'no-unjust-harm'],
  categories: ['identity', 'contact', 'supply', 'observation'],
  provision: undefined,
  itemId: 'item',
  requestId: 'request',
  route: 'through-liaison',
  validUntil: calendarDate('2026-12-22'),
  askAgainOn: calendarDate('2026-12-01'),
  tellOn: calendarDate('2026-12-10'),
  notToldUntil: undefined,
  state: 'permitted',
  aboutThis: true,
  requestedBy: 'one',
  decidedBy: 'other',
  secondDueOn: undefined,
}
const given = {
  outcome: 'given',
  withdrawn: false,
  recipientTenantId: 'town',
  categories: ['identity', 'contact', 'supply', 'observation', 'arrears'],
  purposes: ['consultation', 'feedback'],
  feedbackLevel: 'received',
  until: calendarDate('2027-01-01'),
} as const
const everything = { categories: given.categories, feedbackCeiling: 'supported' } as const

function facts(ground: Ground, change: Partial<SharingFacts> = {}, kind: LegalKind = 'private-business'): SharingFacts {
  return {
    provider: { legalKind: kind },
    recipient: { tenantId: 'town', legalKind: 'commissioned-body' },
    purpose: 'consultation',
    categories: ['identity', 'contact', 'observation'],
    ground,
    agreement: everything,
    consent: undefined,
    steppedUp: true,
    today,
    ...change,
  }
}
type More = Partial<SharingFacts> & { readonly kind?: LegalKind }
const on = (ground: Judgement['ground'], change: Partial<Judgement> = {}, { kind, ...more }: More = {}) =>
  facts(ground, { judgement: { ...whole, ground, ...change }, ...more }, kind)
const conference = { route: 'through-conference' } as const
const refused = { refusedAt: '2026-11-21T12:00:00Z' }

const rows: readonly (readonly [where: string, says: string, SharingFacts, outcome: string])[] = [
  ['3(3)', 'consent is the rule', facts('consent', { consent: given }), 'permitted'],
  ['3(3)', 'without consent nothing passes on consent', facts('consent'), 'consent-missing'],
  ['3(3)', 'to protect life, and consent hard to obtain: permitted', on('life-body-property'), 'permitted'],
  ['3(3)', 'a body is such an interest', on('life-body-property', { interest: 'body' }), 'permitted'],
  ['3(3)', 'property is such an interest', on('life-body-property', { interest: 'property' }), 'permitted'],
  [
    '3(3)',
    'arrears alone are none of the interests',
    on('life-body-property', { interest: undefined }),
    'missing-interest',
  ],
  [
    '3(3)',
    'both are needed: that consent is hard',
    on('life-body-property', { hardness: undefined }),
    'missing-why-hard',
  ],
  [
    '3(3)',
    'both are needed: that it is necessary',
    on('life-body-property', { words: ['facts', 'why-hard'] }),
    'missing-necessity',
  ],
  [
    '3(3)',
    'arrears and stops of supply may be told then, each with its reason',
    on(
      'life-body-property',
      { categories: given.categories, words: [...whole.words, 'arrears'] },
      { categories: ['supply', 'arrears'] },
    ),
    'permitted',
  ],
  [
    '3(3)',
    'more than the smallest categories needs a sentence',
    on('life-body-property', { categories: given.categories }, { categories: ['arrears'] }),
    'missing-categories',
  ],
  [
    '3(3)',
    '“and the like”: another ground, with its provision and a second person',
    on('other', { provision: '個人情報保護法第27条第1項第3号', state: 'signed' }),
    'permitted',
  ],
  ['3(3)', '“and the like” without a provision is no ground', on('other', { state: 'signed' }), 'missing-provision'],
  [
    '3(3)',
    '“and the like” waits for the second person',
    on('other', { provision: '個人情報保護法第27条第1項第3号', state: 'second-signature-due' }),
    'second-signature-missing',
  ],
  [
    '3(3)',
    'a plain no is no difficulty in asking',
    on('life-body-property', { hardness: 'declined' }),
    'missing-why-hard',
  ],
  ['3(3)', 'a plain no leads to the conference, not past it', on('life-body-property', {}, refused), 'refusal-stands'],
  [
    '3(3)',
    'danger seen after the no overrides it',
    on('life-body-property', { factsObservedAt: '2026-11-21T13:00:00Z' }, refused),
    'permitted',
  ],
  [
    '3(2)①',
    'inside the conference the same standard holds',
    on('support-conference', { ...conference, interest: undefined }),
    'missing-interest',
  ],
  ['3(2)①', 'what a called body brings to its item', on('support-conference', conference), 'permitted'],
  [
    '3(2)①',
    'after a plain no the conference weighs it',
    on('support-conference', { ...conference, hardness: 'declined' }, refused),
    'permitted',
  ],
  [
    '3(2)①',
    'a body that is not called to the item brings nothing',
    on('support-conference', conference, { againstItem: 'conference-item-missing' }),
    'conference-item-missing',
  ],
  [
    '3(2)①',
    'members are bound to secrecy first',
    on('support-conference', conference, { againstItem: 'conference-secrecy-first' }),
    'conference-secrecy-first',
  ],
  [
    '9(3)',
    'also who is no member may be asked for material',
    on('cooperation-request', { route: 'on-request' }),
    'permitted',
  ],
  [
    '9(3)',
    'an answer beyond the request is none',
    on('cooperation-request', { route: 'on-request' }, { againstRequest: 'cooperation-request-missing' }),
    'cooperation-request-missing',
  ],
  [
    'annex 3',
    'who cannot judge their state: nobody can have asked',
    on('life-body-property', { hardness: 'cannot-judge', attempts: [] }),
    'permitted',
  ],
  [
    'annex 3',
    'several problems in one household are no ground by themselves',
    on('support-conference', { ...conference, hardness: undefined, interest: undefined }),
    'missing-interest',
  ],
  [
    'Tamana',
    'without an agreement a report with consent passes, in the smallest categories',
    facts('consent', { consent: given, agreement: undefined }),
    'permitted',
  ],
  [
    'Tamana',
    'amounts need the agreement',
    facts('consent', { consent: given, agreement: undefined, categories: ['arrears'] }),
    'agreement-lacks-category',
  ],
  [
    'Kitakyushu',
    'barely conscious: reported at once, whatever was refused',
    facts('immediate-danger', { steppedUp: false, ...refused }),
    'permitted',
  ],
  [
    'Toba',
    'the water bureau answers to Article 69 and says that nobody is harmed',
    on('life-body-property', { words: ['facts', 'why-hard', 'necessity'] }, { kind: 'municipal-body' }),
    'missing-no-unjust-harm',
  ],
  [
    'Toba',
    'the water bureau to the welfare office of the same town, by Article 69(2)(ii)',
    on('other', { provision: '個人情報保護法第69条第2項第2号', state: 'signed' }, { kind: 'municipal-body' }),
    'permitted',
  ],
  [
    'APPI 27(1)(i)',
    'a law that provides for it, cited',
    on('law', { provision: '高齢者虐待防止法第7条' }),
    'permitted',
  ],
  [
    'APPI 27(1)(i)',
    'a law without its article is none',
    on('law', { provision: '高齢者虐待防止法' }),
    'missing-provision',
  ],
  [
    'APPI 27',
    'two companies of one group are two providers: a record is of one',
    on('life-body-property', { aboutThis: false }),
    'judgement-for-another-sharing',
  ],
  [
    'Q&A 1-60',
    'no answer is no consent',
    facts('consent', { consent: { ...given, outcome: 'not-obtainable' } }),
    'consent-not-obtainable',
  ],
  [
    'PPC 3-3-3',
    'a due reason is judged by a person, never assumed',
    facts('life-body-property', {}, 'municipal-body'),
    'needs-judgement',
  ],
]

test.each(rows)('%s: %s', (_where, _says, sharing, outcome) => {
  const { verdict, because } = decideSharing(sharing)
  expect(verdict === 'permitted' ? 'permitted' : because[0]?.code).toBe(outcome)
})

test('A company is told Article 27, a municipal section Article 69, and neither the other one', () => {
  const cited = (kind: LegalKind) =>
    decideSharing(on('life-body-property', {}, { kind })).because.flatMap(({ statutes }) => statutes.map(formatStatute))
  expect(cited('private-business')).toEqual(['個人情報保護法第27条第1項第2号'])
  expect(cited('commissioned-body')).toEqual(['個人情報保護法第27条第1項第2号'])
  expect(cited('municipal-body')).toEqual(['個人情報保護法第69条第2項第4号'])
})

test('What overrides a refusal says so', () => {
  const { because } = decideSharing(on('life-body-property', { factsObservedAt: '2026-11-21T13:00:00Z' }, refused))
  expect(because.map(({ code }) => code)).toEqual(['protection-needs-it', 'danger-after-refusal'])
})
