import { useId, useState } from 'react'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/class-names.ts'
import { Icon } from '#ui/icon.tsx'
import type { JudgementPart } from '../judgement.ts'
import type { JudgementView } from '../judgement-contract.ts'
import { answersOf } from './judgement-answers.ts'
import { contentOf } from './judgement-draft.ts'
import { PartFields, type PartProps } from './judgement-fields.tsx'
import { CitedStatutes } from './judgement-words.tsx'

type Step = JudgementView['guide'][number]

/** The parts that this ground asks for, one open at a time; an answered part shows its answer and can be opened again. */
export function JudgementGuideSteps({ steps, draft, edit }: PartProps & { steps: readonly Step[] }) {
  const [open, setOpen] = useState<JudgementPart | undefined>(() => steps.find(({ there }) => !there)?.part)
  function onwards(part: JudgementPart) {
    const at = steps.findIndex((step) => step.part === part)
    setOpen([...steps.slice(at + 1), ...steps.slice(0, at)].find(({ there }) => !there)?.part)
  }
  return (
    <ol className="flex flex-col gap-3">
      {steps.map((step, index) => (
        <OneStep
          key={step.part}
          step={step}
          number={index + 1}
          open={open === step.part}
          onToggle={() => setOpen(open === step.part ? undefined : step.part)}
          onNext={() => onwards(step.part)}
          draft={draft}
          edit={edit}
        />
      ))}
    </ol>
  )
}

type OneStepProps = PartProps & {
  step: Step
  number: number
  open: boolean
  onToggle: () => void
  onNext: () => void
}

function OneStep({ step, number, open, onToggle, onNext, draft, edit }: OneStepProps) {
  const body = useId()
  const answers = open ? [] : answersOf(step.part, contentOf(draft))
  return (
    <li className="rounded-12 border-1 border-solid-gray-420 bg-white">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={body}
          onClick={onToggle}
          className="flex min-h-14 w-full items-start gap-3 rounded-12 px-4 py-3 text-left text-std-17B-170 hover:bg-solid-gray-50"
        >
          <Icon name={step.there ? 'check' : 'edit'} className="mt-1 size-5 shrink-0" />
          <span>
            <span className="figures">{number}．</span>
            {step.question}
            <span className="sr-only">{step.there ? '（済み）' : '（まだ）'}</span>
          </span>
        </button>
      </h3>
      <div id={body} className={cx('px-4 md:px-6', (open || answers.length > 0) && 'pb-4')}>
        {answers.map((line) => (
          <p key={line} className="pl-5 whitespace-pre-wrap">
            {line}
          </p>
        ))}
        {open && (
          <div className="flex flex-col gap-5">
            <p className="max-w-line">
              {step.explanation}
              <CitedStatutes statutes={step.statutes} />
            </p>
            <PartFields part={step.part} draft={draft} edit={edit} />
            <div>
              <Button onClick={onNext}>次へ</Button>
            </div>
          </div>
        )}
      </div>
    </li>
  )
}
