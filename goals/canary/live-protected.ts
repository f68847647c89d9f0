import { v7 as newId } from 'uuid'
import type { Actor } from './cast.ts'
import { consentOf, type Pair, reportOf, sendReport, Versioned } from './live.ts'
import type { Stage } from './stage.ts'

/**
 * People who are in danger when somebody learns where they are: address, telephone, school and workplace are canaries of the
 * team alone, in reports before and after the mark, in the case, and in what the person told about safe hours.
 */
export async function liveProtected(stage: Stage, pair: Pair, label: string): Promise<void> {
  await byTheCompany(stage, pair, `${label} protected by the company`)
  await byAWorker(stage, pair, `${label} protected at intake`)
}

/** The company saw fear: the report is the leads' until it is given to somebody, and nobody else meets it. */
async function byTheCompany(stage: Stage, pair: Pair, story: string): Promise<void> {
  const { agency, company } = pair
  const told = { pair, story, writer: company.liaison, agencyReaders: [agency.lead] }
  const report = { ...reportOf(stage, told), signs: ['said-cannot-pay', 'unsafe-if-known'] }
  const { referralId } = await sendReport(stage, told, { report })
  await keepCase(stage, { by: agency.lead, referralId, story })
}

/** A worker taps: what came before about the household, and what comes after, is that worker's too. */
async function byAWorker(stage: Stage, pair: Pair, story: string): Promise<void> {
  const { agency, company } = pair
  const toldOf = (which: string) => ({
    pair,
    story: `${story}, ${which}`,
    writer: company.liaison,
    agencyReaders: [agency.worker],
  })
  const told = toldOf('the first')
  const report = reportOf(stage, told)
  const { phone } = report
  const send = (which: string) => {
    const next = toldOf(which)
    return sendReport(stage, next, { report: { ...reportOf(stage, next), phone }, consent: consentOf(stage, next) })
  }
  await send('before')
  const { referralId } = await sendReport(stage, told, { report })
  await stage.say(agency.worker, `POST /api/referrals/${referralId}/protection`, { version: 1, protected: true })
  await send('after the mark')
  await keepCase(stage, { by: agency.worker, referralId, story })
  await send('after the case')
}

type Keeping = { readonly by: Actor; readonly referralId: string; readonly story: string }

/** The case of one person who alone is on it, with everything that must not leave. */
async function keepCase(stage: Stage, { by, referralId, story }: Keeping): Promise<void> {
  const word = (field: string) => stage.marks.word(`${story}: ${field}`, [by.name])
  const { version } = await read(stage, by, `/api/referrals/${referralId}`)
  await stage.say(by, `POST /api/referrals/${referralId}/acknowledge`, { version })
  const id = newId()
  await stage.say(by, 'POST /api/cases', { id, referralIds: [referralId] })
  const household = {
    name: word('name'),
    address: `${word('new address')} 4-5-6`,
    phone: stage.marks.phone(`${story}: phone`, [by.name]),
    people: `お子さん（${word('school')}小学校）`,
    circumstances: `お勤めは${word('workplace')}`,
  }
  const now = await read(stage, by, `/api/cases/${id}`)
  await stage.say(by, `PUT /api/cases/${id}/household`, { version: now.version, household })
  const safeContact = {
    when: word('safe hours'),
    phone: stage.marks.phone(`${story}: safe phone`, [by.name]),
    place: word('safe place'),
    note: word('what to mind'),
    noLetters: true,
  }
  await stage.say(by, `PUT /api/cases/${id}/safe-contact`, { version: 0, safeContact })
}

async function read(stage: Stage, by: Actor, url: `/${string}`) {
  return Versioned.parse(JSON.parse(await stage.say(by, `GET ${url}`)))
}
