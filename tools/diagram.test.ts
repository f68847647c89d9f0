import { expect, test } from 'vitest'
import { drawFolders, insertDiagram } from './diagram.ts'

test('The diagram draws arrows between features one by one and what all share once', () => {
  const drawn = drawFolders([
    ['apps', 'referral'],
    ['consent', 'consent'],
    ['consent', 'kernel'],
    ['referral', 'consent'],
    ['referral', 'kernel'],
  ])
  expect(drawn.split('\n').map((line) => line.trim())).toEqual([
    'flowchart TD',
    'subgraph features[domain]',
    'consent',
    'referral',
    'referral --> consent',
    'end',
    'apps --> features',
    'features --> kernel',
  ])
})

test('A page without markers is refused, so that the diagram cannot be lost unseen', async () => {
  await expect(insertDiagram('# Architecture')).rejects.toThrow('markers')
})
