import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import { screenCommands } from './screen-commands.ts'

const folder = mkdtempSync(join(tmpdir(), 'screen-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const packFile = join(folder, 'pack.json')
writeFileSync(
  packFile,
  JSON.stringify({
    format: 'tomoshibi-screening-pack/1',
    issuedOn: '2026-04-01',
    company: { organizationId: '019f0000-0000-7000-8000-000000000001', name: 'あかり電気' },
    windows: [],
    agreements: [
      {
        agreementId: '019f0000-0000-7000-8000-000000000002',
        version: 1,
        title: '灯町市との協定',
        municipalities: ['432067'],
        factsAllowed: [],
        condition: { kind: 'days-until', fact: 'stopOn', is: 'at-most', days: 7 },
        suppression: {
          keptPlan: false,
          guidedWithinDays: null,
          unlessRoseByYen: null,
          objection: true,
          notCustomer: false,
          inSupport: false,
        },
      },
    ],
  }),
)

/** The words of one command; a refusal's sentence when it refuses. */
async function screen(name: string, ...args: readonly string[]): Promise<string> {
  const command = screenCommands.find((each) => each.name === `screen ${name}`)
  const said: string[] = []
  try {
    const config = readConfig({ TOMOSHIBI_DATA: folder })
    const tools = { config, say: (words: string) => void said.push(words), signal: AbortSignal.abort() }
    await command?.run(args, { ...tools, ask: async () => undefined })
  } catch (cause) {
    return cause instanceof Error ? cause.message : ''
  }
  return said.join('\n')
}

describe('cli screen', () => {
  test('schema prints the shape of a condition file', async () => {
    expect(JSON.parse(await screen('schema'))).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
    })
  })

  test('sql prints the statement for an era date and a table of the warehouse', async () => {
    const statement = await screen(
      'sql',
      '--dialect',
      'trino',
      '--pack',
      packFile,
      '--table',
      'hive.dwh.contracts',
      '--run-date',
      '令和8年4月1日',
    )
    expect(statement).toContain("stop_on <= DATE '2026-04-08'")
    expect(statement).toContain('FROM hive.dwh.contracts')
    expect(statement).toContain("('432067', '019f0000-0000-7000-8000-000000000002', 1, 1, 1, 1)")
  })

  test.each([
    [['sql', '--pack', packFile], '--dialect の指定が要ります'],
    [['sql', '--dialect', 'oracle', '--pack', packFile], '「oracle」の書き方は用意していません'],
    [['sql', '--dialect', 'trino', '--pack', join(folder, 'nowhere.json')], '見つかりません'],
    [['sql', '--dialect', 'trino', '--pack', packFile, '--run-date', '4月'], '--run-date の'],
    [['sql', '--dialect', 'trino', '--pack', packFile, '--table', 'a..b'], '表の名前を'],
    [['schema', '--pretty'], '「--pretty」という指定はありません'],
  ])('%j is refused with a sentence', async ([name = '', ...args], sentence) => {
    expect(await screen(name, ...args)).toContain(sentence)
  })
})
