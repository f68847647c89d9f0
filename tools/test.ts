/**
 * `npm test`: everything. `npm run test:db` and `npm run test:e2e` run one suite, with a name behind `--` the files of the
 * suite whose path holds it (`npm run test:e2e -- the-caller`). The last line says the numbers.
 */
import { closingLine, sum } from './counts.ts'
import { CHECK_STEPS, narrowed, runSteps, type Step, vitestStep } from './steps.ts'

const GENERATED: Step = { name: 'generated docs', command: { script: ['tools/docs.ts', '--check'] } }
const DATABASE = vitestStep('database')
const GOALS: Step = {
  name: 'goals, small',
  command: { script: ['tools/run-named.ts', 'goals', '--all-small'], timeoutSeconds: 600 },
}
const BROWSER: Step = {
  name: 'browser stories',
  command: { script: ['node_modules/@playwright/test/cli.js', 'test'], timeoutSeconds: 840 },
  report: { path: '.data/reports/browser.json', kind: 'playwright' },
}

const [suite, ...names] = process.argv.slice(2)
const chosen = suite === undefined ? undefined : { database: DATABASE, browser: BROWSER }[suite]
if (suite !== undefined && !chosen) {
  console.error(`There is no suite named ${suite}: say database, browser, or nothing for all.`)
  process.exit(2)
}

const started = performance.now()
const results = chosen
  ? await runSteps([narrowed(chosen, names)], 1)
  : // Quick steps share the two cores; what measures time or drives a browser has the machine for itself.
    [...(await runSteps(CHECK_STEPS, 2)), ...(await runSteps([DATABASE, GENERATED, GOALS, BROWSER], 1))]
const total = sum(results)
if (total.skipped > 0) console.log(`${total.skipped} skipped, see above`)
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`)
console.log(closingLine(total))
process.exitCode = total.failed > 0 ? 1 : 0
