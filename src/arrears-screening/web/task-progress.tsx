import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { ProgressBar } from '#ui/progress-bar.tsx'
import { useSend } from '#ui/use-api.ts'
import { listWorks, readWork, stopWork } from '../desk/desk-contract.ts'
import type { WorkTaskView, WorkView } from './desk-shapes.ts'
import { taskDetail, taskTitle } from './work-steps.ts'

type TaskProgressProps = {
  work: WorkView
  task: WorkTaskView
  /** Starts again what was stopped. */
  onResume?: (() => void) | undefined
}

/** What the server does for this work: how far, how long still, a way to stop it and to go on. */
export function TaskProgress({ work, task, onResume }: TaskProgressProps) {
  const stop = useSend(stopWork, { makesStale: [readWork, listWorks] })
  if (task.state === 'done') return null
  if (task.state === 'stopped' || task.state === 'failed') {
    return (
      <NotificationBanner
        tone={task.state === 'failed' ? 'error' : 'warning'}
        live
        title={task.state === 'failed' ? '途中で続けられなくなりました' : '途中で止めています'}
        actions={onResume && <Button onClick={onResume}>続きから始める</Button>}
      >
        {task.because}
      </NotificationBanner>
    )
  }
  return (
    <div className="flex flex-col gap-4 rounded-12 border-1 border-solid-gray-420 p-4 md:p-6">
      <ProgressBar
        label={taskTitle(task)}
        share={task.total === 0 ? undefined : task.done / task.total}
        detail={taskDetail(task)}
      />
      {work.allowed.includes('stop') && (
        <div className="flex flex-wrap items-center gap-4">
          <Button
            busy={stop.isPending}
            busyLabel="止めています…"
            onClick={() => stop.mutate({ params: { id: work.id } })}
          >
            途中で止める
          </Button>
          <p className="text-solid-gray-700">画面を閉じても、処理は続きます。</p>
        </div>
      )}
      {stop.error !== null && <NotificationBanner tone="error" live title={stop.error.title} />}
    </div>
  )
}
