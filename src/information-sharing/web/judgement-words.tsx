import { ChipLabel, type ChipTone } from '#ui/chip-label.tsx'
import type { IconName } from '#ui/icon.tsx'
import type { JudgementView } from '../judgement-contract.ts'
import { JUDGEMENT_STATES, type JudgementState } from '../judgement-states.ts'

const looks = {
  draft: { tone: 'neutral', icon: 'edit' },
  asked: { tone: 'yellow', icon: 'clock' },
  permitted: { tone: 'green', icon: 'check' },
  refused: { tone: 'neutral', icon: 'close' },
  'second-signature-due': { tone: 'yellow', icon: 'clock' },
  signed: { tone: 'green', icon: 'check' },
  overturned: { tone: 'neutral', icon: 'undo' },
  expired: { tone: 'neutral', icon: 'clock' },
} as const satisfies Record<JudgementState, { tone: ChipTone; icon: IconName }>

/** Where a judgement stands, in one word. */
export function JudgementStateChip({ state }: { state: JudgementState }) {
  const { tone, icon } = looks[state]
  return (
    <ChipLabel tone={tone} icon={icon}>
      {JUDGEMENT_STATES[state]}
    </ChipLabel>
  )
}

type Citations = JudgementView['guide'][number]['statutes']

/** Articles in brackets; one whose number could not be confirmed says so. */
export function CitedStatutes({ statutes }: { statutes: Citations }) {
  if (statutes.length === 0) return null
  return (
    <span className="text-[0.875rem] text-solid-gray-700">
      （{statutes.map(({ text, confirmed }) => (confirmed ? text : `${text}［条番号は未確認］`)).join('、')}）
    </span>
  )
}

/** Reasons of the gate, each with its articles. */
export function GateReasons({ because }: { because: JudgementView['gate']['because'] }) {
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5">
      {because.map(({ code, title, statutes }) => (
        <li key={code}>
          {title}
          <CitedStatutes statutes={statutes} />
        </li>
      ))}
    </ul>
  )
}
