import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inSession } from '#platform/database/session.ts'
import { openReportTown, type ReportTown } from './test-reports.ts'

let town: ReportTown

beforeAll(async () => {
  town = await openReportTown()
})
afterAll(() => town.frame.close())

const asked = (body: string, id: string = randomUUID()) => ({
  id,
  tenantId: town.tenant.id,
  areaCode: '990001',
  stage: 'reminder',
  signs: ['asked-to-wait'],
  body,
})
const ask = async (body: object, user = town.clerk) =>
  town.frame.ask({ method: 'POST', url: '/api/questions', body, as: await town.as(user) })

test('a question without a name reaches the agency, and its answer comes back', async () => {
  const question = asked('ご家族が代わりに出られました。どう声をかければよいですか。')
  expect((await ask(question)).json()).toMatchObject({ areaName: '灯町市' })
  const received = await town.frame.ask({ url: '/api/received-questions', as: await town.as(town.worker) })
  expect(received.json().questions).toMatchObject([{ id: question.id, version: 1 }])
  const answer = { version: 1, kind: 'consent-wording', text: 'ご本人に代わっていただけますか、と伺えます。' }
  const url = `/api/received-questions/${question.id}/answer`
  const done = await town.frame.ask({ method: 'POST', url, body: answer, as: await town.as(town.worker) })
  expect(done.json()).toMatchObject({ answer: { kind: 'consent-wording' } })
  const again = await town.frame.ask({ method: 'POST', url, body: answer, as: await town.as(town.worker) })
  expect(again.statusCode).toBe(200)
  const other = { ...answer, text: '別の答え' }
  const stale = await town.frame.ask({ method: 'POST', url, body: other, as: await town.as(town.lead) })
  expect([stale.statusCode, stale.json().code]).toEqual([409, 'version_conflict'])
  const listed = await town.frame.ask({ url: '/api/questions', as: await town.as(town.clerk) })
  expect(listed.json().questions).toMatchObject([{ answer: { text: answer.text } }])
})

test.each([
  ['a name', '灯花子さんのことで相談です。', 'name'],
  ['a telephone number', '電話は０００－００００－０００２です。', 'phone'],
  ['a lot number', '本町1丁目2番3号の方です。', 'address'],
  ['a My Number', '番号は123456789018です。', 'my_number'],
  ['a customer number', 'お客さま番号 12345678 の件です。', 'number'],
])('%s in a question is refused with the place, and not repeated', async (_name, body, code) => {
  const answer = await ask(asked(body))
  expect([answer.statusCode, answer.json().code]).toEqual([422, 'question_names_somebody'])
  expect(answer.json().errors).toContainEqual(expect.objectContaining({ path: 'body', code }))
  expect(answer.body).not.toMatch(/花子|12345678|0002|０００２/)
})

test('a stage that nobody looked up is asked about as unknown, apart from "not told yet"', async () => {
  const unknown = { ...asked('段階が手もとで分かりません。どうお伝えするとよいですか。'), stage: 'unknown' }
  const none = { ...asked('まだ何もお送りしていない方のことです。'), stage: 'none' }
  for (const question of [unknown, none]) {
    const answer = await ask(question)
    expect([answer.statusCode, answer.json().stage], answer.body).toEqual([200, question.stage])
  }
})

test('asking twice with one id asks once', async () => {
  const question = asked('停止の前に、窓口を案内してもよいですか。')
  await ask(question)
  await ask(question)
  const listed = await town.frame.ask({ url: '/api/questions', as: await town.as(town.liaison) })
  expect(listed.json().questions.filter(({ id }: { id: string }) => id === question.id)).toHaveLength(1)
})

test('another company does not read the question, and a field worker asks the liaison instead', async () => {
  await ask(asked('分割の相談先はありますか。'))
  const rival = await town.frame.ask({ url: '/api/questions', as: await town.as(town.rivalLiaison) })
  expect(rival.json().questions).toEqual([])
  expect((await ask(asked('質問です。'), town.fieldWorker)).statusCode).toBe(403)
})

test('an answer stays the agency’s that gave it: another writes over it neither by the screen nor by SQL', async () => {
  const question = asked('ほかの窓口が答えたあとは、どうなりますか。')
  await ask(question)
  const url = `/api/received-questions/${question.id}/answer`
  const answer = async (text: string, version: number, user = town.worker) =>
    town.frame.ask({ method: 'POST', url, body: { version, kind: 'advice', text }, as: await town.as(user) })
  expect((await answer('窓口に電話できます。', 1)).json()).toMatchObject({ answer: { by: 'くらし相談ともしび' } })
  const other = await answer('別の窓口の答え', 2, town.sisterWorker)
  expect([other.statusCode, other.json().code]).toEqual([422, 'answered_by_another_agency'])
  expect(other.json().title).toContain('くらし相談ともしび')
  const { credential } = await town.as(town.sisterWorker)
  const touched = await inSession(town.frame.platform.databases, credential, ({ db }) =>
    sql`update app.questions set answer = '別の窓口の答え', answered_by = ${town.sisterWorker.id}::uuid,
      answering_agency_id = ${town.sister.id}::uuid where id = ${question.id}::uuid`.execute(db),
  )
  expect(touched.numAffectedRows).toBe(0n)
  expect((await answer('直した答え', 2, town.lead)).json()).toMatchObject({
    answer: { text: '直した答え' },
    version: 3,
  })
  const heard = await town.frame.ask({ url: '/api/questions', as: await town.as(town.clerk) })
  const mine = heard.json().questions.find(({ id }: { id: string }) => id === question.id)
  expect(mine.answer).toMatchObject({ text: '直した答え', by: 'くらし相談ともしび' })
})
