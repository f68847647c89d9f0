import type { CalendarDate } from '#kernel/calendar-date.ts'
import { type ClausePath, conditionKey } from '../condition.ts'
import type { PackAgreement, ScreeningPack, Suppression } from '../screening-pack-contract.ts'
import { toSqlClauses } from '../to-sql.ts'
import { suppressionSql } from './suppression.ts'

/** One clause of one distinct rule; its number stands in every matched row and leads back to the sentence. */
export type RuleClause = {
  readonly number: number
  readonly rule: number
  readonly path: ClausePath
  readonly filter: string
}

/** A condition with its suppression as several agreements share it: compiled once. */
export type Rule = {
  readonly agreement: PackAgreement
  readonly suppression: Suppression
  readonly clauses: readonly RuleClause[]
}

/** What the municipalities of one choice have in common: the rules to try, in the order of the pack. */
type Choice = readonly number[]

/** A pack made ready for one run date: some ten expressions instead of 900. */
export type CompiledPack = {
  readonly rules: readonly Rule[]
  readonly clauses: readonly RuleClause[]
  readonly choices: readonly Choice[]
  /** Each municipality with an agreement: its choice, and per rule of that choice the agreement that brought it. */
  readonly municipalities: ReadonlyMap<string, MunicipalityEntry>
  readonly runDate: CalendarDate
}
export type MunicipalityEntry = { readonly choice: number; readonly agreements: readonly PackAgreement[] }

/**
 * Groups a pack by what is really different in it. A municipality with several agreements of the company tries them in
 * the order of the pack; the first that matches counts. Pure; throws where `toSqlClauses` does.
 */
export function compilePack(pack: ScreeningPack, runDate: CalendarDate): CompiledPack {
  const rules = distinctRules(pack.agreements, runDate)
  const byMunicipality = new Map<string, PackAgreement[]>()
  for (const agreement of pack.agreements) {
    for (const code of new Set(agreement.municipalities)) {
      byMunicipality.set(code, [...(byMunicipality.get(code) ?? []), agreement])
    }
  }
  const choices = new Map<string, number>()
  const municipalities = new Map<string, MunicipalityEntry>()
  for (const [code, agreements] of byMunicipality) {
    const ofRules = new Map<number, PackAgreement>()
    for (const agreement of agreements) {
      const rule = rules.numbers.get(ruleKey(agreement)) ?? 0
      if (!ofRules.has(rule)) ofRules.set(rule, agreement)
    }
    const key = [...ofRules.keys()].join()
    const choice = choices.get(key) ?? choices.size
    choices.set(key, choice)
    municipalities.set(code, { choice, agreements: [...ofRules.values()] })
  }
  return {
    rules: rules.list,
    clauses: rules.list.flatMap(({ clauses }) => clauses),
    choices: [...choices.keys()].map((key) => key.split(',').map(Number)),
    municipalities,
    runDate,
  }
}

/** The agreement that a matched row belongs to: of its municipality, the one that brought the rule of the clause. */
export function agreementOf(pack: CompiledPack, municipality: string, clause: RuleClause): PackAgreement {
  const entry = pack.municipalities.get(municipality)
  const at = pack.choices[entry?.choice ?? -1]?.indexOf(clause.rule) ?? -1
  const agreement = entry?.agreements[at]
  if (agreement === undefined) throw new RangeError('a row matched a clause that its municipality does not have')
  return agreement
}

const ruleKey = ({ condition, suppression }: PackAgreement) =>
  `${conditionKey(condition)}\n${JSON.stringify(Object.entries(suppression).sort())}`

function distinctRules(agreements: readonly PackAgreement[], runDate: CalendarDate) {
  const numbers = new Map<string, number>()
  const list: Rule[] = []
  let clauseNumber = 0
  for (const agreement of agreements) {
    const key = ruleKey(agreement)
    if (numbers.has(key)) continue
    const rule = list.length
    numbers.set(key, rule)
    const clauses = toSqlClauses(agreement.condition, 'duckdb', runDate).map(({ path, filter }) => ({
      number: clauseNumber++,
      rule,
      path,
      filter,
    }))
    list.push({ agreement, suppression: agreement.suppression, clauses })
  }
  return { numbers, list }
}

/** The number of the first clause that holds, in reading order and in the order of the agreements; NULL where none does. `choice` is the column of the municipality's choice. */
export function clauseSql({ choices, rules }: CompiledPack): string {
  const ofChoice = (choice: Choice) => {
    const branches = choice.flatMap((rule) =>
      (rules[rule]?.clauses ?? []).map(({ filter, number }) => `when ${filter} then ${number}`),
    )
    return `case ${branches.join(' ')} end`
  }
  if (choices.length === 0) return 'cast(null as integer)'
  const branches = choices.map((choice, number) => `when ${number} then ${ofChoice(choice)}`)
  return `case choice ${branches.join('\n  ')} end`
}

/** The reason for which a matched row is not guided, NULL for none; over the column `clause`. */
export function reasonSql({ rules, runDate }: CompiledPack): string {
  const bySql = new Map<string, number[]>()
  for (const { suppression, clauses } of rules) {
    const sql = suppressionSql(suppression, runDate)
    bySql.set(sql, [...(bySql.get(sql) ?? []), ...clauses.map(({ number }) => number)])
  }
  const [first] = bySql.keys()
  if (first === undefined) return 'cast(null as varchar)'
  if (bySql.size === 1) return first
  return `case ${[...bySql].map(([sql, clauses]) => `when clause in (${clauses.join(', ')}) then (${sql})`).join(' ')} end`
}
