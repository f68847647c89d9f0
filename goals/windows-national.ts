/**
 * Every postal code of Japan answers with its window, with a choice, or with a sentence; none silently wrong.
 * Imports the real register of the whole country into a database of its own, then asks for a sample of postal codes
 * and holds each answer against a second reading of the same files that shares no code with the product.
 * Flags: --n 10000, --seed 7, --data FOLDER (else TOMOSHIBI_NATIONAL_DATA, else ../shared/data/national beside the
 * clone; without the files nothing is proved, and it says so), --plant silent-choice | moved-windows (must turn red).
 * Small: --n 300
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { v7 as newId } from 'uuid'
import { applyImport } from '#organization/directory-store.ts'
import { findWindows } from '#organization/find-windows.ts'
import { listNationalAreas } from '#organization/national-areas.ts'
import type { WindowAnswer } from '#organization/organization-contract.ts'
import { planWindowsImport, summarizeImport } from '#organization/windows-import.ts'
import { isMendKind, mendKinds } from '#organization/windows-import-model.ts'
import { withClient } from '#platform/database/connection.ts'
import { ownerRole } from '#platform/database/roles.ts'
import { openDatabases } from '#platform/database/session.ts'
import { type TestDatabase, testDatabase } from '#platform/database/test-database.ts'
import { deskOf, expectedDesks, readPostalCodes, readRegister } from './national/second-reading.ts'

const { values: flags } = parseArgs({
  options: {
    n: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '7' },
    data: { type: 'string' },
    plant: { type: 'string' },
  },
})
const beside = join(import.meta.dirname, '../../shared/data/national')
const folder = flags.data ?? process.env.TOMOSHIBI_NATIONAL_DATA ?? beside
const today = new Date('2026-11-22T01:00:00Z')

if (!['municipalities.csv', 'windows.csv'].every((file) => existsSync(join(folder, file)))) {
  console.log(
    `全国の窓口の資料が ${folder} にないため、確かめていません（--data か TOMOSHIBI_NATIONAL_DATA で示せます）。`,
  )
  console.log('GOAL W1 N=0 fail=0 skipped')
} else {
  process.exitCode = await prove()
}

async function prove(): Promise<number> {
  const started = performance.now()
  const database = await testDatabase()
  try {
    const figures = await importRegister(database)
    if (flags.plant === 'moved-windows') await moveWindows(database)
    const outcome = await askAll(database)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(
      `GOAL W1 N=${outcome.asked} fail=${outcome.wrong.length} ${outcome.figures} ${figures} time=${seconds}s`,
    )
    for (const line of outcome.wrong.slice(0, 10)) console.log(`  ${line}`)
    return outcome.wrong.length === 0 ? 0 : 1
  } finally {
    await database.close()
  }
}

async function importRegister(database: TestDatabase): Promise<string> {
  const plan = planWindowsImport({
    municipalities: readFileSync(join(folder, 'municipalities.csv')),
    windows: readFileSync(join(folder, 'windows.csv')),
    known: listNationalAreas(),
    mends: new Set(Object.keys(mendKinds).filter(isMendKind)),
    today: '2026-11-22',
  })
  if (!plan.ok) throw new Error(plan.refusal.because)
  const summary = summarizeImport(plan.value)
  const write = () =>
    withClient({ ...database.connection, role: ownerRole }, (client) =>
      applyImport(client, plan.value, { summary, newId }),
    )
  const first = await write()
  const second = await write()
  if (second.added !== 0 || second.retired !== 0) throw new Error('the second import was not harmless')
  const { municipalities: areas, windows } = summary
  return [
    `areas=${areas.rows} areas_placed=${areas.placed} areas_mended=${areas.mended} areas_refused=${areas.refused}`,
    `rows=${windows.rows} placed=${windows.placed} mended=${windows.mended} refused=${windows.refused}`,
    `windows=${first.added} updated_again=${second.updated}`,
  ].join(' ')
}

/** A planted fault: every window answers for the next municipality of the list. */
async function moveWindows(database: TestDatabase): Promise<void> {
  await database.admin.query(`
    with o as (select window_id, position, lead(area_code) over (order by area_code, window_id) as next
               from app.window_areas where level = 'municipality')
    update app.window_areas a set area_code = o.next from o
    where a.window_id = o.window_id and a.position = o.position and o.next is not null`)
}

/** Mulberry32: the same seed gives the same sample on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function sample<T>(all: readonly T[], count: number): readonly T[] {
  const random = randomFrom(Number(flags.seed))
  const pool = [...all]
  const taken: T[] = []
  while (taken.length < count && pool.length > 0) taken.push(...pool.splice(Math.floor(random() * pool.length), 1))
  return taken
}

async function askAll(database: TestDatabase) {
  const db = openDatabases(database.planes).worker
  const postalCodes = readPostalCodes()
  const register = readRegister(folder)
  const counts = { one: 0, choose: 0, none: 0 }
  const wrong: string[] = []
  const asked = sample([...postalCodes.keys()], Number(flags.n))
  for (const postalCode of asked) {
    const answer = await findWindows(db, { postalCode }, today)
    if (!answer.ok) {
      wrong.push(`${postalCode}: ${answer.refusal.because}`)
      continue
    }
    const given = flags.plant === 'silent-choice' ? chooseSilently(answer.value) : answer.value
    counts[given.kind] += 1
    const fault = judge(given, expectedDesks(register, postalCodes.get(postalCode) ?? []))
    if (fault !== undefined) wrong.push(`${postalCode}: ${fault}`)
  }
  const figures = `window=${counts.one} choice=${counts.choose} sentence=${counts.none}`
  return { asked: asked.length, wrong, figures }
}

/** A planted fault: where several windows compete the first is taken, and nobody is told. */
function chooseSilently(answer: WindowAnswer): WindowAnswer {
  return answer.kind === 'choose' ? { ...answer, kind: 'one', windows: answer.windows.slice(0, 1) } : answer
}

type Expected = ReturnType<typeof expectedDesks>

/** What is wrong with an answer; a sentence without words, or without a place, is wrong too. */
function judge(answer: WindowAnswer, expected: Expected): string | undefined {
  const given = new Set(answer.windows.map(deskOf))
  const same = given.size === expected.desks.size && [...given].every((desk) => expected.desks.has(desk))
  if (answer.because === '' || answer.places.length === 0) return 'no words or no place'
  if (expected.desks.size === 0) return answer.kind === 'none' ? undefined : 'a window where the register has none'
  if (!same) return `${answer.kind}: ${[...given].join(' / ')} ≠ ${[...expected.desks].join(' / ')}`
  const mayBeOne = expected.desks.size === 1 && expected.sure
  if (answer.kind !== (mayBeOne ? 'one' : 'choose'))
    return `${answer.kind} where ${mayBeOne ? 'one' : 'a choice'} is right`
  return undefined
}
