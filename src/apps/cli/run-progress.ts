import type { RunProgress } from '#arrears-screening/run/run-order.ts'
import { counted } from './command.ts'

/** Where progress is told: a terminal has one line that changes, anything else gets a line now and then. */
export type ProgressTeller = { readonly tell: (progress: RunProgress) => void; readonly end: () => void }

type Screen = { readonly isTTY?: boolean; write(text: string): unknown }

const STEPS = {
  measuring: 'ファイルを確かめています',
  reading: '読んでいます',
  matching: '条件と照らしています',
  writing: '書き出しています',
} as const
const barWidth = 24
const redrawEvery = 200
const lineEvery = 10_000

/** `clock` gives milliseconds. Time left is reckoned from the speed of the present step. */
export function progressTeller(screen: Screen, clock: () => number): ProgressTeller {
  let step = ''
  let began = 0
  let told = Number.NEGATIVE_INFINITY
  return {
    tell: (progress) => {
      const now = clock()
      const fresh = progress.step !== step
      if (fresh) {
        step = progress.step
        began = now
      }
      if (!fresh && now - told < (screen.isTTY ? redrawEvery : lineEvery)) return
      told = now
      const words = progressLine(progress, now - began)
      screen.write(screen.isTTY ? `\r\u001b[2K${words}` : `${words}\n`)
    },
    end: () => {
      if (screen.isTTY && step !== '') screen.write('\r\u001b[2K')
    },
  }
}

/** One line: the step, a bar, how many rows, and the time left once it can be said. */
export function progressLine({ step, unit, done, total }: RunProgress, milliseconds: number): string {
  const share = total > 0 ? Math.min(1, done / total) : 0
  const full = Math.round(share * barWidth)
  const bar = `${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${String(Math.floor(share * 100)).padStart(3)}%`
  const rows = unit === 'rows' ? ` ${counted(done)}／${counted(total)}行` : ''
  const left =
    share > 0 && share < 1 && milliseconds > 1000 ? ` 残り${timeInWords((milliseconds / share) * (1 - share))}` : ''
  return `${STEPS[step]} ${bar}${rows}${left}`
}

function timeInWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  if (seconds < 60) return `約${seconds}秒`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 60 ? `約${minutes}分` : `約${Math.floor(minutes / 60)}時間${minutes % 60}分`
}
