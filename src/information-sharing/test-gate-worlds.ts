import type fastCheck from 'fast-check'
import { type Consent, dataCategories } from '#consent/consent.ts'
import { addDays } from '#kernel/calendar-date.ts'
import { type Ground, isJudgementGround, type JudgementGround, judgementGrounds, type LegalKind } from './grounds.ts'
import type { AgreementTerms, SharingFacts } from './information-sharing.ts'
import {
  hardnesses,
  type JudgementPart,
  judgementParts,
  partsFor,
  routesFor,
  type WordsPart,
  wordsParts,
} from './judgement.ts'
import type { JudgementState } from './judgement-states.ts'
import type { Judgement } from './sharing-facts.ts'
import { today } from './test-sharing.ts'

/** Generated worlds around one sharing, legal and illegal: what the pure gate is told of them. Rows: test-gate-rows.ts. */

type FastCheck = typeof fastCheck
const mostlyOf =
  (fc: FastCheck) =>
  <T>(usual: T, ...others: readonly T[]) =>
    fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })
const someCategoriesOf = (fc: FastCheck) => fc.subarray([...dataCategories])
const decidedStates = ['draft', 'asked', 'refused', 'second-signature-due', 'overturned', 'signed'] as const

/** What the person last said, before or after the facts were seen. */
export const ANSWERS = [
  'none',
  'given',
  'refused-before',
  'refused-after',
  'withdrawn-before',
  'declined-before',
  'declined-after',
] as const
export const ITEMS = ['good', 'unknown', 'closed', 'unsigned', 'asked-less'] as const
export const MISMATCHES = ['none', 'recipient', 'ground', 'report', 'unknown'] as const

function recordOf(fc: FastCheck) {
  const mostly = mostlyOf(fc)
  const someCategories = someCategoriesOf(fc)
  return fc.record({
    mismatch: mostly<(typeof MISMATCHES)[number]>('none', 'recipient', 'ground', 'report', 'unknown'),
    /** Parts that somebody forgot; what the ground does not ask for may be forgotten. */
    forgotten: fc.oneof(
      { weight: 3, arbitrary: fc.constant<JudgementPart[]>([]) },
      {
        weight: 2,
        arbitrary: fc.subarray<JudgementPart>([...judgementParts], { minLength: 1, maxLength: 2 }),
      },
    ),
    hardness: fc.constantFrom(...hardnesses),
    saysWhyNot: fc.boolean(),
    state: fc.oneof(
      { weight: 4, arbitrary: fc.constant<JudgementState>('permitted') },
      { weight: 3, arbitrary: fc.constantFrom<JudgementState>(...decidedStates) },
    ),
    validFor: mostly(30, -1, 0),
    secondDueIn: fc.constantFrom(-1, 0, 3),
    undecided: mostly(false, true),
    answer: mostly<(typeof ANSWERS)[number]>(...ANSWERS),
    item: mostly<(typeof ITEMS)[number]>(...ITEMS),
    request: mostly<'good' | 'unknown'>('good', 'unknown'),
    categories: fc.oneof(
      { weight: 4, arbitrary: fc.constant([...dataCategories]) },
      { weight: 1, arbitrary: someCategories },
    ),
  })
}
export type RecordWorld = ReturnType<typeof recordOf> extends fastCheck.Arbitrary<infer Value> ? Value : never

function agreementOf(fc: FastCheck) {
  const someCategories = someCategoriesOf(fc)
  return fc.record({
    state: fc.constantFrom('none', 'in-force', 'in-force', 'drafted', 'superseded', 'ended'),
    from: fc.constantFrom(-30, 0, 1),
    until: fc.constantFrom(undefined, -1, 0, 30),
    categories: fc.oneof(fc.constant([...dataCategories]), someCategories),
  })
}
function consentOf(fc: FastCheck) {
  const someCategories = someCategoriesOf(fc)
  return fc.record({
    outcome: fc.constantFrom<Consent['outcome']>('given', 'given', 'given', 'refused', 'not-obtainable'),
    withdrawn: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    until: fc.constantFrom(-1, 0, 30, 180),
    here: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    purposes: fc.constantFrom<Consent['purposes'][]>(['consultation', 'feedback'], ['consultation'], ['feedback'], []),
    categories: fc.oneof(
      { weight: 3, arbitrary: fc.constant([...dataCategories]) },
      { weight: 1, arbitrary: someCategories },
    ),
  })
}

export function gateWorldOf(fc: FastCheck) {
  const mostly = mostlyOf(fc)
  return fc.record({
    ground: fc.oneof(
      { weight: 6, arbitrary: fc.constant<Ground>('consent') },
      { weight: 1, arbitrary: fc.constant<Ground>('immediate-danger') },
      { weight: 5, arbitrary: fc.constant<Ground>('life-body-property') },
      { weight: 6, arbitrary: fc.constantFrom<Ground>(...judgementGrounds) },
    ),
    providerKind: fc.constantFrom<LegalKind>('private-business', 'municipal-body', 'commissioned-body'),
    recipientKind: fc.constantFrom<LegalKind>('commissioned-body', 'municipal-body'),
    steppedUp: mostly(true, false),
    categories: fc.subarray([...dataCategories], { minLength: 1, maxLength: 3 }),
    agreement: agreementOf(fc),
    consent: fc.option(consentOf(fc), { freq: 8 }),
    record: fc.option(recordOf(fc), { freq: 12 }),
  })
}
export type GateWorld = ReturnType<typeof gateWorldOf> extends fastCheck.Arbitrary<infer Value> ? Value : never

