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

const begunScreen = async () => ({ default: (await import('./caller-begun.tsx')).CallBegun })
const doneScreen = async () => ({ default: (await import('./caller-done.tsx')).CallDone })
const CallBegun = lazy(begunScreen)
const CallDone = lazy(doneScreen)

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
    if (typing) void Promise.all([begunScreen(), doneScreen()]).catch(() => undefined)
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
        <PlaceField draft={draft.value} edit={edit} found={found} wide />
        {begun && (
          <Suspense fallback={<Skeleton />}>
            <CallBegun call={call} found={found} onDiscard={discard} />
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
