/** Checks the budgets of docs/architecture.md over every source file and says where and how to mend what is over. */
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { judgeSource } from './budget-rules.ts'
import { judgeText } from './budget-text-rules.ts'
import { listSourceFiles } from './source-files.ts'

const files = listSourceFiles()
const findings = files.flatMap((path) => {
  const text = readFileSync(path, 'utf8')
  const ofText = judgeText(path, text)
  if (!/\.tsx?$/.test(path)) return ofText
  return [...ofText, ...judgeSource(path, ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))]
})

for (const { path, line, says } of findings) console.log(`${path}:${line} ${says}`)
if (files.length === 0) console.log('no source file was found: the check would be empty')
console.log(`${files.length} files, ${findings.length} over budget`)
process.exitCode = findings.length > 0 || files.length === 0 ? 1 : 0
