import { useState } from 'react'
import { Button } from '#ui/button.tsx'
import { ChipGroup } from '#ui/chip-group.tsx'
import { instantOf, MomentField, typedMoment } from '#ui/moment-field.tsx'
import { TextField } from '#ui/text-field.tsx'
import {
  ATTEMPT_RESULTS,
  ATTEMPT_WAYS,
  type AttemptResult,
  type AttemptWay,
  attemptResults,
  attemptWays,
} from '../judgement.ts'
import type { JudgementContent } from '../judgement-contract.ts'
import { attemptText } from './judgement-answers.ts'

type Attempts = JudgementContent['attempts']
type AttemptsProps = { attempts: Attempts; onChange: (attempts: Attempts) => void }

/** The attempts to ask the person so far, and three taps for one more. */
export function JudgementAttempts({ attempts, onChange }: AttemptsProps) {
  return (
    <div className="flex flex-col gap-4">
      {attempts.length > 0 && (
        <ul className="flex flex-col gap-2">
          {attempts.map((attempt, index) => (
            <li key={`${attempt.at} ${attempt.way}`} className="flex flex-wrap items-center gap-x-3">
              <span>{attemptText(attempt)}</span>
              <Button kind="tertiary" onClick={() => onChange(attempts.filter((_, at) => at !== index))}>
                消す<span className="sr-only">：{attemptText(attempt)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <OneMore key={attempts.length} onAdd={(attempt) => onChange([...attempts, attempt])} />
    </div>
  )
}

function OneMore({ onAdd }: { onAdd: (attempt: Attempts[number]) => void }) {
  const [way, setWay] = useState<AttemptWay>()
  const [result, setResult] = useState<AttemptResult>()
  const [at, setAt] = useState(() => typedMoment(new Date().toISOString()))
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const moment = instantOf(at)
  function add() {
    setTried(true)
    if (way !== undefined && result !== undefined && moment !== undefined) {
      onAdd({ at: moment, way, result, ...(note.trim() === '' ? {} : { note }) })
    }
  }
  const ask = (missing: boolean, sentence: string) => (tried && missing ? sentence : undefined)
  return (
    <div className="flex flex-col gap-4 rounded-12 bg-solid-gray-50 p-3 md:p-4">
      <ChipGroup
        label="どうやって伺いましたか"
        size="small"
        error={ask(way === undefined, '方法を一つ選んでください。')}
        value={way}
        onChange={setWay}
        choices={attemptWays.map((value) => ({ value, label: ATTEMPT_WAYS[value] }))}
      />
      <ChipGroup
        label="どうでしたか"
        size="small"
        error={ask(result === undefined, 'どうだったかを一つ選んでください。')}
        value={result}
        onChange={setResult}
        choices={attemptResults.map((value) => ({ value, label: ATTEMPT_RESULTS[value] }))}
      />
      <MomentField
        label="いつ"
        error={ask(moment === undefined, '日付と時刻を入れてください。')}
        value={at}
        onChange={setAt}
      />
      <TextField label="ひとこと" required={false} value={note} onChange={setNote} maxLength={400} />
      <div>
        <Button icon="plus" onClick={add}>
          この一回を加える
        </Button>
      </div>
    </div>
  )
}
