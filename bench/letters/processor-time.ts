import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks of Linux, of which `/proc` counts: always 100 in a second. */
const TICKS = 100

/**
 * Processor seconds that this process and everything it started have spent: unlike the wall it says the same on a busy
 * machine. Linux only; NaN elsewhere.
 */
export function processorSeconds(): number {
  const spent = new Map<number, Readonly<{ parent: number; ticks: number }>>()
  for (const name of listProcesses()) {
    const told = statOf(name)
    if (told !== undefined) spent.set(Number(name), told)
  }
  if (!spent.has(process.pid)) return Number.NaN
  const isOurs = (id: number): boolean => {
    const parent = spent.get(id)?.parent
    return id === process.pid || (parent !== undefined && parent !== id && isOurs(parent))
  }
  let ticks = 0
  for (const [id, told] of spent) if (isOurs(id)) ticks += told.ticks
  return ticks / TICKS
}

function listProcesses(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
}

function statOf(id: string): Readonly<{ parent: number; ticks: number }> | undefined {
  try {
    // After the name in brackets: state, parent, … and at 12 to 15 user and system time, its own and its ended children's.
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number)
    return { parent: fields[1] ?? 0, ticks: fields.slice(11, 15).reduce((sum, each) => sum + each, 0) }
  } catch {
    return undefined // It ended while we looked.
  }
}
