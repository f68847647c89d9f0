import { lazy, Suspense, useEffect } from 'react'
import { EmptyState } from '#ui/empty-state.tsx'
import { Form } from '#ui/form.tsx'
import { Link } from '#ui/link.tsx'
import { Section } from '#ui/page.tsx'
import { Loaded, Skeleton } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { listReports } from '../report-contract.ts'
import { useCall } from './caller-call.ts'
import { isBegun } from './report-draft.ts'
import { PlaceField } from './report-place-field.tsx'
import { ReportRows } from './report-rows.tsx'
import { useWindow } from './report-window.tsx'

const begunParts = () => import('./caller-begun.tsx')
const doneScreen = async () => ({ default: (await import('./caller-done.tsx')).CallDone })
const CallWords = lazy(async () => ({ default: (await begunParts()).CallWords }))
const CallQuestions = lazy(async () => ({ default: (await begunParts()).CallQuestions }))
const CallSend = lazy(async () => ({ default: (await begunParts()).CallSend }))
const CallDone = lazy(doneScreen)

/** Place, window and words at the left, the questions at the right; the line itself never moves while it is typed. */
const columns = 'grid grid-cols-1 gap-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]'

/**
 * One call from the first word to the receipt: the line at the top, and the rest as soon as there is something to say.
 * `onNext` starts the next call.
 */
export function CallerFlow({ onNext }: { onNext: () => void }) {
  const call = useCall()
  const { draft, problems, edit } = call
  const found = useWindow(draft.value.place, draft.value.windowId)
  const typing = draft.value.place !== ''
  useEffect(() => {
    if (typing) void Promise.all([begunParts(), doneScreen()]).catch(() => undefined)
  }, [typing])
  if (call.sending.submit.data !== undefined || call.keep.isSuccess) {
    return (
      <Suspense fallback={<Skeleton />}>
        <CallDone call={call} onNext={onNext} />
      </Suspense>
    )
  }
  if (!draft.ready) return <Skeleton />
  const begun = found.window !== undefined || isBegun({ ...draft.value, place: '' })
  const discard = () => void draft.discard().then(onNext)
  return (
    <>
      <Form problems={problems} onSubmit={call.showProblems} label="お電話の内容">
        <div className={begun ? columns : undefined}>
          <div className="flex min-w-0 flex-col gap-8">
            <PlaceField draft={draft.value} edit={edit} found={found} />
            {begun && (
              <Suspense fallback={<Skeleton />}>
                <CallWords call={call} found={found} />
              </Suspense>
            )}
          </div>
          {begun && (
            <Suspense fallback={<Skeleton />}>
              <CallQuestions call={call} found={found} />
            </Suspense>
          )}
        </div>
        {begun && (
          <Suspense fallback={<Skeleton />}>
            <CallSend call={call} onDiscard={discard} />
          </Suspense>
        )}
      </Form>
      {!begun && <OwnCalls />}
    </>
  )
}

/** What this person wrote last, with the short words that came back. */
function OwnCalls() {
  const reading = useApi(listReports, { query: { show: 'mine' } })
  return (
    <div className="mt-8">
      <Section title="自分が受けた連絡と返事" aside={<Link href="/reports?show=mine">すべて見る</Link>}>
        <Loaded reading={reading}>
          {({ reports }) =>
            reports.length === 0 ? (
              <EmptyState title="まだありません">
                住所か郵便番号を入力すると、窓口・お伝えする言葉・同意・連絡の順に進めます。
              </EmptyState>
            ) : (
              <ReportRows label="自分が受けた連絡と返事" reports={reports.slice(0, 5)} />
            )
          }
        </Loaded>
      </Section>
    </div>
  )
}
