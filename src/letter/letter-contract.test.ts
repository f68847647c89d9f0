import { expect, test } from 'vitest'
import { issueLetter } from './letter-contract.ts'

const addressee = { name: '灯 花子', postalCode: '000-0001', addressLines: ['灯県灯町市本町1-2-3'] }
const letter = {
  language: 'ja',
  supply: 'electricity',
  windowId: '019a0000-0000-7000-8000-000000000001',
  addressee,
}
const number = '1234 5678 9018'

test.each([
  ['addressee.name', { ...letter, addressee: { ...addressee, name: `灯 花子 ${number}` } }],
  ['addressee.addressLines.0', { ...letter, addressee: { ...addressee, addressLines: [number] } }],
])('a letter carries no My Number in %s', (path, body) => {
  expect(issueLetter.body.safeParse(letter).success).toBe(true)
  const { error } = issueLetter.body.safeParse(body)
  expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
  expect(error?.message).not.toContain('9018')
})

test('a customer number that happens to look like one is printed in its own field', () => {
  expect(issueLetter.body.safeParse({ ...letter, reference: number }).success).toBe(true)
})
