import { ChipLabel } from '#ui/chip-label.tsx'
import { momentText } from '#ui/day-text.ts'
import { Link } from '#ui/link.tsx'
import type { WorkView } from './desk-shapes.ts'
import { figure } from './funnel.ts'
import { stateOf, stepOf, WORK_STEPS } from './work-steps.ts'

const states = {
  prepared: { word: '準備中', tone: 'yellow', icon: 'edit' },
  running: { word: '動いています', tone: 'blue', icon: 'clock' },
  stopped: { word: '止まっています', tone: 'orange', icon: 'warning' },
  done: { word: '受け取れます', tone: 'green', icon: 'check' },
} as const satisfies Record<ReturnType<typeof stateOf>, object>

/** Open works, each with what it stands at and when it will be gone. */
export function WorkRows({ works }: { works: readonly WorkView[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {works.map((work) => (
        <li key={work.id}>
          <Row work={work} />
        </li>
      ))}
    </ul>
  )
}

function Row({ work }: { work: WorkView }) {
  const { id, createdAt, removedAt, files, run } = work
  const { word, tone, icon } = states[stateOf(work)]
  const names = files.map(({ name }) => name).join('、')
  return (
    <article className="flex flex-col gap-1 rounded-12 border-1 border-solid-gray-420 p-4">
      <p className="flex flex-wrap items-center justify-between gap-2">
        <Link href={`/screening/${id}`} className="inline-flex min-h-11 items-center font-bold">
          {momentText(createdAt)}にはじめた作業
        </Link>
        <ChipLabel tone={tone} icon={icon}>
          {word}
        </ChipLabel>
      </p>
      <p>
        {run === null
          ? `いまの手順：${WORK_STEPS[stepOf(work, null)]}`
          : `ご案内する方：${figure(run.counts.matched)}人`}
      </p>
      <p className="text-solid-gray-700">
        {names === '' ? 'ファイルはまだありません' : names}・{momentText(removedAt)}に自動で消えます
      </p>
    </article>
  )
}
