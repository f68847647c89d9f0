import { v7 as newId } from 'uuid'
import { z } from 'zod'
import { peopleOfAgency } from './cast.ts'
import { type Pair, readersOf, sendReport } from './live.ts'
import type { Stage } from './stage.ts'
import { wordsOfPdf } from './watch.ts'

/** Somebody with a letter in hand: its code, the kept number, and the cookie of their opened page. */
export type Person = { readonly name: string; readonly code: string; readonly cookie: string }

const Letter = z.looseObject({ number: z.string(), keptNumber: z.string() })
const tokenIn = (page: string) => /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
const idIn = (page: string) => /name="id" value="([^"]+)"/.exec(page)?.[1] ?? newId()

/** A letter is printed, a report follows, the person opens the own page and asks to be called. */
export async function livePerson(stage: Stage, pair: Pair, label: string): Promise<Person> {
  const { agency, company } = pair
  const told = { pair, story: `${label} letter`, writer: company.liaison, agencyReaders: peopleOfAgency(agency) }
  const { reportId } = await sendReport(stage, told)
  const windows = await stage.house.database.admin.query<{ id: string }>(
    'select id from app.contact_windows where organization_id = $1',
    [agency.organization.id],
  )
  const word = (field: string) => stage.marks.word(`${label} letter: ${field}`, [company.liaison.name])
  const body = await stage.say(company.liaison, 'POST /api/letters', {
    language: 'ja',
    supply: 'electricity',
    windowId: windows.rows[0]?.id,
    reportId,
    senderPhone: '0120-000-002',
    reference: word('reference'),
    addressee: { name: word('name'), addressLines: [word('address')] },
  })
  const printed = await wordsOfPdf(body)
  const code = /[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{6}-[0-9A-Z]{6}/.exec(printed)?.[0]?.replaceAll('-', '')
  if (code === undefined) throw new Error('the letter shows no code')
  const person = { name: `${label} person`, code, cookie: '' }
  const cookie = await openPage(stage, person, Letter.parse(JSON.parse(body)).keptNumber)
  await askToBeCalled(stage, { ...person, cookie }, pair)
  return { ...person, cookie }
}

/** Fills a form as a browser does; the token comes from the page that shows it. */
export async function post(
  stage: Stage,
  person: Person,
  { path, fields }: { readonly path: string; readonly fields: Readonly<Record<string, string>> },
) {
  const headers = { cookie: person.cookie, 'content-type': 'application/x-www-form-urlencoded' }
  const body = new URLSearchParams(fields).toString()
  return stage.watch.ask(
    { name: person.name, session: nobody },
    { method: 'POST', url: `/g/${person.code}/${path}`, body, headers },
  )
}

const nobody = { token: '', cookie: '', credential: { plane: 'utility', hash: '' } } as const

async function openPage(stage: Stage, person: Person, pin: string): Promise<string> {
  const form = await stage.watch.ask(undefined, { method: 'GET', url: `/g/${person.code}/told` })
  const answer = await post(stage, person, { path: 'open', fields: { token: tokenIn(form.body), next: 'told', pin } })
  if (answer.status !== 303) throw new Error(`the page did not open: ${answer.status}`)
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

async function askToBeCalled(stage: Stage, person: Person, { agency, company }: Pair): Promise<void> {
  const may = peopleOfAgency(agency).map(({ name }) => name)
  const form = await stage.watch.ask(undefined, { method: 'GET', url: `/g/${person.code}/contact` })
  const word = (field: string) => stage.marks.word(`${person.name} contact: ${field}`, may)
  const answer = await post(stage, person, {
    path: 'contact',
    fields: {
      id: idIn(form.body),
      token: tokenIn(form.body),
      name: word('name'),
      phone: stage.marks.phone(`${person.name} contact: phone`, may),
      when: word('when'),
      note: word('note'),
    },
  })
  if (answer.status !== 303) throw new Error(`nobody was asked to call: ${answer.status}`)
  const page = await stage.watch.ask(undefined, {
    method: 'GET',
    url: `/g/${person.code}/agree?who=guardian`,
    headers: { cookie: person.cookie },
  })
  const version = /name="version" value="([^"]+)"/.exec(page.body)?.[1]
  if (version === undefined) return
  const spokenBy = stage.marks.word(`${person.name} spokenBy`, readersOf(company, company.liaison))
  await post(stage, person, {
    path: 'agree',
    fields: { token: tokenIn(page.body), who: 'guardian', version, answer: 'given', spokenBy },
  })
}
