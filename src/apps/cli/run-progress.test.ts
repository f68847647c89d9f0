import { describe, expect, it } from 'vitest'
import type { RunProgress } from '#arrears-screening/run/run-order.ts'
import { progressLine, progressTeller } from './run-progress.ts'

const matching = (done: number): RunProgress => ({ step: 'matching', unit: 'rows', done, total: 4000 })

/** What is written when the given progress is told, one a second. */
function writtenTo(isTTY: boolean, told: readonly RunProgress[]): readonly string[] {
  const written: string[] = []
  let seconds = 0
  const teller = progressTeller({ isTTY, write: (text) => written.push(text) }, () => seconds * 1000)
  for (const progress of told) {
    teller.tell(progress)
    seconds += 1
  }
  teller.end()
  return written
}

describe('progress', () => {
  it('tells rows, share and the time left', () => {
    expect(progressLine(matching(1000), 10_000)).toContain('25% 1,000／4,000行 残り約30秒')
    expect(progressLine(matching(1000), 1_000_000)).toContain('残り約50分')
  })

  it('says nothing of the time left before it can know', () => {
    expect(progressLine(matching(1000), 500)).not.toContain('残り')
    expect(progressLine({ ...matching(0), total: 0 }, 10_000)).toContain('0%')
  })

  it('draws over one line on a terminal and leaves it empty', () => {
    const written = writtenTo(true, [matching(1000), matching(2000)])
    expect(written).toHaveLength(3)
    expect(written.every((text) => text.startsWith('\r'))).toBe(true)
    expect(written.at(-1)).toBe('\r\u001b[2K')
  })

  it('writes whole lines elsewhere, the first of each step and then now and then', () => {
    const written = writtenTo(false, [matching(1000), matching(2000), { ...matching(1), step: 'writing' }])
    expect(written).toHaveLength(2)
    expect(written.every((text) => text.endsWith('\n') && !text.includes('\r'))).toBe(true)
  })
})
