import { expect, test } from 'vitest'
import { type LettersDesk, printLettersCommand } from './letters-cli.ts'
import { idOf, memoryFolder, windows } from './test-bulk.ts'

const header = 'contract_id,person_name,postal_code,address,municipality,supply,notice_stage,language,reference'
const people = `${header}\r\n`
const company = { organizationId: idOf('999'), name: 'あかり電気株式会社' }
const pack = { format: 'tomoshibi-screening-pack/1', issuedOn: '2026-11-22', company, agreements: [], windows }
const told = { ...pack, origin: 'https://tomoshibi.example.jp', company: { ...company, phone: '0120-000-001' } }

function run(packed: object, flags: object = {}) {
  const folder = memoryFolder()
  const files = new Map([
    ['people.csv', people],
    ['pack.json', JSON.stringify(packed)],
  ])
  const desk: LettersDesk = {
    readInput: async (path) => new TextEncoder().encode(files.get(path)),
    openFolder: async () => folder,
    openTypesetters: () => ({
      count: 1,
      typeset: () => Promise.reject(new Error('nothing to print')),
      close: async () => undefined,
    }),
    randomBytes: (count) => new Uint8Array(count),
    now: () => new Date('2026-11-22T03:00:00Z'),
    say: () => undefined,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  }
  return printLettersCommand({ people: 'people.csv', pack: 'pack.json', out: 'out', ...flags }, desk)
}

test('address and telephone come with the pack; what is said on the command line goes before them', async () => {
  expect(await run(told)).toEqual({ ok: true, value: 0 })
  expect(await run(pack, { origin: 'https://t.example.jp', phone: '000-0000-0000' })).toEqual({ ok: true, value: 0 })
  expect(await run(pack, { phone: '000-0000-0000' })).toMatchObject({
    refusal: { code: 'usage', because: expect.stringContaining('--origin') },
  })
  expect(await run(pack, { origin: 'https://t.example.jp' })).toMatchObject({
    refusal: { code: 'usage', because: expect.stringContaining('--phone') },
  })
  expect(await run({ ...told, origin: 'http://localhost:3000' })).toMatchObject({ refusal: { code: 'pack-shape' } })
})
