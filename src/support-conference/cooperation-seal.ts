import { z } from 'zod'
import { openJson, sealJson } from '#platform/crypto/key-ring.ts'
import type { Platform } from '#platform/platform.ts'
import { type CooperationWords, cooperationWords } from './cooperation-contract.ts'
import type { AsReceived, RequestRecord } from './cooperation-store.ts'

type Keys = Pick<Platform, 'keys'>
type Place = { readonly tenantId: string; readonly id: string }
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const bytes = (text: string) => Buffer.from(text, 'base64')
const at = ({ tenantId, id }: Place, field: string) => ({ scopeId: tenantId, recordId: id, field })

/** Seals what is asked for the person of the case. */
export function sealWords(key: Uint8Array, place: Place, words: CooperationWords): string {
  return base64(sealJson(key, at(place, 'cooperation'), words))
}

/** Opens what was asked; the caller may see the request. */
export function openWords({ keys }: Keys, record: RequestRecord): CooperationWords {
  const key = keys.unwrap(record.tenantId, bytes(record.subjectKey ?? ''))
  return cooperationWords.parse(openJson(key, at(record, 'cooperation'), bytes(record.sealed)))
}

export const cooperationAnswer = z.object({ text: z.string(), by: z.string() })
export type CooperationAnswer = z.infer<typeof cooperationAnswer>

/** Seals an answer for the person of the case, the moment it arrives. */
export function sealAnswer(
  { keys }: Keys,
  place: Place & { readonly subjectKey: string | undefined },
  answer: CooperationAnswer,
): string {
  return base64(sealJson(keys.unwrap(place.tenantId, bytes(place.subjectKey ?? '')), at(place, 'answer'), answer))
}

/** Opens the answer; undefined while there is none. */
export function openAnswer({ keys }: Keys, record: RequestRecord): CooperationAnswer | undefined {
  if (record.answer === undefined) return undefined
  const key = keys.unwrap(record.tenantId, bytes(record.subjectKey ?? ''))
  return cooperationAnswer.parse(openJson(key, at(record, 'answer'), bytes(record.answer)))
}

type Sent = { readonly tenantId: string; readonly sharingId: string; readonly recipientId: string }

/** What leaves with a request: the name, the question and, where it was chosen, the address; each under its own key. */
export function sealForRecipient({ keys }: Keys, to: Sent, { name, address, question }: CooperationWords) {
  const said = { identity: name, observation: question, ...(address === undefined ? {} : { contact: address }) }
  return Object.entries(said).map(([category, value]) => {
    const { key, wrapped } = keys.newSubjectKey(to.recipientId)
    const place = at({ tenantId: to.tenantId, id: to.sharingId }, `asked:${category}`)
    return { category, sealed: base64(sealJson(key, place, value)), wrappedKey: base64(wrapped) }
  })
}

/** Opens what its recipient was told. */
export function openForRecipient({ keys }: Keys, received: AsReceived) {
  const said = (category: string) => {
    const part = received.parts.find((one) => one.category === category)
    if (part === undefined) return undefined
    const key = keys.unwrap(received.recipientId, bytes(part.wrappedKey))
    const place = at({ tenantId: received.tenantId, id: received.sharingId }, `asked:${category}`)
    return z.string().parse(openJson(key, place, bytes(part.sealed)))
  }
  return { name: said('identity') ?? '', address: said('contact'), question: said('observation') ?? '' }
}
