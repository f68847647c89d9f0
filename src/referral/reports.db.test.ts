import { createPublicKey, randomUUID, verify } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import {
  addAgreement,
  address,
  bodyOf,
  consent,
  openReportTown,
  type ReportTown,
  referralOf,
  report,
  submit,
  withKey,
} from './test-reports.ts'

let town: ReportTown

beforeAll(async () => {
  town = await openReportTown()
  await addAgreement(town)
})
afterAll(() => town.frame.close())

const ask = async (
  user: Parameters<ReportTown['as']>[0],
  asked: Omit<Parameters<ReportTown['frame']['ask']>[0], 'as'>,
) => town.frame.ask({ ...asked, as: await town.as(user) })

describe('A field worker', () => {
  const save = async (user = town.fieldWorker) => {
    const body = { ...bodyOf(), passOn: true }
    const answer = await ask(user, { method: 'POST', url: '/api/reports', body, headers: withKey() })
    return { answer, body }
  }

  test('passes a report on to the liaison, who sends it', async () => {
    const { answer, body } = await save()
    expect([answer.statusCode, answer.json()]).toEqual([200, { reportId: body.id, version: 1, passedOn: true }])
    const waiting = await ask(town.liaison, { url: '/api/reports?show=waiting' })
    expect(waiting.json().reports.map(({ id }: { id: string }) => id)).toContain(body.id)
    const { consent: _given, ...rest } = bodyOf({ id: body.id, version: 1 })
    const sent = await submit(town, { body: rest })
    expect(sent.answer.statusCode).toBe(200)
    expect(sent.answer.json().receipt.agencyName).toBe('くらし相談ともしび')
  })

  test('does not see a colleague’s report', async () => {
    const { body } = await save()
    const seen = await ask(town.secondFieldWorker, { url: `/api/reports/${body.id}` })
    expect([seen.statusCode, seen.json().code]).toEqual([404, 'not_found'])
    const listed = await ask(town.secondFieldWorker, { url: '/api/reports' })
    expect(listed.json().reports).toEqual([])
  })

  test('does not send anything out of the company', async () => {
    const { answer } = await submit(town, { user: town.fieldWorker })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden'])
  })

  test('reads back exactly what was typed', async () => {
    const { body } = await save()
    const seen = await ask(town.fieldWorker, { url: `/api/reports/${body.id}` })
    expect(seen.json()).toMatchObject({ report, consent: { state: 'given', feedbackLevel: 'supported' } })
    expect(seen.json().allowed).toContain('save')
    expect(seen.json().allowed).not.toContain('send')
  })
})

describe('A sent report', () => {
  test('is receipted, and the receipt’s signature holds', async () => {
    const { answer, body } = await submit(town)
    const { receipt, answersNow } = answer.json()
    expect(receipt).toMatchObject({ reportId: body.id, agencyId: town.agency.id })
    expect(answersNow.phone).toBe('000-0000-0001')
    const key = await ask(town.liaison, { url: '/api/receipt-key' })
    const { signature, ...unsigned } = receipt
    const publicKey = createPublicKey(key.json().publicKeyPem)
    const holds = (text: string) => verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64url'))
    expect(holds(canonicalJson(unsigned))).toBe(true)
    expect(holds(canonicalJson({ ...unsigned, receiptNumber: '0000-0000-0000' }))).toBe(false)
  })

  test('sent again under the same key answers the identical receipt, another body 422', async () => {
    const first = await submit(town)
    const again = await submit(town, first)
    expect(again.answer.json().receipt).toEqual(first.answer.json().receipt)
    const other = { ...first.body, report: { ...report, note: '別の内容' } }
    const refused = await submit(town, { body: other, key: first.key })
    expect([refused.answer.statusCode, refused.answer.json().code]).toEqual([422, 'key_used_for_another_request'])
    const { rows } = await town.frame.admin.query('select 1 from app.referrals where report_id = $1', [first.body.id])
    expect(rows).toHaveLength(1)
  })

  test('cannot be sent a second time under another key', async () => {
    const { body } = await submit(town)
    const again = await submit(town, { body: { ...body, version: 1 } })
    expect([again.answer.statusCode, again.answer.json().code]).toEqual([409, 'report_already_sent'])
  })

  test('needs a fresh confirmation by the person who sends', async () => {
    const as = await town.as(town.liaison, { steppedUp: false })
    const asked = { method: 'POST', url: '/api/reports/submit', headers: withKey() } as const
    const answer = await town.frame.ask({ ...asked, body: bodyOf(), as })
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'stepup_required'])
  })

  test('does not go without a consent, nor against a refusal', async () => {
    const { consent: _given, ...without } = bodyOf()
    const unasked = await submit(town, { body: without })
    expect([unasked.answer.statusCode, unasked.answer.json().code]).toEqual([403, 'consent_missing'])
    const refused = await submit(town, { body: bodyOf({ consent: { ...consent, outcome: 'refused' } }) })
    expect([refused.answer.statusCode, refused.answer.json().code]).toEqual([403, 'consent_refused'])
    expect(refused.answer.json().title).toContain('名前を伏せて')
  })

  test('previews exactly what the agency will see, and keeps nothing', async () => {
    const { version: _version, ...body } = bodyOf()
    const answer = await ask(town.liaison, { method: 'POST', url: '/api/reports/preview', body })
    expect(answer.json()).toMatchObject({ verdict: 'permitted', left: [], comesBack: 'supported' })
    expect((await ask(town.liaison, { url: `/api/reports/${body.id}` })).statusCode).toBe(404)
    await submit(town, { body: { ...body, version: 0 } })
    const { id } = await referralOf(town, body.id)
    const received = await ask(town.worker, { url: `/api/referrals/${id}` })
    const byCategory = (parts: { category: string }[]) => parts.toSorted((a, b) => a.category.localeCompare(b.category))
    expect(byCategory(received.json().parts)).toEqual(byCategory(answer.json().parts))
  })

  test('a stale version shows what stands, and what was typed is not lost', async () => {
    const body = { ...bodyOf(), passOn: false }
    const asked = { method: 'POST', url: '/api/reports' } as const
    await ask(town.clerk, { ...asked, body, headers: withKey() })
    const again = { ...body, version: 1, report: { ...report, note: '追記' }, consent: undefined }
    expect((await ask(town.clerk, { ...asked, body: again, headers: withKey() })).statusCode).toBe(200)
    const stale = await ask(town.liaison, { ...asked, body: again, headers: withKey() })
    expect([stale.statusCode, stale.json().code]).toEqual([409, 'version_conflict'])
    expect(stale.json().current).toMatchObject({ version: 2, report: { note: '追記' } })
  })

  test('another company does not learn that it exists', async () => {
    const { body } = await submit(town)
    const seen = await ask(town.rivalLiaison, { url: `/api/reports/${body.id}` })
    expect([seen.statusCode, seen.json().code]).toEqual([404, 'not_found'])
  })

  test('a place whose window does not take part is refused with a sentence, nothing is kept', async () => {
    const body = bodyOf({ report: { ...report, place: { address: 'どこでもない場所' } } })
    const { answer } = await submit(town, { body })
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'no_window_takes_part'])
    expect((await ask(town.liaison, { url: `/api/reports/${body.id}` })).statusCode).toBe(404)
  })

  test('a My Number in the note is refused and not repeated', async () => {
    const { answer } = await submit(town, {
      body: bodyOf({ report: { ...report, note: '番号は 1234 5678 9018 です' } }),
    })
    expect([answer.statusCode, answer.json().errors[0].path]).toEqual([422, 'report.note'])
    expect(answer.body).not.toContain('9018')
  })
})

