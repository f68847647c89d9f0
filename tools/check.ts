/** `npm run check`: types, lint, boundaries, unused code, budgets and pure tests, in under 30 seconds. */
import { closingLine, sum } from './counts.ts'
import { CHECK_STEPS, runSteps } from './steps.ts'

const started = performance.now()
const total = sum(await runSteps(CHECK_STEPS, 2))
console.log(`${closingLine(total)} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
if (total.failed > 0) process.exitCode = 1
