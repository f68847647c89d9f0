import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { conditionJsonSchema } from '#arrears-screening/condition-schema.ts'
import { readScreeningPack } from '#arrears-screening/read-screening-file.ts'
import { screeningStatement } from '#arrears-screening/screening-statement.ts'
import { SQL_DIALECTS, type SqlDialect, sqlDialects } from '#arrears-screening/sql-dialect.ts'
import { type CalendarDate, calendarDate, todayInJapan } from '#kernel/calendar-date.ts'
import { parseCalendarDate } from '#kernel/date-text.ts'
import { errorCodeOf, OperatorTrouble } from '#platform/config/operator-trouble.ts'
import { type Command, needed, readFlags, usageTrouble } from './command.ts'

const text = { type: 'string' } as const

const schemaUsage = 'cli screen schema > condition.schema.json'

const screenSchemaCommand: Command = {
  name: 'screen schema',
  summary: '条件の書き方（JSON Schema）を出します',
  usage: schemaUsage,
  run: async (args, { say }) => {
    readFlags(schemaUsage, () => parseArgs({ args: [...args], options: {} }))
    say(JSON.stringify(conditionJsonSchema(), null, 2))
    return 0
  },
}

const sqlUsage = `cli screen sql --dialect ${sqlDialects.join('|')} --pack pack.json [--table 表の名前] [--run-date 2026-04-01]`

const screenSqlCommand: Command = {
  name: 'screen sql',
  summary: '会社のデータベースで条件に当てはまるご契約を調べるSQLを出します（何も実行しません）',
  usage: sqlUsage,
  run: async (args, { say }) => {
    const { values } = readFlags(sqlUsage, () =>
      parseArgs({ args: [...args], options: { dialect: text, pack: text, table: text, 'run-date': text } }),
    )
    const dialect = readDialect(needed(values.dialect, '--dialect', sqlUsage))
    const packFile = needed(values.pack, '--pack', sqlUsage)
    const runOn = readRunDate(values['run-date'])
    const pack = readScreeningPack(await readTextFile(packFile))
    if (!pack.ok) throw notDone(`${packFile} を使えませんでした。${pack.refusal.because}`)
    const table = values.table?.trim() || 'accounts'
    const statement = screeningStatement({ pack: pack.value, dialect, runOn, table })
    if (!statement.ok) throw notDone(statement.refusal.because)
    say(statement.value)
    return 0
  },
}

/** The commands for a company's own machine. None of them opens the database or the network. */
export const screenCommands: readonly Command[] = [screenSchemaCommand, screenSqlCommand]

function readDialect(word: string): SqlDialect {
  const found = sqlDialects.find((dialect) => dialect === word)
  if (found !== undefined) return found
  const known = sqlDialects.map((dialect) => `${dialect}（${SQL_DIALECTS[dialect]}）`).join('、')
  throw usageTrouble(`「${word}」の書き方は用意していません。選べるのは ${known} です。`, sqlUsage)
}

/** The run date that was given, or today in Japan. */
function readRunDate(word: string | undefined): CalendarDate {
  if (word === undefined) return todayInJapan(new Date())
  const read = parseCalendarDate(word)
  if (!read.ok) throw usageTrouble(`--run-date の${read.refusal.because}`, sqlUsage)
  return calendarDate(read.value)
}

async function readTextFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const missing = errorCodeOf(cause) === 'ENOENT'
    const because = missing
      ? `${path} が見つかりません。名前と場所を確かめてください。`
      : `${path} を読めませんでした。`
    throw new OperatorTrouble('file-unreadable', because, { exitCode: missing ? 66 : 74, cause })
  }
}

function notDone(because: string): OperatorTrouble {
  return new OperatorTrouble('not-done', because, { exitCode: 65 })
}
