/** tsc --noEmit, and with the same program what tsc alone does not say: floating promises and unfinished switches. */
import ts from 'typescript'
import { findFloatingPromises, findOpenSwitches } from './type-rules.ts'

const CONFIG = 'tsconfig.json'
const host: ts.ParseConfigFileHost = {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
    throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'))
  },
}
const config = ts.getParsedCommandLineOfConfigFile(CONFIG, {}, host)
if (!config) throw new Error(`${CONFIG} cannot be read`)

const program = ts.createProgram(config.fileNames, config.options)
const diagnostics = [...config.errors, ...ts.getPreEmitDiagnostics(program)]
const checker = program.getTypeChecker()
const own = program.getSourceFiles().filter((source) => !source.fileName.includes('/node_modules/'))
const findings = own.flatMap((source) => [
  ...findFloatingPromises(source, checker),
  ...findOpenSwitches(source, checker),
])

const root = `${process.cwd()}/`
if (diagnostics.length > 0) {
  console.log(
    ts.formatDiagnostics(diagnostics, {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => root,
      getNewLine: () => '\n',
    }),
  )
}
for (const finding of findings) console.log(`${finding.path.replace(root, '')}:${finding.line} ${finding.says}`)
console.log(`${own.length} files, ${diagnostics.length + findings.length} errors`)
process.exitCode = diagnostics.length + findings.length > 0 || own.length === 0 ? 1 : 0
