import type { Result } from '#kernel/result.ts'
import type { CompanyDesk } from './desk.ts'
import type { TaskTools } from './task-queue.ts'
import type { StoredTask, WorkState } from './work-state.ts'
import { changeWork } from './work-store.ts'

export type TaskOrder<Value> = {
  readonly id: string
  readonly kind: StoredTask['kind']
  readonly work: (tools: TaskTools) => Promise<Result<Value>>
  /** What the finished task leaves in the state. */
  readonly keep: (state: WorkState, value: Value) => WorkState
}

/** Puts a task into the queue and writes down what becomes of it. The state says `waiting` before this resolves. */
export async function orderTask<Value>(
  desk: CompanyDesk,
  { id, kind, work, keep }: TaskOrder<Value>,
): Promise<WorkState> {
  const told = (state: StoredTask['state'], because: string | null = null) => ({ kind, state, because })
  const waiting = await changeWork(desk, id, (state) => ({ ...state, task: told('waiting') }))
  let value: Result<Value> | undefined
  desk.queue.order({
    key: id,
    owner: desk.organizationId,
    begun: async () => void (await changeWork(desk, id, (state) => ({ ...state, task: told('running') }))),
    work: async (tools) => {
      value = await work(tools)
      return value
    },
    ended: async (result) => {
      await changeWork(desk, id, (state) => {
        if (value?.ok) return { ...keep(state, value.value), task: told('done') }
        const { code, because } = result.ok ? { code: 'failed', because: '' } : result.refusal
        return { ...state, task: told(code === 'interrupted' ? 'stopped' : 'failed', plain(desk, id, because)) }
      })
    },
  })
  return waiting
}

/** A sentence of the engine without the folders of this machine. */
export function plain({ places }: CompanyDesk, id: string, because: string): string {
  const inFiles = because.split(`${places.files(id)}/`).map((part, at) => (at === 0 ? part : part.slice(idLength + 1)))
  return inFiles
    .join('')
    .replaceAll(`${places.work(id)}/`, '')
    .replaceAll('対応表の header', '列の読み方')
    .replaceAll('対応表の encoding を cp932 に', '文字コードをシフトJIS（CP932）に')
    .replaceAll('screen inspect で', '列の読み方の画面で')
}

const idLength = 36
