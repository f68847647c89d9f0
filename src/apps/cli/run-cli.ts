import { appendFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { readConfig } from '#platform/config/config.ts'
import { OperatorTrouble, wordsOf } from '#platform/config/operator-trouble.ts'
import { auditVerifyCommand } from './audit-command.ts'
import { backupCommand, backupRestoreCommand, backupVerifyCommand } from './backup-commands.ts'
import type { Command, Tools } from './command.ts'
import { lettersCommand, lettersRegisterCommand } from './letters-command.ts'
import { screenPackCommand } from './pack-command.ts'
import { organizationCreateCommand, tenantCreateCommand, userInviteCommand } from './register-commands.ts'
import { databaseResetCommand } from './reset-command.ts'
import { screenCommands } from './screen-commands.ts'
import { screenInspectCommand } from './screen-inspect-command.ts'
import { screenRunCommands } from './screen-run-commands.ts'
import { windowsFind, windowsImport } from './windows-commands.ts'
import { witnessExportCommand, witnessImportCommand } from './witness-commands.ts'

/** Every command, in the order in which an operator meets them. */
export const commands: readonly Command[] = [
  tenantCreateCommand,
  organizationCreateCommand,
  userInviteCommand,
  windowsImport,
  windowsFind,
  lettersCommand,
  lettersRegisterCommand,
  screenPackCommand,
  ...screenCommands,
  screenInspectCommand,
  ...screenRunCommands,
  backupCommand,
  backupVerifyCommand,
  backupRestoreCommand,
  auditVerifyCommand,
  witnessExportCommand,
  witnessImportCommand,
  databaseResetCommand,
]

const usageExit = 64

/** From the words after `cli` to the exit code. */
export async function runCli(words: readonly string[], signal: AbortSignal): Promise<number> {
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  if (words.length === 0 || words[0] === 'help' || words[0] === '--help' || words[0] === '-h') {
    say(commandList())
    return 0
  }
  const found = findCommand(words)
  if (found === undefined) {
    process.stderr.write(`「${words.join(' ')}」という命令はありません。\n\n${commandList()}\n`)
    return usageExit
  }
  const args = words.slice(found.name.split(' ').length)
  if (args.includes('--help') || args.includes('-h')) {
    say(`${found.summary}\n\n使い方：\n  ${found.usage}`)
    return 0
  }
  let dataFolder: string | undefined
  try {
    const config = readConfig(process.env)
    dataFolder = config.dataFolder
    return await found.run(args, { config, say, signal, ask })
  } catch (cause) {
    return tellTrouble(cause, dataFolder)
  }
}

/** The longest name that the words begin with: `backup verify` before `backup`. */
export function findCommand(words: readonly string[]): Command | undefined {
  const fits = ({ name }: Command) => name === words.slice(0, name.split(' ').length).join(' ')
  return commands.filter(fits).sort((one, other) => other.name.length - one.name.length)[0]
}

function commandList(): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(20)} ${summary}`)
  return [
    'ともしびを運用する方のための命令です。npm run cli -- に続けて書きます。',
    '',
    ...lines,
    '',
    '書き方は、それぞれの後に --help を付けると出ます。手順は docs/how-to/ にあります。',
  ].join('\n')
}

const ask: Tools['ask'] = async (question) => {
  if (!process.stdin.isTTY) return undefined
  const asking = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await asking.question(question)
  } finally {
    asking.close()
  }
}

function tellTrouble(cause: unknown, dataFolder: string | undefined): number {
  const note = keepNote(cause, dataFolder)
  if (cause instanceof OperatorTrouble) {
    process.stderr.write(`${cause.message}\n`)
    return cause.exitCode
  }
  process.stderr.write(`思いがけないことが起き、終わりまで行えませんでした。${note}\n`)
  return 70
}

/** What exactly happened goes to the log of the data folder, where there is one. */
function keepNote(cause: unknown, dataFolder: string | undefined): string {
  if (dataFolder === undefined || !existsSync(dataFolder)) return wordsOf(cause)
  const file = join(dataFolder, 'log', 'cli.log')
  try {
    mkdirSync(join(dataFolder, 'log'), { recursive: true, mode: 0o700 })
    appendFileSync(file, `${new Date().toISOString()} ${wordsOf(cause)}\n`, { mode: 0o600 })
    return `くわしい記録は ${file} にあります。`
  } catch {
    // A full or read-only disk has its own sentence; a log that cannot be written must not hide it.
    return ''
  }
}
