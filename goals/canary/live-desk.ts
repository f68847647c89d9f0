import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { z } from 'zod'
import type { Cast, Company } from './cast.ts'
import type { House } from './house.ts'
import { today } from './live.ts'
import type { Stage } from './stage.ts'

const Opened = z.looseObject({ id: z.string() })

/** What each company keeps for itself alone: a screening work with a file, a month, leaflets, and what was handed out. */
export async function liveDesks(stage: Stage, { towns, companies }: Cast): Promise<void> {
  const tenantId = towns[0]?.id ?? ''
  for (const company of companies) {
    await screening(stage, company)
    const [store, branch] = [newId(), newId()]
    // A place of leaflets is no person: its name stands in the database as it is.
    const place = (name: string, kind: string) => ({ name, kind, reorderAt: 1 })
    await stage.say(company.liaison, `PUT /api/leaflets/places/${store}`, place('本社', 'store'))
    await stage.say(company.admin, `PUT /api/leaflets/places/${branch}`, place('灯営業所', 'branch'))
    const move = { kind: 'received', placeId: store, count: 9, movedOn: today }
    await stage.say(company.liaison, `PUT /api/leaflets/moves/${newId()}`, move)
    const what = { tenantId, handedOn: today, stage: 'general', channel: 'counter', language: 'ja', count: 1 }
    for (const who of [company.clerk, company.liaison]) await stage.say(who, `PUT /api/handouts/${newId()}`, what)
  }
}

async function screening(stage: Stage, { organization, liaison, admin }: Company): Promise<void> {
  const { id } = Opened.parse(JSON.parse(await stage.say(liaison, 'POST /api/screening/works')))
  const name = stage.marks.word(`${organization.id} file name`, [liaison.name, admin.name])
  await stage.say(liaison, `POST /api/screening/works/${id}/files`, { name: `${name}.csv`, bytes: 10 })
  // A month is kept as a reading leaves it; the reading itself has its own story.
  const month = newId()
  const kept = { id: month, asOf: today, accounts: 1, keptAt: new Date().toISOString() }
  const later = new Date(Date.now() + 86_400_000).toISOString()
  const folder = join(await deskFolder(stage.house), organization.id, 'kept')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${month}.json`), JSON.stringify({ ...kept, removedAt: later, source: 'a'.repeat(64) }))
}

async function deskFolder({ folder }: House): Promise<string> {
  const found = (await readdir(folder)).find((name) => name.startsWith('tomoshibi-desk-'))
  if (found === undefined) throw new Error('the screening desk has no folder')
  return join(folder, found)
}

/** Works and kept months of all companies, as they lie on the disk. */
export async function deskThings(house: House, below: 'works' | 'kept'): Promise<{ id: string; owners: string[] }[]> {
  const desk = await deskFolder(house)
  const companies = (await readdir(desk, { withFileTypes: true })).filter((one) => one.isDirectory())
  const found = companies.map(async ({ name: company }) => {
    const names = await readdir(join(desk, company, below)).catch(() => [])
    return names.map((name) => ({ id: name.replace(/\.json$/, ''), owners: [company] }))
  })
  return (await Promise.all(found)).flat()
}
