import { z } from 'zod'
import { calendarDate } from '#kernel/calendar-date.ts'
import { CannotOpen, type KeyRing, openJson, sealJson } from '#platform/crypto/key-ring.ts'
import { type JudgementRecord, saysSomething, type WordsPart } from './judgement.ts'
import type { JudgementContent } from './judgement-contract.ts'
import type { StoredJudgement } from './judgement-store.ts'
import type { Judgement } from './sharing-facts.ts'

/** Words about a person are sealed part by part for the subject; codes and dates are what the gate reads. */

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))

/** The subject's key and where the words belong. */
export type WordsKey = { readonly key: Uint8Array; readonly scopeId: string; readonly judgementId: string }

export function openWordsKey(
  keys: KeyRing,
  { scopeId, judgementId, wrappedKey }: { scopeId: string; judgementId: string; wrappedKey: string },
): WordsKey {
  return { key: keys.unwrap(scopeId, bytesOf(wrappedKey)), scopeId, judgementId }
}

/** One sentence, as base64. */
export function sealSentence({ key, scopeId, judgementId }: WordsKey, field: string, sentence: string): string {
  return base64(sealJson(key, { scopeId, recordId: judgementId, field: `judgement ${field}` }, sentence))
}

/** One sentence; undefined when it cannot be opened any more. */
export function openSentence({ key, scopeId, judgementId }: WordsKey, field: string, sealed: string | null) {
  if (sealed === null) return undefined
  try {
    const place = { scopeId, recordId: judgementId, field: `judgement ${field}` }
    return z.string().safeParse(openJson(key, place, bytesOf(sealed))).data
  } catch (error) {
    if (error instanceof CannotOpen) return undefined
    throw error
  }
}

const sentencesOf = (content: JudgementContent): Readonly<Record<WordsPart, string | undefined>> => ({
  facts: content.facts,
  'why-hard': content.whyHard,
  necessity: content.necessity,
  'no-unjust-harm': content.noUnjustHarm,
  'not-told': content.notTold,
  arrears: content.arrearsReason,
})

/** The parts that say something, sealed; what says nothing is not kept, so that it is missing. */
export function sealWords(key: WordsKey, content: JudgementContent): Readonly<Record<string, string>> {
  const said = Object.entries(sentencesOf(content)).flatMap(([part, sentence]) =>
    sentence !== undefined && saysSomething(sentence)
      ? [[part, sealSentence(key, part, sentence.trim())] as const]
      : [],
  )
  return Object.fromEntries(said)
}

/** What was tried, as the database takes it. */
export function sealAttempts(key: WordsKey, attempts: JudgementContent['attempts']) {
  return attempts.map(({ note, ...attempt }) => ({
    ...attempt,
    note: note === undefined || note.trim() === '' ? null : sealSentence(key, 'attempt', note),
  }))
}

const given = <T>(value: T | null): T | undefined => value ?? undefined
const dayOf = (day: string | null) => (day === null ? undefined : calendarDate(day))

/** Everything as it was written; undefined when its key was destroyed. */
export function openContent(stored: StoredJudgement, key: WordsKey | undefined): JudgementContent | undefined {
  if (key === undefined) return undefined
  const words = new Map(stored.words.map(({ part, sealed }) => [part, openSentence(key, part, sealed)]))
  return {
    ground: stored.ground,
    recipientId: stored.recipient.id,
    interest: given(stored.interest),
    facts: words.get('facts'),
    factsObservedAt: given(stored.factsObservedAt),
    attempts: stored.attempts.map(({ at, way, result, note }) => ({
      at,
      way,
      result,
      note: openSentence(key, 'attempt', note),
    })),
    hardness: given(stored.hardness),
    whyHard: words.get('why-hard'),
    necessity: words.get('necessity'),
    noUnjustHarm: words.get('no-unjust-harm'),
    categories: stored.categories,
    arrearsReason: words.get('arrears'),
    provision: given(stored.provision),
    itemId: given(stored.itemId),
    requestId: given(stored.requestId),
    route: given(stored.route),
    validUntil: dayOf(stored.validUntil),
    askAgainOn: dayOf(stored.askAgainOn),
    tellOn: dayOf(stored.tellOn),
    notToldUntil: dayOf(stored.notToldUntil),
    notTold: words.get('not-told'),
  }
}

/** What the gate knows of a stored record. */
export function recordOf(stored: StoredJudgement): JudgementRecord {
  return {
    ground: stored.ground,
    purpose: stored.purpose,
    interest: given(stored.interest),
    factsObservedAt: given(stored.factsObservedAt),
    attempts: stored.attempts,
    hardness: given(stored.hardness),
    words: stored.words.map(({ part }) => part),
    categories: stored.categories,
    provision: given(stored.provision),
    itemId: given(stored.itemId),
    requestId: given(stored.requestId),
    route: given(stored.route),
    validUntil: dayOf(stored.validUntil),
    askAgainOn: dayOf(stored.askAgainOn),
    tellOn: dayOf(stored.tellOn),
    notToldUntil: dayOf(stored.notToldUntil),
  }
}

/** The record as the gate meets it for a sharing to one recipient about one report. */
export function judgementOf(
  stored: StoredJudgement,
  sharing: { readonly reportId: string; readonly recipientId: string },
): Judgement {
  return {
    ...recordOf(stored),
    state: stored.state,
    aboutThis: stored.reportId === sharing.reportId && stored.recipient.id === sharing.recipientId,
    requestedBy: stored.requestedBy.id,
    decidedBy: decisionOf(stored)?.by.id,
    secondDueOn: dayOf(stored.secondDueOn),
  }
}

/** The first signature, of who decided. */
export function decisionOf({ signatures }: Pick<StoredJudgement, 'signatures'>) {
  return signatures.find(({ kind }) => kind === 'decision')
}
