import { useRef, useState } from 'react'
import { newRequestKey } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { ChipGroup } from '#ui/chip-group.tsx'
import { TextArea } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { CONTACT_WAYS, type ContactWay, contactWays, mayReach } from '../support-case.ts'
import { addEntry, type CaseView, getCase } from '../support-case-contract.ts'
import { reachedWords } from './case-time-line.tsx'

const icons = { visit: 'home', phone: 'phone', letter: 'mail', office: 'building', mail: 'mail' } as const

/** One attempt being written: pressing twice writes once. */
function useAttempt(view: CaseView) {
  const [way, setWay] = useState<ContactWay>()
  const [because, setBecause] = useState('')
  const [saved, setSaved] = useState<string>()
  const id = useRef(newRequestKey())
  const send = useSend(addEntry, { makesStale: [getCase] })
  const needsPlan = !view.planned && way !== undefined && way !== 'office'
  function choose(chosen: ContactWay) {
    setWay(chosen)
    setSaved(undefined)
  }
  function record(reached: boolean) {
    if (way === undefined) return
    const withoutPlanBecause = needsPlan && because !== '' ? because : undefined
    const entry = { kind: 'attempt' as const, way, reached, withoutPlanBecause }
    const onSuccess = () => {
      id.current = newRequestKey()
      setSaved(`${CONTACT_WAYS[way]}：${reachedWords({ way, reached })}`)
      setWay(undefined)
      setBecause('')
    }
    send.mutate({ params: { id: view.id }, body: { id: id.current, entry } }, { onSuccess })
  }
  return { way, choose, because, setBecause, saved, needsPlan, record, busy: send.isPending, error: send.error }
}

/** Two taps: how, then reached or not. It is saved at once and can be put right from the time line. */
export function AttemptRecorder({ view }: { view: CaseView }) {
  const { way, choose, because, setBecause, saved, needsPlan, record, busy, error } = useAttempt(view)
  return (
    <section aria-label="連絡を記録する" className="flex flex-col gap-3 rounded-12 bg-solid-gray-50 p-3 md:p-4">
      <ChipGroup
        label="連絡を記録する"
        hint="方法を選び、会えたかどうかを押すと、いまの時刻で記録されます。"
        size="small"
        value={way}
        onChange={choose}
        choices={contactWays.map((value) => ({ value, label: CONTACT_WAYS[value], icon: icons[value] }))}
      />
      {needsPlan && view.immediateDanger && (
        <TextArea
          label="計画の前に連絡する理由"
          hint="命の危険があるときは、計画より先に連絡できます。"
          required
          rows={2}
          value={because}
          onChange={setBecause}
        />
      )}
      {needsPlan && !view.immediateDanger ? (
        <p>最初に連絡する前に、訪ね方の計画を書きます。ご本人が窓口に来られたときは「来所」で記録できます。</p>
      ) : (
        way !== undefined && <Outcomes way={way} busy={busy} onRecord={record} />
      )}
      {error !== null && <NotificationBanner tone="error" live title={error.title} />}
      {saved !== undefined && (
        <p role="status" className="font-bold">
          記録しました（{saved}）。様子を書き足すときは、時間の流れの「直す」を使えます。
        </p>
      )}
    </section>
  )
}

function Outcomes({ way, busy, onRecord }: { way: ContactWay; busy: boolean; onRecord: (reached: boolean) => void }) {
  return (
    <div className="flex flex-col gap-2 sm:flex-row">
      {mayReach(way) && (
        <Button icon="check" busy={busy} busyLabel="記録しています…" onClick={() => onRecord(true)}>
          {reachedWords({ way, reached: true })}
        </Button>
      )}
      {way !== 'office' && (
        <Button busy={busy} busyLabel="記録しています…" onClick={() => onRecord(false)}>
          {reachedWords({ way, reached: false })}
        </Button>
      )}
    </div>
  )
}
