import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { type ChildCommand, runNode } from './child.ts'
import { type Count, countPlaywright, countVitest } from './counts.ts'

/** One thing that `check` or `test` does. A suite counts its tests, any other step counts as one. */
export type Step = {
  name: string
  command: ChildCommand
  /** Where the suite's JSON report will stand, and who wrote it. */
  report?: { path: string; kind: 'vitest' | 'playwright' }
}

/** Passed, failed and skipped so far. */
export type StepResult = Count & { name: string; seconds: number }

const REPORTS = '.data/reports'
const VITEST = 'node_modules/vitest/vitest.mjs'

/** A vitest project as a step: its JSON report is read for the numbers. */
export function vitestStep(project: 'pure' | 'database'): Step {
  const path = `${REPORTS}/${project}.json`
  const script = [
    VITEST,
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${path}`,
  ]
  return { name: `${project} tests`, command: { script, timeoutSeconds: 600 }, report: { path, kind: 'vitest' } }
}

/** A suite over those files alone whose path holds one of the names; without a name, over all. */
export function narrowed(step: Step, names: readonly string[]): Step {
  const { command } = step
  return { ...step, command: { ...command, script: [...command.script, ...names] } }
}

/** The quick steps, longest first so that two can run side by side. */
export const CHECK_STEPS: readonly Step[] = [
  vitestStep('pure'),
  { name: 'types', command: { script: ['--max-semi-space-size=128', 'tools/types.ts'] } },
  { name: 'boundaries', command: { script: ['tools/boundaries.ts'] } },
  { name: 'unused', command: { script: ['node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'] } },
  { name: 'lint', command: { script: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] } },
  { name: 'budgets', command: { script: ['tools/budgets.ts'] } },
]

/** Runs steps, at most `lanes` at once, and prints one line each; what a failing step said follows its line. */
export async function runSteps(steps: readonly Step[], lanes: number): Promise<StepResult[]> {
  const waiting = [...steps]
  const results: StepResult[] = []
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) results.push(await runStep(step))
  }
  await Promise.all(Array.from({ length: lanes }, work))
  return results
}

async function runStep(step: Step): Promise<StepResult> {
  if (step.report) {
    mkdirSync(REPORTS, { recursive: true, mode: 0o700 })
    rmSync(step.report.path, { force: true })
  }
  const { code, output, seconds } = await runNode({ ...step.command, env: { FORCE_COLOR: '0', ...step.command.env } })
  const count = step.report ? countReport(step.report) : { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0 }
  // A child that fails without naming a failed test (a crash, an empty suite, a lost report) is itself the failure.
  if ((code !== 0 && count.failed === 0) || count.passed + count.failed === 0) count.failed += 1
  const result = { name: step.name, seconds, ...count }
  console.log(lineOf(result))
  if (count.failed > 0) console.log(output.trimEnd())
  return result
}

function countReport({ path, kind }: { path: string; kind: 'vitest' | 'playwright' }): Count {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }
  }
  return kind === 'vitest' ? countVitest(text) : countPlaywright(text)
}

function lineOf({ name, seconds, passed, failed, skipped }: StepResult): string {
  const verdict = failed > 0 ? 'FAILED' : 'ok'
  const tests = passed + failed > 1 ? `${passed} passed, ${failed} failed` : ''
  const left = skipped > 0 ? `, ${skipped} skipped` : ''
  return `${name.padEnd(16)} ${verdict.padEnd(6)} ${seconds.toFixed(1).padStart(6)} s  ${tests}${left}`.trimEnd()
}
