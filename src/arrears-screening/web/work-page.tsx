import { goTo } from '#ui/address.ts'
import { momentText } from '#ui/day-text.ts'
import { LoadedPage } from '#ui/loaded-page.tsx'
import { Page } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { StepNavigation } from '#ui/step-navigation.tsx'
import { useApi } from '#ui/use-api.ts'
import { readWork } from '../desk/desk-contract.ts'
import { ColumnsStep } from './columns-step.tsx'
import type { WorkView } from './desk-shapes.ts'
import { FilesStep } from './files-step.tsx'
import { RunStep } from './run-step.tsx'
import type { StepProps } from './step-props.ts'
import { TakeStep } from './take-step.tsx'
import { TrialStep } from './trial-step.tsx'
import { isOpen, isUnderWay, stepOf, WORK_STEPS, type WorkStep, workSteps } from './work-steps.ts'

const back = { href: '/screening', label: '作業の一覧に戻る' } as const

/** One work of screening in five steps; the address names the step, so that the browser's own way back works. */
export function WorkPage({ params, search }: ScreenProps) {
  const id = params.workId ?? ''
  const first = useApi(readWork, { params: { id } })
  const busy = first.data !== undefined && isUnderWay(first.data)
  // Read again while the server works; the same reading as above, only fresher.
  useApi(readWork, { params: { id }, enabled: busy, refetchEvery: busy ? 1000 : undefined })
  return (
    <LoadedPage reading={first} what="作業" back={back}>
      {(work) => <Work work={work} step={stepOf(work, search.get('step'))} />}
    </LoadedPage>
  )
}

const titles = {
  files: 'どのファイルから、さがしますか',
  columns: 'ファイルのどの列が、何ですか',
  trial: 'この条件で、何人に届きますか',
  run: 'ご案内する方を、さがします',
  take: 'ご案内する方が、見つかりました',
} as const satisfies Record<WorkStep, string>

function Work({ work, step }: { work: WorkView; step: WorkStep }) {
  const go = (next: WorkStep) => goTo(`/screening/${work.id}?step=${next}`)
  const props = { work, go }
  return (
    <Page
      key={step}
      title={step === 'run' && work.run !== null ? 'さがし終えました' : titles[step]}
      back={back}
      width="wide"
    >
      <StepNavigation
        steps={workSteps.map((one) => WORK_STEPS[one])}
        current={workSteps.indexOf(step)}
        hrefFor={(index) => {
          const one = workSteps[index]
          return one !== undefined && one !== step && isOpen(one, work)
            ? `/screening/${work.id}?step=${one}`
            : undefined
        }}
      />
      <StepBody step={step} {...props} />
      <p className="border-t-1 border-solid-gray-300 pt-4 text-solid-gray-700">
        この作業は、{momentText(work.removedAt)}に自動で消えます。
      </p>
    </Page>
  )
}

function StepBody({ step, ...props }: StepProps & { step: WorkStep }) {
  switch (step) {
    case 'files':
      return <FilesStep {...props} />
    case 'columns':
      return <ColumnsStep {...props} />
    case 'trial':
      return <TrialStep {...props} />
    case 'run':
      return <RunStep {...props} />
    case 'take':
      return <TakeStep {...props} />
    default: {
      const never: never = step
      return never
    }
  }
}
