import { useState } from 'react'
import { Button } from '#ui/button.tsx'
import { Form } from '#ui/form.tsx'
import { Select, TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { attestRecall, listRecalls, type RecallTask } from '../recall/recall-contract.ts'
import {
  decideAttestation,
  RECALL_OUTCOMES,
  RECALL_THINGS,
  RETENTION_GROUNDS,
  type RecallOutcome,
  type RecallThing,
  type RetentionGround,
  recallOutcomes,
  recallThings,
  retentionGrounds,
} from '../recall-words.ts'

type Line = { outcome: RecallOutcome | ''; ground: RetentionGround | ''; cited: string }
type Lines = Readonly<Record<RecallThing, Line>>
const unsaid: Line = { outcome: '', ground: '', cited: '' }

const outcomes = [
  { value: '', label: '選んでください' } as const,
  ...recallOutcomes.map((value) => ({ value, label: RECALL_OUTCOMES[value] })),
]
const grounds = [
  { value: '', label: '選んでください' } as const,
  ...retentionGrounds.map((value) => ({ value, label: RETENTION_GROUNDS[value].label })),
]

/** One answer for every kind of copy; what is kept names its ground. */
export function RecallAnswer({ task: { id, version } }: { task: RecallTask }) {
  const [lines, setLines] = useState<Lines>({ 'paper-copies': unsaid, 'own-notes': unsaid, 'saved-files': unsaid })
  const [because, setBecause] = useState<string>()
  const send = useSend(attestRecall, { makesStale: [listRecalls] })
  const change = (thing: RecallThing, part: Partial<Line>) =>
    setLines({ ...lines, [thing]: { ...lines[thing], ...part } })
  function answer() {
    const said = recallThings.flatMap((thing) => {
      const { outcome, ground, cited } = lines[thing]
      if (outcome === '') return []
      const kept = outcome === 'kept' && ground !== '' ? { ground } : {}
      const text = cited.trim()
      return [{ thing, outcome, ...kept, ...(ground === 'other-law' && text !== '' ? { cited: text } : {}) }]
    })
    const whole = decideAttestation(said)
    setBecause(whole.ok ? undefined : whole.refusal.because)
    if (whole.ok) send.mutate({ params: { id }, body: { version, lines: said } })
  }
  const problems = because === undefined ? send.error?.fields : [{ path: 'lines', message: because }]
  return (
    <Form label="どうしたかの答え" problems={problems} onSubmit={answer}>
      {recallThings.map((thing) => (
        <div key={thing} className="flex flex-col gap-3">
          <Select
            label={RECALL_THINGS[thing]}
            name={`${id}-${thing}`}
            value={lines[thing].outcome}
            onChange={(outcome) => change(thing, { outcome })}
            choices={outcomes}
          />
          {lines[thing].outcome === 'kept' && (
            <Kept
              thing={thing}
              line={lines[thing]}
              name={`${id}-${thing}-ground`}
              onChange={(part) => change(thing, part)}
            />
          )}
        </div>
      ))}
      <Button type="submit" busy={send.isPending}>
        この内容で答える
      </Button>
    </Form>
  )
}

type KeptProps = { thing: RecallThing; line: Line; name: string; onChange: (part: Partial<Line>) => void }

function Kept({ thing, line: { ground, cited }, name, onChange }: KeptProps) {
  return (
    <div className="flex flex-col gap-3 border-l-4 border-solid-gray-420 pl-4">
      <Select
        label={`残す理由（${RECALL_THINGS[thing]}）`}
        name={name}
        hint={ground === '' ? undefined : RETENTION_GROUNDS[ground].note}
        value={ground}
        onChange={(chosen) => onChange({ ground: chosen })}
        choices={grounds}
      />
      {ground === 'other-law' && (
        <TextField
          label="条文"
          name={`${name}-cited`}
          hint="例：地方自治法第149条。お名前や事情は書きません。"
          value={cited}
          onChange={(text) => onChange({ cited: text })}
        />
      )}
    </div>
  )
}
