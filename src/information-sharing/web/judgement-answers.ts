import { dayText, momentText } from '#ui/day-text.ts'
import { DATA_CATEGORIES } from '../category-words.ts'
import { ATTEMPT_RESULTS, ATTEMPT_WAYS, HARDNESS, INTERESTS, type JudgementPart, ROUTES } from '../judgement.ts'
import type { JudgementContent } from '../judgement-contract.ts'

/** One attempt in a line: 「11月20日(金) 14:30　訪問した：応答がなかった」. */
export function attemptText({ at, way, result, note }: JudgementContent['attempts'][number]): string {
  const said = note === undefined || note === '' ? '' : `（${note}）`
  return `${momentText(at)}　${ATTEMPT_WAYS[way]}：${ATTEMPT_RESULTS[result]}${said}`
}

const filled = (lines: readonly (string | undefined)[]) =>
  lines.filter((line): line is string => line !== undefined && line.trim() !== '')
const day = (date: string | undefined) => (date === undefined ? undefined : dayText(date))

/** What was answered to one part of the guide, a line each; nothing when it is still open. */
export function answersOf(part: JudgementPart, content: JudgementContent): readonly string[] {
  switch (part) {
    case 'interest':
      return filled([content.interest && INTERESTS[content.interest]])
    case 'facts':
      return filled([content.factsObservedAt && momentText(content.factsObservedAt), content.facts])
    case 'attempts':
      return content.attempts.map(attemptText)
    case 'why-hard':
      return filled([content.hardness && HARDNESS[content.hardness], content.whyHard])
    case 'necessity':
      return filled([content.necessity])
    case 'no-unjust-harm':
      return filled([content.noUnjustHarm])
    case 'categories':
      return filled([content.categories.map((one) => DATA_CATEGORIES[one]).join('、'), content.arrearsReason])
    case 'provision':
      return filled([content.provision])
    case 'item':
      return content.itemId === undefined ? [] : ['招かれた議題への資料として']
    case 'request':
      return content.requestId === undefined ? [] : ['届いた協力の求めへの回答として']
    case 'route':
      return filled([content.route && ROUTES[content.route]])
    case 'valid-until':
      return filled([day(content.validUntil)])
    case 'ask-again':
      return filled([day(content.askAgainOn)])
    case 'telling':
      return tellingOf(content)
    default: {
      const never: never = part
      return never
    }
  }
}

function tellingOf({ tellOn, notToldUntil, notTold }: JudgementContent): readonly string[] {
  if (tellOn !== undefined) return [`${dayText(tellOn)}に知らせます`]
  return filled([notToldUntil && `いまは知らせません（${dayText(notToldUntil)}に見直します）`, notTold])
}
