import { useState } from 'react'
import { CONCLUSIONS } from '#referral/referral-words-contract.ts'
import { Button, LinkButton } from '#ui/button.tsx'
import type { IconName } from '#ui/icon.tsx'
import { Card } from '#ui/page.tsx'
import type { CaseEntryView } from '../case-entry-contract.ts'
import type { CaseCommand } from '../support-case.ts'
import type { CaseView } from '../support-case-contract.ts'
import { AttemptRecorder } from './attempt-recorder.tsx'
import { instantText, STEP_WORDS } from './case-words.ts'
import { ConcludeForm, ReopenForm } from './conclude-form.tsx'
import { AttemptForm, ConnectionForm, FollowUpForm, NoteForm } from './entry-forms.tsx'
import { FeedbackPanels } from './feedback-panel.tsx'
import { PlanForm } from './plan-form.tsx'

type Work = 'plan' | 'note' | 'connect' | 'follow-up' | 'conclude' | 'reopen'

const works = [
  { work: 'plan', label: '訪ね方を考える', icon: 'document' },
  { work: 'connect', label: '支援先につなぐ', icon: 'people' },
  { work: 'note', label: 'メモを書く', icon: 'edit' },
  { work: 'follow-up', label: '次に確かめる日を決める', icon: 'calendar' },
  { work: 'conclude', label: '支援を終わりにする', icon: 'check' },
  { work: 'reopen', label: 'もう一度始める', icon: 'undo' },
] as const satisfies readonly { work: Work & CaseCommand; label: string; icon: IconName }[]

const workOfStep = {
  'plan-approach': 'plan',
  connect: 'connect',
  'follow-up': 'follow-up',
  conclude: 'conclude',
} as const
const isWorkStep = (step: string): step is keyof typeof workOfStep => step in workOfStep

type Props = { view: CaseView; correcting: CaseEntryView | undefined; onDone: () => void }

/** What comes next, with the one filled button; everything else that may be written stands below it. */
export function NextStepPanel({ view, correcting, onDone }: Props) {
  const [work, setWork] = useState<Work>()
  if (correcting !== undefined) return <Correction view={view} entry={correcting} onDone={onDone} />
  if (work !== undefined) return <WorkForm work={work} view={view} onDone={() => setWork(undefined)} />
  return (
    <>
      <NextStepCard view={view} onWork={setWork} />
      <FeedbackPanels view={view} />
    </>
  )
}

function NextStepCard({ view, onWork }: { view: CaseView; onWork: (work: Work) => void }) {
  const { nextStep, state, allowed } = view
  const first = isWorkStep(nextStep) ? workOfStep[nextStep] : undefined
  return (
    <Card>
      <div className="flex flex-col gap-5">
        <div>
          <p className="text-solid-gray-700">{state === 'concluded' ? 'このケースは' : '次にすること'}</p>
          <h2 className="text-std-22B-150 text-solid-gray-900">
            {state === 'concluded' ? '終了しています' : STEP_WORDS[nextStep]}
          </h2>
          {view.conclusionCode !== undefined && <Ended view={view} />}
          {nextStep === 'plan-approach' && (
            <p className="mt-2">
              最初に連絡する前に、ご本人の尊厳・負担・ためらいを考えて、だれが・いつ・どう会うかを決めます。
            </p>
          )}
        </div>
        {first !== undefined && allowed.includes(first) && (
          <Button kind="primary" icon={iconOf(first)} onClick={() => onWork(first)}>
            {labelOf(first)}
          </Button>
        )}
        {allowed.includes('attempt') && <AttemptRecorder view={view} />}
        <div className="flex flex-col items-stretch gap-2 sm:flex-row sm:flex-wrap lg:flex-col">
          {works
            .filter((one) => one.work !== first && allowed.includes(one.work))
            .map((one) => (
              <Button key={one.work} icon={one.icon} onClick={() => onWork(one.work)}>
                {one.label}
              </Button>
            ))}
          {state !== 'concluded' && (
            <LinkButton icon="calendar" href={`/conference/propose?case=${view.id}`}>
              支援会議にかける
            </LinkButton>
          )}
        </div>
      </div>
    </Card>
  )
}

/** What happened, who was told, and how to go back. */
function Ended({ view: { conclusionCode, concludedAt, referrals } }: { view: CaseView }) {
  const told = referrals
    .filter((one) => one.told.some(({ word }) => word === 'closed'))
    .map(({ reporter }) => reporter.name)
  return (
    <div className="mt-2 flex flex-col gap-2">
      <p>
        {concludedAt === undefined ? '' : `${instantText(concludedAt)}・`}
        {conclusionCode === undefined ? '' : CONCLUSIONS[conclusionCode].label}
      </p>
      <p>
        {told.length === 0
          ? '会社には、終わったことを知らせていません。'
          : `${told.join('、')}に「終了しました」と知らせました。終わった理由は伝わっていません。`}
      </p>
      <p>続けるときは「もう一度始める」を押すと、このケースの続きから始められます。</p>
    </div>
  )
}

const iconOf = (work: Work): IconName => works.find((one) => one.work === work)?.icon ?? 'edit'
const labelOf = (work: Work) => works.find((one) => one.work === work)?.label ?? ''

type FormProps = { view: CaseView; onDone: () => void }

function WorkForm({ work, view, onDone }: FormProps & { work: Work }) {
  switch (work) {
    case 'plan':
      return <PlanForm view={view} onDone={onDone} />
    case 'note':
      return <NoteForm view={view} onDone={onDone} />
    case 'connect':
      return <ConnectionForm view={view} onDone={onDone} />
    case 'follow-up':
      return <FollowUpForm view={view} onDone={onDone} />
    case 'conclude':
      return <ConcludeForm view={view} onDone={onDone} />
    case 'reopen':
      return <ReopenForm view={view} onDone={onDone} />
    default: {
      const never: never = work
      return never
    }
  }
}

/** The same form, filled with what stands; what was written stays readable under the new line. */
function Correction({ view, entry, onDone }: FormProps & { entry: CaseEntryView }) {
  const { content, id } = entry
  switch (content.kind) {
    case 'approach-plan':
      return <PlanForm key={id} view={view} onDone={onDone} corrects={{ id, content }} />
    case 'note':
      return <NoteForm key={id} view={view} onDone={onDone} corrects={{ id, content }} />
    case 'connection':
      return <ConnectionForm key={id} view={view} onDone={onDone} corrects={{ id, content }} />
    case 'follow-up':
      return <FollowUpForm key={id} view={view} onDone={onDone} corrects={{ id, content }} />
    case 'attempt':
      return <AttemptForm key={id} view={view} onDone={onDone} corrects={{ id, content }} />
    case 'joined':
    case 'came-forward':
    case 'conclusion':
    case 'reopened':
    case 'meeting':
      return null
    default: {
      const never: never = content
      return never
    }
  }
}
