import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PROTECTED_PATHS, type ProtectedPath } from '#support-case/protected-paths.ts'
import { RULEBOOK } from './rulebook.ts'
import { transitionRows, writeRulebookPage } from './rulebook-page.ts'

const states = { draft: '下書き', sent: '送信済み' }
const commands = { send: '送る' }

test('A table of states says where each command leads, and where it is not possible', () => {
  expect(transitionRows({ draft: { send: 'sent' }, sent: {} }, { states, commands })).toEqual({
    columns: ['いまの状態', '送る'],
    rows: [
      ['下書き', '送信済み'],
      ['送信済み', '－'],
    ],
  })
})

test('A page is Markdown with its tables', () => {
  const sections = [{ heading: '表', columns: ['甲', '乙'], rows: [['1|2', '3\n4']] }]
  const page = writeRulebookPage({ file: 'a.md', title: '題', intro: '前書き', sections })
  expect(page).toContain('# 題\n')
  expect(page).toContain('| 1\\|2 | 3 4 |')
})

test('An empty or uneven table is refused', () => {
  const page = (rows: string[][]) => () =>
    writeRulebookPage({ file: 'a.md', title: '題', intro: '', sections: [{ heading: '表', columns: ['甲'], rows }] })
  expect(page([])).toThrow('表')
  expect(page([['1', '2']])).toThrow('表')
})

test('Every page has a file of its own', () => {
  const files = RULEBOOK.map(({ file }) => file)
  expect(files.length).toBeGreaterThan(0)
  expect(new Set(files).size).toBe(files.length)
})

test('Every path of a protected person is proved where the table says, under the name of its row', () => {
  const rows: readonly (readonly [string, ProtectedPath])[] = Object.entries(PROTECTED_PATHS)
  expect(rows.length).toBeGreaterThan(20)
  for (const [name, { proof, test: title }] of rows) {
    const said = title === undefined ? `statementOf('${name}')` : `test('${title}'`
    expect([said, readFileSync(proof, 'utf8').includes(said)]).toEqual([said, true])
  }
})
