import { describe, expect, test } from 'vitest'
import { findByPath, matchPath, staysInApp } from './address.ts'
import { dateSentence, readDate } from './date-field.tsx'
import { fieldId } from './form.tsx'
import { saveSentence } from './save-status.tsx'
import { nextIndex } from './tabs.tsx'

describe('An address', () => {
  test.each([
    ['/reports/$id', '/reports/42', { id: '42' }],
    ['/reports/$id', '/reports/%E6%B8%AF', { id: '港' }],
    ['/reports/$id', '/reports', undefined],
    ['/reports/$id', '/reports/', undefined],
    ['/reports/$id', '/reports/%E6%', undefined],
    ['/', '/', {}],
    ['/reports', '/reports/', {}],
    ['/a/$b/c/$d', '/a/1/c/2', { b: '1', d: '2' }],
  ])('%s against %s', (pattern, path, params) => {
    expect(matchPath(pattern, path)).toEqual(params)
  })

  test('leads to the entry that names more of it', () => {
    const entries = [{ path: '/reports/$id' }, { path: '/reports/new' }]
    expect(findByPath(entries, '/reports/new')?.entry.path).toBe('/reports/new')
    expect(findByPath(entries, '/reports/7')?.params).toEqual({ id: '7' })
    expect(findByPath(entries, '/nowhere')).toBeUndefined()
  })

  test('of the API, of files and of other hosts leaves the app', () => {
    for (const href of [
      '/api/letters/1',
      '//evil.example.jp',
      'https://example.jp',
      'tel:119',
      '/p/abc',
      '/danger',
      '#main',
    ]) {
      expect(staysInApp(href)).toBe(false)
    }
    expect(staysInApp('/reports/1')).toBe(true)
    expect(staysInApp('/people')).toBe(true)
  })
})

describe('A date field', () => {
  test.each(['2026-11-25', '2026年11月25日', '令和8年11月25日', 'R8.11.25'])(
    'understands %s and says so in both calendars',
    (text) => {
      expect(readDate(text)).toBe('2026-11-25')
      expect(dateSentence(text)).toEqual({ understood: true, sentence: '2026年11月25日(水)、令和8年11月25日' })
    },
  )
  test.each(['令和0年1月1日', '2026-02-30', 'あした'])('does not guess at %s and says why', (text) => {
    expect(readDate(text)).toBeUndefined()
    expect(dateSentence(text)?.understood).toBe(false)
    expect(dateSentence(text)?.sentence).not.toBe('')
  })
  test('says nothing while it is empty', () => expect(dateSentence(' ')).toBeUndefined())
})

describe('Small parts', () => {
  test('a saved draft names the minute in Japan', () => {
    expect(saveSentence({ kind: 'saved', at: '2026-11-22T05:03:00Z' })).toBe('保存済み 14:03')
  })
  test('a failed save says that nothing is lost', () => {
    expect(saveSentence({ kind: 'failed', because: '' })).toContain('入力はこの画面に残っています')
  })
  test('arrow keys go round, Home and End go to the ends, other keys stay', () => {
    expect(nextIndex('ArrowRight', 2, 3)).toBe(0)
    expect(nextIndex('ArrowLeft', 0, 3)).toBe(2)
    expect(nextIndex('End', 0, 3)).toBe(2)
    expect(nextIndex('Home', 2, 3)).toBe(0)
    expect(nextIndex('a', 0, 3)).toBeUndefined()
  })
  test('a field is found by its name on the wire', () => expect(fieldId('arrears.0.yen')).toBe('field-arrears-0-yen'))
})
