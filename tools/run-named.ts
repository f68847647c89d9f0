/**
 * Runs `goals/NAME.ts` or `bench/NAME.ts`; without a name it lists what there is.
 * Goals print lines `GOAL id N=… fail=… time=…`; `--all-small` runs each with the flags of its docstring line `Small: …`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { runNode } from './child.ts'
import { firstSentence, goalPasses, smallFlags } from './named-files.ts'

const [kind, ...rest] = process.argv.slice(2)
if (kind !== 'goals' && kind !== 'bench') {
  console.error('Say goals or bench first.')
  process.exit(2)
}

const names = (existsSync(kind) ? readdirSync(kind) : [])
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => file.replace(/\.ts$/, ''))
  .sort()

const [name, ...flags] = rest
if (name === '--all-small') process.exitCode = await runAllSmall(names)
else if (name === undefined) for (const each of names) console.log(`${each.padEnd(20)} ${firstSentence(read(each))}`)
else process.exitCode = await runOne(name, flags)

function read(each: string): string {
  return readFileSync(`${kind}/${each}.ts`, 'utf8')
}

async function runOne(each: string, withFlags: readonly string[]): Promise<number> {
  if (!names.includes(each)) {
    console.error(`There is no ${kind}/${each}.ts. There are: ${names.join(', ') || 'none'}.`)
    return 2
  }
  const timeoutSeconds = 24 * 3600
  const { code, output } = await runNode({ script: [`${kind}/${each}.ts`, ...withFlags], loud: true, timeoutSeconds })
  if (code !== 0 || kind === 'bench') return code
  return goalPasses(output) ? 0 : 1
}

async function runAllSmall(all: readonly string[]): Promise<number> {
  let code = all.length === 0 ? 1 : 0
  if (all.length === 0) console.log(`${kind}/ is empty: nothing was proved.`)
  for (const each of all) if ((await runOne(each, smallFlags(read(each)))) !== 0) code = 1
  return code
}
