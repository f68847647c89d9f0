import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inScratchFolder } from './private-files.ts'

/** A folder as a process of that number would have left it, with names in it. */
async function leftBy(pid: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `tomoshibi-trial-${pid}-`))
  await writeFile(join(folder, 'rows.csv'), '見本 花代')
  return folder
}

test('what a killed process left among the temporary files goes with the next one; a living one keeps its own', async () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid
  const [left, living] = [await leftBy(gone), await leftBy(process.ppid)]
  const own = await inScratchFolder('trial', async (outer) => {
    await inScratchFolder('trial', async () => undefined)
    expect(existsSync(outer)).toBe(true)
    return outer
  })
  expect([left, living, own].map((folder) => existsSync(folder))).toEqual([false, true, false])
})
