import { FACTS, type Fact, needsAgreement } from './account.ts'
import { type ClausePath, type Condition, childrenOf, conditionKey, factOf, pathBelow } from './condition.ts'
import { outlookOf } from './condition-outlook.ts'
import { phraseOf } from './condition-words.ts'

/** What a reader should look at twice. `never` and `always` are certain; `unusual` is experience. */
export type WarningCode = 'never' | 'always' | 'always-when-known' | 'repeated' | 'unusual' | 'fact-not-allowed'

export type ConditionWarning = {
  readonly code: WarningCode
  readonly path: ClausePath
  /** What is the matter and how to mend it, for the people who agree on the condition. */
  readonly because: string
}

/** Everything in a condition that can hardly be meant. `factsAllowed` are those that the agreement names. */
export function warningsOf(condition: Condition, factsAllowed: readonly Fact[]): readonly ConditionWarning[] {
  return partWarnings(condition, { path: '0', factsAllowed })
}

type Place = { readonly path: ClausePath; readonly factsAllowed: readonly Fact[] }

function partWarnings(condition: Condition, place: Place): readonly ConditionWarning[] {
  const own = [...forbiddenFact(condition, place), ...certain(condition, place.path)]
  // The parts of what is certain anyway would only say the same again, but for facts that may not be asked for.
  const isCertain = own.some(({ code }) => code === 'never' || code === 'always')
  const below = childrenOf(condition).flatMap((part, index) =>
    partWarnings(part, { ...place, path: pathBelow(place.path, index) }),
  )
  if (isCertain) return [...own, ...below.filter(({ code }) => code === 'fact-not-allowed')]
  return [
    ...own,
    ...whenKnown(condition, place.path),
    ...repeated(condition, place.path),
    ...unusual(condition, place.path),
    ...below,
  ]
}

function forbiddenFact(condition: Condition, { path, factsAllowed }: Place): readonly ConditionWarning[] {
  const fact = factOf(condition)
  if (fact === undefined || !needsAgreement(fact) || factsAllowed.includes(fact)) return []
  const because = `この協定では「${FACTS[fact]}」を条件に使うことになっていません。協定に加えるか、この条件を外してください。`
  return [{ code: 'fact-not-allowed', path, because }]
}

function certain(condition: Condition, path: ClausePath): readonly ConditionWarning[] {
  const outlook = outlookOf(condition)
  switch (outlook) {
    case 'depends':
      return []
    case 'never':
      return [
        { code: 'never', path, because: `この条件に当てはまるご契約は、ありえません。${neverBecause(condition)}` },
      ]
    case 'always':
      return [
        { code: 'always', path, because: `この条件は、どのご契約にも当てはまります。${alwaysBecause(condition)}` },
      ]
    default: {
      const never: never = outlook
      return never
    }
  }
}

function neverBecause(condition: Condition): string {
  if (condition.kind === 'any' && condition.of.length === 0) return '「どれか」の中に、条件を一つ以上入れてください。'
  if (condition.kind !== 'all') return ''
  const single = condition.of.find((part) => outlookOf(part) === 'never')
  if (single !== undefined) return `「${phraseOf(single)}」に当てはまるご契約がないためです。`
  const pair = findPair(condition.of, (of) => outlookOf({ kind: 'all', of }) === 'never')
  return pair === undefined ? '' : `「${phraseOf(pair[0])}」と「${phraseOf(pair[1])}」は、両立しません。`
}

function alwaysBecause(condition: Condition): string {
  if (condition.kind === 'all' && condition.of.length === 0) return '「すべて」の中に、条件を一つ以上入れてください。'
  if (condition.kind === 'season') return '季節が一年じゅうになっています。'
  if (condition.kind !== 'any') return ''
  const single = condition.of.find((part) => outlookOf(part) === 'always')
  if (single !== undefined) return `「${phraseOf(single)}」だけで、すべてのご契約に当てはまります。`
  const pair = findPair(condition.of, (of) => outlookOf({ kind: 'any', of }) === 'always')
  return pair === undefined
    ? ''
    : `「${phraseOf(pair[0])}」と「${phraseOf(pair[1])}」のどちらかには、必ず当てはまります。`
}

type Pair = readonly [Condition, Condition]

function findPair(parts: readonly Condition[], fits: (pair: Pair) => boolean): Pair | undefined {
  return parts
    .flatMap((left, index) => parts.slice(index + 1).map((right): Pair => [left, right]))
    .find((pair) => fits(pair))
}

function whenKnown(condition: Condition, path: ClausePath): readonly ConditionWarning[] {
  const fact = factOf(condition)
  if (fact === undefined || outlookOf(condition, { onlyKnown: true }) !== 'always') return []
  const because = `「${FACTS[fact]}」がファイルにあるご契約には、すべて当てはまります。`
  return [{ code: 'always-when-known', path, because }]
}

function repeated(condition: Condition, path: ClausePath): readonly ConditionWarning[] {
  const parts = childrenOf(condition)
  return parts.flatMap((part, index) => {
    const isSecond = parts.findIndex((other) => conditionKey(other) === conditionKey(part)) < index
    return isSecond
      ? [
          {
            code: 'repeated',
            path: pathBelow(path, index),
            because: `「${phraseOf(part)}」が二か所にあります。一つで足ります。`,
          } as const,
        ]
      : []
  })
}

/** What the field knows to be odd, although a file may say so. */
function unusual(condition: Condition, path: ClausePath): readonly ConditionWarning[] {
  if (condition.kind === 'flag' && condition.fact === 'objection' && condition.is) {
    const because = 'ご案内を望まない方には、条件に当てはまってもご案内しません。'
    return [{ code: 'unusual', path, because }]
  }
  if (condition.kind !== 'all') return []
  const early = condition.of.some(isBeforeStopNotice)
  const stop = condition.of.some((part) => factOf(part) === 'stopOn')
  const because = '停止の予告より前の段階では、停止の予定日はふつうまだ決まっていません。'
  return early && stop ? [{ code: 'unusual', path, because }] : []
}

function isBeforeStopNotice(part: Condition): boolean {
  if (part.kind !== 'one-of' || part.fact !== 'noticeStage') return false
  return part.values.every((stage) => stage !== 'stop-notice' && stage !== 'stopped')
}