describe('After sending', () => {
  const update = async (reportId: string, change: object, key = randomUUID()) =>
    ask(town.liaison, { method: 'POST', url: `/api/reports/${reportId}/updates`, body: change, headers: withKey(key) })

  test('a moved stop date stays visible to both sides with its old value and its reason', async () => {
    const { body } = await submit(town)
    const change = { field: 'stop-on', newValue: '2099-12-20', reason: 'お支払いの約束' }
    expect((await update(body.id, change)).statusCode).toBe(200)
    const own = await ask(town.liaison, { url: `/api/reports/${body.id}` })
    const { id } = await referralOf(town, body.id)
    const theirs = await ask(town.worker, { url: `/api/referrals/${id}` })
    const told = { field: 'stop-on', oldValue: '2099-12-01', newValue: '2099-12-20', reason: 'お支払いの約束' }
    expect(own.json().updates).toMatchObject([told])
    expect(theirs.json()).toMatchObject({ updates: [told], stopOn: '2099-12-20' })
  })

  test('an update repeated under its key happens once', async () => {
    const { body } = await submit(town)
    const key = randomUUID()
    const change = { field: 'arrears', newValue: '50000', reason: '翌月分' }
    const first = await update(body.id, change, key)
    expect((await update(body.id, change, key)).json()).toEqual(first.json())
    const own = await ask(town.liaison, { url: `/api/reports/${body.id}` })
    expect(own.json().updates).toMatchObject([{ oldValue: '42000', newValue: '50000' }])
  })

  test('a date that does not exist is refused', async () => {
    const { body } = await submit(town)
    const answer = await update(body.id, { field: 'stop-on', newValue: '2026-02-30', reason: '理由' })
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'value_not_date'])
  })

  test('a withdrawn report takes no update, and withdrawing again changes nothing', async () => {
    const { body } = await submit(town)
    const withdraw = () =>
      ask(town.liaison, { method: 'POST', url: `/api/reports/${body.id}/withdraw`, body: { because: '取り違え' } })
    expect((await withdraw()).json()).toEqual({ withdrawn: true })
    expect((await withdraw()).json()).toEqual({ withdrawn: false })
    const answer = await update(body.id, { field: 'paid', newValue: '1000', reason: '入金' })
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'report_not_sent'])
  })
})

test('an address with a full-width number finds its window', async () => {
  const body = bodyOf({ report: { ...report, place: { address: address.replace('1-2-3', '１丁目２－３') } } })
  expect((await submit(town, { body })).answer.statusCode).toBe(200)
})

test('what cannot be opened any more is shown as such and hides nothing else', async () => {
  const { body } = await submit(town)
  await town.frame.admin.query("update app.reports set sealed = '\\x00' where id = $1", [body.id])
  const seen = await ask(town.liaison, { url: `/api/reports/${body.id}` })
  expect(seen.json()).toMatchObject({ state: 'sent', address: '復号できません' })
  expect((await ask(town.liaison, { url: '/api/reports' })).json().reports.length).toBeGreaterThan(1)
})
