import { type AgreementView, listAgreements } from '#agreement/agreement-contract.ts'
import { ChipLabel } from '#ui/chip-label.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { DATA_CATEGORIES, FEEDBACK_LEVELS } from '../report-words.ts'
import { dayText } from './report-text.ts'

const states = {
  drafted: { word: '作成中', tone: 'yellow', icon: 'edit' },
  agreed: { word: '合意済み', tone: 'blue', icon: 'check' },
  'in-force': { word: '有効', tone: 'green', icon: 'check' },
  superseded: { word: '新しい版に替わった', tone: 'neutral', icon: 'document' },
  ended: { word: '終了', tone: 'neutral', icon: 'close' },
} as const satisfies Record<AgreementView['state'], object>

/** The company's own agreements: what may be passed on, what comes back, until when. */
export function LiaisonAgreements() {
  const reading = useApi(listAgreements, {})
  return (
    <Loaded reading={reading}>
      {({ agreements }) =>
        agreements.length === 0 ? (
          <EmptyState title="結んでいる協定はありません">
            協定がなくても、ご本人の同意があれば、最小の範囲で連絡できます。
          </EmptyState>
        ) : (
          <ul className="flex flex-col gap-3">
            {agreements.map((agreement) => (
              <li key={agreement.id}>
                <Agreement agreement={agreement} />
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  )
}

function Agreement({ agreement }: { agreement: AgreementView }) {
  const { title, state, validFrom, validUntil, categories, feedbackCeiling } = agreement
  const { word, tone, icon } = states[state]
  return (
    <article className="rounded-12 border-1 border-solid-gray-420 p-4">
      <p className="flex flex-wrap items-center justify-between gap-2">
        <strong>{title}</strong>
        <ChipLabel tone={tone} icon={icon}>
          {word}
        </ChipLabel>
      </p>
      <p className="figures">
        {validFrom === null ? '始まりは未定' : `${dayText(validFrom)}から`}
        {validUntil === null ? '' : ` ${dayText(validUntil)}まで`}
      </p>
      <p>渡せること：{categories.map((category) => DATA_CATEGORIES[category]).join('、')}</p>
      <p>戻る知らせ：{FEEDBACK_LEVELS[feedbackCeiling]}</p>
    </article>
  )
}