const hour = 3_600_000
/** Instants of one world: the facts are two hours old; refusals lie one or three hours back. */
export const instants = (now: number) => ({
  seen: new Date(now - 2 * hour).toISOString(),
  before: new Date(now - 3 * hour).toISOString(),
  after: new Date(now - hour).toISOString(),
})
export type Instants = ReturnType<typeof instants>

/** When the person last said no, as the world's answer has it. */
export function refusalOf(world: RecordWorld, at: Instants): string | undefined {
  switch (world.answer) {
    case 'none':
    case 'given':
      return undefined
    case 'refused-before':
      return at.before
    case 'refused-after':
      return at.after
    case 'withdrawn-before':
      return at.before
    case 'declined-before':
      return world.forgotten.includes('attempts') ? undefined : at.before
    case 'declined-after':
      return world.forgotten.includes('attempts') ? undefined : at.after
    default: {
      const never: never = world.answer
      return never
    }
  }
}

/** The ground that the record itself names. */
export function recordGround({ ground, record: one }: GateWorld): JudgementGround {
  const asked = isJudgementGround(ground) ? ground : 'law'
  if (one?.mismatch !== 'ground') return asked
  return asked === 'law' ? 'other' : 'law'
}

const when = <T>(there: boolean, value: T) => (there ? value : undefined)

/** The record as the pure gate meets it. */
export function judgementFacts(world: GateWorld, at: Instants): Judgement | undefined {
  const { record: one } = world
  if (one === null || one.mismatch === 'unknown' || !isJudgementGround(world.ground)) return undefined
  const ground = recordGround(world)
  const has = (part: JudgementPart) => !one.forgotten.includes(part)
  const cited = partsFor(ground, world.providerKind).includes('provision')
  return {
    ground,
    purpose: 'consultation',
    interest: when(has('interest'), 'body'),
    factsObservedAt: when(has('facts'), at.seen),
    attempts: has('attempts') ? [attemptOf(one, at)] : [],
    hardness: when(has('why-hard'), one.hardness),
    words: wordsOf(one),
    categories: one.categories,
    provision: when(cited && has('provision'), '高齢者虐待防止法第7条'),
    itemId: when(has('item'), 'item'),
    requestId: when(has('request'), 'request'),
    route: when(has('route'), routesFor(ground)[0]),
    validUntil: when(has('valid-until'), addDays(today(), one.validFor)),
    askAgainOn: when(has('ask-again'), addDays(today(), 7)),
    tellOn: when(has('telling'), addDays(today(), 14)),
    notToldUntil: when(!has('telling'), addDays(today(), 14)),
    state: one.state,
    aboutThis: one.mismatch !== 'recipient' && one.mismatch !== 'report',
    requestedBy: 'who asked',
    decidedBy: when(isDecided(one), 'who decided'),
    secondDueOn: when(one.state === 'second-signature-due', addDays(today(), one.secondDueIn)),
  }
}

function attemptOf({ answer }: RecordWorld, at: Instants) {
  const result = answer.startsWith('declined') ? 'declined' : 'no-answer'
  return { at: answer === 'declined-after' ? at.after : at.before, way: 'visit', result } as const
}

function wordsOf({ forgotten, saysWhyNot }: RecordWorld): readonly WordsPart[] {
  return wordsParts.filter((part) => {
    if (part === 'not-told') return saysWhyNot
    return !forgotten.includes(part === 'arrears' ? 'categories' : part)
  })
}

/** Whether a signature of another person stands under the record. */
export function isDecided({ state, undecided }: RecordWorld): boolean {
  return !undecided && state !== 'draft' && state !== 'asked'
}

const againstItem = {
  good: undefined,
  unknown: 'conference-item-missing',
  closed: 'conference-item-closed',
  unsigned: 'conference-secrecy-first',
  'asked-less': 'conference-asked-for-less',
} as const

/** Everything that the pure gate is told. `tenants` are the municipality here and another one. */
export function factsOf(
  world: GateWorld,
  { here, elsewhere, at }: { here: string; elsewhere: string; at: Instants },
): SharingFacts {
  const { record: one, categories } = world
  const called = one === null ? 'unknown' : one.item
  const item =
    called === 'asked-less' && categories.every((category) => category === 'identity') ? undefined : againstItem[called]
  return {
    provider: { legalKind: world.providerKind },
    recipient: { tenantId: here, legalKind: world.recipientKind },
    purpose: 'consultation',
    categories,
    ground: world.ground,
    agreement: agreementFacts(world),
    consent: consentFacts(world, { here, elsewhere }),
    judgement: judgementFacts(world, at),
    refusedAt: one === null ? undefined : refusalOf(one, at),
    againstItem: item,
    againstRequest: one?.request === 'good' ? undefined : 'cooperation-request-missing',
    steppedUp: world.steppedUp,
    today: today(),
  }
}

function agreementFacts({ agreement: one }: GateWorld): AgreementTerms | undefined {
  const from = addDays(today(), one.from)
  const until = one.until === undefined || one.until < one.from ? null : addDays(today(), one.until)
  const holds = one.state === 'in-force' && from <= today() && (until === null || until >= today())
  return holds ? { categories: one.categories, feedbackCeiling: 'supported' } : undefined
}

function consentFacts(world: GateWorld, tenants: { here: string; elsewhere: string }): Consent | undefined {
  const { consent: one } = world
  if (one === null || world.ground !== 'consent') return undefined
  return {
    outcome: one.outcome,
    categories: one.categories,
    purposes: one.purposes,
    until: addDays(today(), one.until),
    recipientTenantId: one.here ? tenants.here : tenants.elsewhere,
    withdrawn: one.withdrawn && one.outcome === 'given',
    feedbackLevel: 'received',
  }
}
