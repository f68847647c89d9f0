import { NotificationBanner } from '#ui/banner.tsx'
import {
  alternativesOf,
  type Condition,
  describeCondition,
  type FactByAgreement,
  type SuppressionRules,
  suppressionSentences,
  warningsOf,
} from '../screening-terms.ts'

type WordsProps = { condition: Condition; factsAllowed: readonly FactByAgreement[] }

/** A condition as people read it: one sentence for each alternative, then what to look at twice. */
export function ConditionInWords({ condition, factsAllowed }: WordsProps) {
  const alternatives = alternativesOf(condition)
  return (
    <div className="flex flex-col gap-4">
      {alternatives.length === 1 ? (
        <p className="max-w-line">{describeCondition(condition)}</p>
      ) : (
        <>
          <p>次のどれかに当てはまるご契約です。</p>
          <ol className="flex max-w-line list-decimal flex-col gap-2 pl-6">
            {alternatives.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ol>
        </>
      )}
      <ConditionWarnings condition={condition} factsAllowed={factsAllowed} />
    </div>
  )
}

function ConditionWarnings({ condition, factsAllowed }: WordsProps) {
  const warnings = warningsOf(condition, factsAllowed)
  if (warnings.length === 0) return null
  return (
    <NotificationBanner tone="warning" title="この条件で、確かめたいこと">
      <ul className="flex list-disc flex-col gap-1 pl-6">
        {warnings.map(({ path, because }) => (
          <li key={`${path} ${because}`}>{because}</li>
        ))}
      </ul>
    </NotificationBanner>
  )
}

/** Who is not guided although the condition fits, one sentence each. */
export function SuppressionInWords({ rules }: { rules: SuppressionRules }) {
  return (
    <ul className="flex max-w-line list-disc flex-col gap-2 pl-6">
      {suppressionSentences(rules).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}
