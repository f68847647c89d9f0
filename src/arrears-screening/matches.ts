import { type CalendarDate, daysBetween } from '#kernel/calendar-date.ts'
import { type Account, type NoticeStage, noticeStages } from './account.ts'
import { type Clause, type Comparison, type Condition, isInSeason } from './condition.ts'

/** The first reader: whether a condition holds for a contract on the run date. Never unknown: an unknown fact does not match. */
export function matches(condition: Condition, account: Account, runOn: CalendarDate): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((part) => matches(part, account, runOn))
    case 'any':
      return condition.of.some((part) => matches(part, account, runOn))
    case 'not':
      return !matches(condition.of, account, runOn)
    default:
      return clauseMatches(condition, account, runOn)
  }
}

function clauseMatches(clause: Clause, account: Account, runOn: CalendarDate): boolean {
  switch (clause.kind) {
    case 'one-of': {
      const value = account[clause.fact]
      return clause.values.some((each) => each === value)
    }
    case 'number':
      return compares(account[clause.fact], clause.is, clause.value)
    case 'stage-at-least':
      return account.noticeStage !== null && isStageAtLeast(account.noticeStage, clause.stage)
    case 'flag':
      return account[clause.fact] === clause.is
    case 'days-since': {
      const date = account[clause.fact]
      return compares(date === null ? null : daysBetween(date, runOn), clause.is, clause.days)
    }
    case 'days-until': {
      const date = account[clause.fact]
      return compares(date === null ? null : daysBetween(runOn, date), clause.is, clause.days)
    }
    case 'season':
      return isInSeason(runOn, clause)
    default: {
      const never: never = clause
      return never
    }
  }
}

function isStageAtLeast(stage: NoticeStage, least: NoticeStage): boolean {
  return noticeStages.indexOf(stage) >= noticeStages.indexOf(least)
}

function compares(value: number | null, is: Comparison, bound: number): boolean {
  if (value === null) return false
  switch (is) {
    case 'at-least':
      return value >= bound
    case 'more-than':
      return value > bound
    case 'at-most':
      return value <= bound
    case 'less-than':
      return value < bound
    case 'exactly':
      return value === bound
    default: {
      const never: never = is
      return never
    }
  }
}
