import { ok, type Result, refuse } from '#kernel/result.ts'
import { type Statute, statute } from '#kernel/statute.ts'

/** Who asks to be told who was told what (お求め): the person, or somebody with papers. */
export const REQUESTERS = {
  self: 'ご本人',
  'legal-representative': '法定代理人（親権者など）',
  guardian: '成年後見人・保佐人・補助人（権限のある範囲で）',
  delegated: '委任を受けた代理人',
} as const
export type Requester = keyof typeof REQUESTERS
export const requesters = [
  'self',
  'legal-representative',
  'guardian',
  'delegated',
] as const satisfies readonly Requester[]

/** APPI 76: the person; a statutory representative and somebody delegated in the person's name. */
export const REQUEST_LAW: Readonly<Record<Requester, Statute>> = {
  self: statute('個人情報保護法', '76', '1'),
  'legal-representative': statute('個人情報保護法', '76', '2'),
  guardian: statute('個人情報保護法', '76', '2'),
  delegated: statute('個人情報保護法', '76', '2'),
}

export const IDENTITY_PAPERS = {
  'my-number-card': 'マイナンバーカード（表の面だけ。番号は控えません）',
  'driving-licence': '運転免許証',
  'residence-card': '在留カード',
  passport: 'パスポート',
  'disability-certificate': '障害者手帳',
  'two-papers': '資格確認書・年金手帳など、2つの書類',
  'known-in-person': '担当者がよく知っている方（面識）',
} as const
export type IdentityPaper = keyof typeof IDENTITY_PAPERS
export const identityPapers = [
  'my-number-card',
  'driving-licence',
  'residence-card',
  'passport',
  'disability-certificate',
  'two-papers',
  'known-in-person',
] as const satisfies readonly IdentityPaper[]

export const REPRESENTATIVE_PAPERS = {
  'family-register': '戸籍謄本など、親権者・法定代理人とわかる書類（30日以内）',
  'guardian-registration': '後見登記の登記事項証明書（30日以内）',
  'delegation-letter': '委任状（30日以内）',
  'seal-certificate': '委任した方の印鑑登録証明書（30日以内）',
  'copy-of-the-persons-paper': '委任した方の本人確認書類の写し',
} as const
export type RepresentativePaper = keyof typeof REPRESENTATIVE_PAPERS
export const representativePapers = [
  'family-register',
  'guardian-registration',
  'delegation-letter',
  'seal-certificate',
  'copy-of-the-persons-paper',
] as const satisfies readonly RepresentativePaper[]

/** What each has to bring; of an inner list one is enough. The database asks the same (db/migrations/0024). */
export const PAPERS_ASKED: Readonly<Record<Requester, readonly (readonly RepresentativePaper[])[]>> = {
  self: [],
  'legal-representative': [['family-register']],
  guardian: [['guardian-registration']],
  delegated: [['delegation-letter'], ['seal-certificate', 'copy-of-the-persons-paper']],
}

/** Whether everything that was to be seen was seen. */
export function decidePapers(
  askedBy: Requester,
  seen: { readonly identity: readonly IdentityPaper[]; readonly papers: readonly RepresentativePaper[] },
): Result<undefined> {
  if (seen.identity.length === 0) return refuse('identity-missing', 'お求めの方の本人確認をした書類を選んでください。')
  const missing = PAPERS_ASKED[askedBy].find((group) => !group.some((paper) => seen.papers.includes(paper)))
  if (missing === undefined) return ok(undefined)
  const names = missing.map((paper) => REPRESENTATIVE_PAPERS[paper]).join('、または')
  return refuse('papers-missing', `${names}を確かめてください。`)
}

export const requestStates = ['checked', 'with-officer', 'released', 'declined', 'issued'] as const
export type RequestState = (typeof requestStates)[number]
export const requestCommands = ['release', 'decline', 'issue'] as const
export type RequestCommand = (typeof requestCommands)[number]

export const REQUEST_STATES = {
  checked: '本人確認が済みました。お手紙を出せます',
  'with-officer': '担当部局の責任者が確かめています',
  released: '責任者が確かめました。お手紙を出せます',
  declined: '担当部局からお返事します',
  issued: 'お手紙を出しました',
} as const satisfies Record<RequestState, string>

/** Where a command leads from each state; what is not here is refused. A letter may be printed again. */
export const REQUEST_TRANSITIONS = {
  checked: { issue: 'issued' },
  'with-officer': { release: 'released', decline: 'declined' },
  released: { issue: 'issued' },
  declined: {},
  issued: { issue: 'issued' },
} as const satisfies Record<RequestState, Partial<Record<RequestCommand, RequestState>>>

/** The state after a command, or why it is not possible. */
export function decideRequest(state: RequestState, command: RequestCommand): Result<RequestState> {
  const next: Partial<Record<RequestCommand, RequestState>> = REQUEST_TRANSITIONS[state]
  const to = next[command]
  return to === undefined
    ? refuse('transition-not-allowed', `${REQUEST_STATES[state]}。この操作はできません。`)
    : ok(to)
}

/** The state in which a request begins: a representative's waits for the officer, whoever the person is. */
export function firstState(askedBy: Requester): RequestState {
  return askedBy === 'self' ? 'checked' : 'with-officer'
}

/**
 * What a representative is told, word for word the same for everybody, so that nothing can be read from it: neither that
 * somebody is known nor that somebody is protected (APPI 81).
 */
export const REPRESENTATIVE_ANSWER =
  'お求めを受け付けました。代理の方からのお求めは、すべて市区町村の担当部局で確かめてから、文書でお返事します。この場では、記録があるかどうかを含めて、お答えできません。'
export const DECLINED_ANSWER =
  'お求めの記録については、あるかどうかを含めてお答えできません（個人情報保護法第81条）。このお返事に納得できないときは、審査請求ができます。'
