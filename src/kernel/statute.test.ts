import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  CITATIONS,
  findStatute,
  formatProvision,
  formatStatute,
  LAWS,
  lawFileName,
  statute,
  statuteKey,
} from './statute.ts'

const LAW_FOLDER = new URL('../../docs/law/', import.meta.url)
const cited = CITATIONS.map((citation) => statute(...citation))

describe('a provision of law', () => {
  test('is shown as officers write it', () => {
    expect(formatStatute(statute('生活困窮者自立支援法', '9', '3'))).toBe('生活困窮者自立支援法第9条第3項')
    expect(formatStatute(statute('個人情報保護法', '27', '1', '2'))).toBe('個人情報保護法第27条第1項第2号')
    expect(formatStatute(statute('地方自治法', '4の2', '2'))).toBe('地方自治法第4条の2第2項')
    expect(formatProvision(statute('生活困窮者自立支援法', '8'))).toBe('第8条')
  })

  test('is kept in a record under its key and comes back', () => {
    for (const one of cited) expect(findStatute(statuteKey(one))).toEqual(one)
    expect(findStatute('生活困窮者自立支援法/99')).toBeUndefined()
    expect(findStatute('')).toBeUndefined()
  })

  test('is listed once', () => {
    expect(new Set(cited.map(statuteKey)).size).toBe(CITATIONS.length)
    expect(cited.length).toBeGreaterThan(20)
  })
})

describe('every provision has its file in docs/law', () => {
  test.each(cited.map((one) => [formatStatute(one), one] as const))('%s', (_, one) => {
    const text = readFileSync(new URL(lawFileName(one), LAW_FOLDER), 'utf8')
    const section = text.split(/^## /m).find((part) => part.startsWith(`${formatProvision(one)}\n`))
    expect(text).toMatch(/^出典: \S/m)
    expect(section).toMatch(/^- (?:確認日: \d{4}-\d{2}-\d{2}|未確認)/m)
    expect(section).toMatch(/^- 要旨: \S/m)
    expect(section).toMatch(/^- 支える定め: \S/m)
  })

  test('and no file speaks of a provision that nobody may cite', () => {
    const files = readdirSync(LAW_FOLDER)
    expect(new Set(files)).toEqual(new Set(cited.map(lawFileName)))
    const headings = files.flatMap((file) => readFileSync(new URL(file, LAW_FOLDER), 'utf8').match(/^## .+$/gm) ?? [])
    expect(headings).toHaveLength(CITATIONS.length)
  })

  test('and every law has its title and number', () => {
    for (const { title, number } of Object.values(LAWS)) {
      expect(title).toMatch(/法(?:律)?$/)
      expect(number).toMatch(/^(?:昭和|平成|令和)\d+年法律第\d+号$/)
    }
  })
})
