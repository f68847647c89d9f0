import { useState } from 'react'
import { todayInJapan } from '#kernel/calendar-date.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { CheckboxGroup } from '#ui/choice-field.tsx'
import { DateField, readDate } from '#ui/date-field.tsx'
import { dayText } from '#ui/day-text.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { describeCondition } from '../condition-words.ts'
import { listWorks, readWork, runWork } from '../desk/desk-contract.ts'
import { listDeskAgreements } from '../desk/trial-contract.ts'
import type { DeskAgreement, WorkView } from './desk-shapes.ts'
import { figure } from './funnel.ts'
import { goodOf, newestFiles } from './run-files.ts'
import { RunFunnel } from './run-funnel.tsx'
import type { StepProps } from './step-props.ts'
import { TaskProgress } from './task-progress.tsx'

/** The fourth step: the run itself, and at its end how many went which way. */
export function RunStep({ work, go }: StepProps) {
  const { run, task } = work
  if (run !== null) {
    return (
      <>
        <Section title={`${dayText(run.runDate)}を基準に、さがし終えました`}>
          <RunFunnel counts={run.counts} />
        </Section>
        <ButtonRow>
          <Button kind="primary" onClick={() => go('take')}>
            受け取りに進む
          </Button>
        </ButtonRow>
      </>
    )
  }
  const running = task?.kind === 'run' && task.state !== 'done'
  return running ? <Running work={work} task={task} /> : <Before work={work} go={go} />
}

const makesStale = [readWork, listWorks]

function Running({ work, task }: { work: WorkView; task: NonNullable<WorkView['task']> }) {
  const send = useSend(runWork, { makesStale })
  const { begun } = work
  return (
    <Section title="さがしています">
      <TaskProgress
        work={work}
        task={task}
        onResume={begun === null ? undefined : () => send.mutate({ params: { id: work.id }, body: begun })}
      />
      {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
    </Section>
  )
}

function Before({ work, go }: StepProps) {
  const send = useSend(runWork, { makesStale })
  const [typed, setTyped] = useState<string>(() => todayInJapan(new Date()))
  const [fileIds, setFileIds] = useState(() => newestFiles(work))
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  function start() {
    const runDate = readDate(typed)
    if (runDate === undefined) {
      setProblems([{ path: 'runDate', message: '基準日を、2026年3月31日のように入れてください。' }])
      return
    }
    setProblems([])
    send.mutate(
      { params: { id: work.id }, body: { runDate, fileIds: [...fileIds] } },
      { onError: (failed) => setProblems(failed.fields) },
    )
  }
  return (
    <>
      <Terms />
      <Form problems={problems} onSubmit={start} label="実行する">
        {work.files.length > 1 && <WhichFiles files={work.files} chosen={fileIds} onChange={setFileIds} />}
        <DateField
          label="基準日"
          name="runDate"
          required
          hint="「停止の予定日まで何日」などは、この日から数えます。"
          value={typed}
          onChange={setTyped}
        />
        <p className="max-w-line">
          {figure(goodOf(work, fileIds))}
          件のご契約に当てはめます。終わると、置いたファイルは消え、結果のファイルだけが残ります。
        </p>
        {send.error !== null && problems.length === 0 && (
          <NotificationBanner tone="error" live title={send.error.title} />
        )}
        <ButtonRow>
          <Button type="submit" kind="primary" size="large" busy={send.isPending} busyLabel="始めています…">
            ご案内する方をさがす
          </Button>
          <Button onClick={() => go('trial')}>試してみるに戻る</Button>
        </ButtonRow>
      </Form>
    </>
  )
}

type WhichFilesProps = {
  files: WorkView['files']
  chosen: ReturnType<typeof newestFiles>
  onChange: (fileIds: ReturnType<typeof newestFiles>) => void
}

function WhichFiles({ files, chosen, onChange }: WhichFilesProps) {
  return (
    <CheckboxGroup
      label="どのファイルでさがしますか"
      name="fileIds"
      hint="いちばん新しい時点のファイルを選んであります。"
      value={chosen}
      choices={files.map(({ id, name, asOf }) => ({
        value: id,
        label: name,
        hint: asOf === null ? '時点は決めていません' : `${dayText(asOf)}の時点`,
      }))}
      onChange={onChange}
    />
  )
}

function Terms() {
  const reading = useApi(listDeskAgreements, {})
  return (
    <Section title="いま有効な協定の条件で、さがします">
      <Loaded reading={reading}>
        {({ agreements }) => {
          const ruling = agreements.filter(({ state }) => state === 'in-force')
          return ruling.length === 0 ? (
            <EmptyState title="有効な協定に、ご案内の条件がまだありません">
              協定が有効になると、その条件でさがせます。
            </EmptyState>
          ) : (
            <ul className="flex flex-col gap-3">
              {ruling.map((agreement) => (
                <li key={agreement.agreementId}>
                  <Ruling agreement={agreement} />
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </Section>
  )
}

function Ruling({ agreement: { title, edition, municipalities, condition } }: { agreement: DeskAgreement }) {
  return (
    <article className="rounded-12 border-1 border-solid-gray-420 p-4">
      <h3 className="font-bold">
        {title}（第{edition}版）
      </h3>
      <p className="text-solid-gray-700">{municipalities.map(({ name }) => name).join('、')}</p>
      <p className="mt-2 max-w-line">{describeCondition(condition)}</p>
    </article>
  )
}
