import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decidePassword, hashPassword, shortestPassword, verifyPassword } from './password.ts'

const context = ['tanaka@akari-denki', 'あかり電力', '灯町市', '灯 花子']
const codeOf = (password: string) => {
  const decided = decidePassword(password, context)
  return decided.ok ? 'ok' : decided.refusal.code
}

test('fifteen characters are enough and fourteen are not, counted as people count them', () => {
  expect(codeOf('窓辺の鉢に水をやるのは木曜の朝')).toBe('ok')
  expect(codeOf('窓辺の鉢に水をやるのは木曜の')).toBe('password_short')
  expect(codeOf('𠮷𠮷𠮷𠮷𠮷𠮷𠮷')).toBe('password_short')
  expect(codeOf(`濃い緑の茶碗${'𠮷野家の隣で雨宿りする猫'.slice(0, 12)}`)).toBe('ok')
  expect(codeOf('x'.repeat(257))).toBe('password_long')
})

test('no rule asks for capitals, digits or signs', () => {
  expect(codeOf('correct horse battery staple')).toBe('ok')
  expect(codeOf('夕立のあと自転車で海まで行く')).toBe('password_short')
  expect(codeOf('夕立のあと自転車で海辺まで行く')).toBe('ok')
})

const guessable = [
  'passwordpassword1',
  'P@ssw0rdP@ssw0rd2026',
  'aaaaaaaaaaaaaaaa',
  'abcabcabcabcabcabc',
  '123456789012345',
  '987654321098765432',
  'qwertyuiopasdfghjkl',
  '1qaz2wsx3edc4rfv5tgb',
  'tomoshibitomoshibi',
  'Tomoshibi-2026-11-22!!',
  'akari-denki-2026-tanaka',
  'tanaka@akari-denki1234',
  'あかり電力あかり電力あかり電力',
  '灯町市灯町市相談窓口パスワード令和8年',
  'あいうえおかきくけこさしすせそ',
  'ｐａｓｓｗｏｒｄ１２３４５６７８９',
  'letmeinletmein!!!!!',
  'admin admin admin admin',
  'sakura2025sakura2026',
  'iloveyouiloveyou99',
]
test.each(guessable)('%s is refused as guessable', (password) => {
  expect(codeOf(password)).toBe('password_guessable')
})

test('common words joined with digits and signs in any order stay guessable', () => {
  const word = fc.constantFrom(
    'password',
    'welcome',
    'sakura',
    'tomoshibi',
    'akari',
    'qwerty',
    'パスワード',
    'あかり電力',
  )
  const filling = fc.constantFrom('', '1', '12', '!', '-', '2026', ' ', '123')
  fc.assert(
    fc.property(fc.array(fc.tuple(word, filling), { minLength: 4, maxLength: 8 }), (parts) => {
      expect(codeOf(parts.flat().join(''))).not.toBe('ok')
    }),
    { numRuns: 300 },
  )
})

test('twenty random letters are never refused', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'bcdfghjklmnpqrstvwxz'), minLength: 20, maxLength: 64 })
  fc.assert(
    fc.property(letters, (password) => {
      fc.pre(new Set(password).size >= 10)
      expect(codeOf(password)).toBe('ok')
    }),
    { numRuns: 300 },
  )
})

test('nothing is cut off: a long password differs in its last character', async () => {
  const long = '坂道をのぼる三毛猫と'.repeat(12)
  const stored = await hashPassword(`${long}甲`)
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await verifyPassword(stored, `${long}甲`)).toBe(true)
  expect(await verifyPassword(stored, `${long}乙`)).toBe(false)
})

test('the same typing in full or half width, composed or not, is the same password', async () => {
  const stored = await hashPassword('Gakkou no 窓から見えた虹')
  expect(await verifyPassword(stored, 'Ｇａｋｋｏｕ no 窓から見えた虹')).toBe(true)
  expect(await verifyPassword(stored, 'Gakkou no 窓から見えた虹'.normalize('NFD'))).toBe(true)
})

test('without a stored password nothing is right, also not the dummy', async () => {
  expect(await verifyPassword(undefined, 'no account has this password')).toBe(false)
})

test('more than fifty waiting are told so instead of filling the memory', async () => {
  const all = await Promise.allSettled(Array.from({ length: 60 }, () => verifyPassword(undefined, 'x')))
  const refused = all.filter((one) => one.status === 'rejected')
  expect(refused).toHaveLength(8)
  expect(refused.every((one) => one.status === 'rejected' && one.reason.refusal.code === 'overloaded')).toBe(true)
  expect(shortestPassword).toBe(15)
})
