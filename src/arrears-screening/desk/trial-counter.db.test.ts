import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openTrialCounter } from './trial-counter.ts'

test('a count that could not begin, since nothing could be written, begins the next time', async () => {
  const above = await mkdtemp(join(tmpdir(), 'tomoshibi-counter-'))
  const folder = join(above, 'desk')
  const counter = openTrialCounter({ folder, memoryMb: 128 })
  const months = [{ asOf: '2025-12-31', accounts: 0, paths: [join(folder, 'none.parquet')], data: '' }]
  const count = () => counter.count({ owner: 'one', months, versions: [], signal: new AbortController().signal })
  try {
    await writeFile(folder, 'in the way')
    await expect(count()).rejects.toThrow('EEXIST')
    await rm(folder)
    // Now it is DuckDB that answers.
    await expect(count()).rejects.not.toThrow('EEXIST')
  } finally {
    await counter.close()
    await rm(above, { recursive: true, force: true })
  }
})
