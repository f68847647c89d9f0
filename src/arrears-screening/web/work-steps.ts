import type { WorkTaskView, WorkView } from './desk-shapes.ts'

/** The five steps of a work, in their order. */
export const WORK_STEPS = {
  files: 'ファイルを選ぶ',
  columns: '列を合わせる',
  trial: '試してみる',
  run: '実行する',
  take: '受け取る',
} as const
export type WorkStep = keyof typeof WORK_STEPS
export const workSteps = ['files', 'columns', 'trial', 'run', 'take'] as const

/** Whether a step can be opened: each rests on what the one before has made. */
export function isOpen(step: WorkStep, work: WorkView): boolean {
  switch (step) {
    case 'files':
      return true
    case 'columns':
      return work.run === null && hasWholeFiles(work)
    case 'trial':
      return work.reading !== null
    case 'run':
      return work.reading !== null || work.run !== null
    case 'take':
      return work.run !== null
    default: {
      const never: never = step
      return never
    }
  }
}

function hasWholeFiles({ files }: WorkView): boolean {
  return files.length > 0 && files.every(({ whole }) => whole)
}

/** The step that the address names, where it is open; else the one at which the work stands. */
export function stepOf(work: WorkView, named: string | null): WorkStep {
  const asked = workSteps.find((step) => step === named)
  return asked !== undefined && isOpen(asked, work) ? asked : standingAt(work)
}

function standingAt(work: WorkView): WorkStep {
  if (work.run !== null) return 'take'
  if (work.task?.kind === 'run' && work.task.state !== 'done') return 'run'
  if (work.reading !== null) return 'trial'
  return hasWholeFiles(work) && work.mapping !== null ? 'columns' : 'files'
}

/** Whether the server has something to do for this work. */
export function isUnderWay({ task }: WorkView): boolean {
  return task !== null && (task.state === 'waiting' || task.state === 'running')
}

/** In what state a work lies in the list, in one word. */
export function stateOf(work: WorkView): 'done' | 'running' | 'stopped' | 'prepared' {
  if (isUnderWay(work)) return 'running'
  if (work.task !== null && (work.task.state === 'stopped' || work.task.state === 'failed')) return 'stopped'
  return work.run === null ? 'prepared' : 'done'
}

const steps = {
  measuring: 'ファイルの大きさを測っています',
  reading: 'ファイルを読んでいます',
  matching: '条件に当てはめています',
  writing: '結果を書き出しています',
  printing: 'お手紙を組んでいます',
} as const satisfies Record<NonNullable<WorkTaskView['step']>, string>

/** What the server does now, in a sentence. */
export function taskTitle(task: WorkTaskView): string {
  if (task.state === 'waiting') {
    return task.ahead === 0 ? 'まもなく始まります' : `順番を待っています（前に${task.ahead}件）`
  }
  return task.step === null ? '始めています' : steps[task.step]
}

/** 「5,000行のうち1,200行・あと約2分」; undefined while nothing is known. */
export function taskDetail({ unit, done, total, secondsLeft }: WorkTaskView): string | undefined {
  const left = secondsLeft === null ? undefined : leftText(secondsLeft)
  const far = unit === null || total === 0 ? undefined : farText(unit, done, total)
  const said = [far, left].filter((part) => part !== undefined)
  return said.length === 0 ? undefined : said.join('・')
}

function farText(unit: NonNullable<WorkTaskView['unit']>, done: number, total: number): string | undefined {
  switch (unit) {
    case 'rows':
      return `${total.toLocaleString('ja-JP')}行のうち${done.toLocaleString('ja-JP')}行`
    case 'letters':
      return `${total.toLocaleString('ja-JP')}通のうち${done.toLocaleString('ja-JP')}通`
    case 'bytes':
      return `${bytesText(total)}のうち${bytesText(done)}`
    case 'percent':
      return undefined
    default: {
      const never: never = unit
      return never
    }
  }
}

/** 「あと約3分」, in words that do not pretend to be exact. */
export function leftText(seconds: number): string {
  if (seconds < 10) return 'まもなく終わります'
  if (seconds < 60) return `あと約${Math.ceil(seconds / 10) * 10}秒`
  if (seconds < 3600) return `あと約${Math.ceil(seconds / 60)}分`
  return `あと約${Math.ceil(seconds / 360) / 10}時間`
}

/** 「1.2MB」. */
export function bytesText(bytes: number): string {
  const units = ['バイト', 'KB', 'MB', 'GB', 'TB'] as const
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  const text = power === 0 || value >= 100 ? String(Math.round(value)) : value.toFixed(1)
  return `${text}${units[power] ?? ''}`
}
