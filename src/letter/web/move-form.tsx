import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { RadioGroup } from '#ui/choice-field.tsx'
import { DateField, readDate } from '#ui/date-field.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { MOVE_KINDS, moveKinds, moveLeaflets, readLeafletStock, type StockPlace } from '../stock/stock-contract.ts'
import { OneOf } from './one-of.tsx'
import { readNumber } from './typed-number.ts'

type Move = {
  kind: (typeof moveKinds)[number]
  placeId: string
  toPlaceId: string
  count: string
  cost: string
  day: string
  first: string
  last: string
}
const nothing = {
  kind: 'received',
  placeId: '',
  toPlaceId: '',
  count: '',
  cost: '',
  day: '',
  first: '',
  last: '',
} as const
const mayCost = (kind: Move['kind']) => kind === 'received' || kind === 'handed'

/** What goes over the wire, or what is still missing. */
function bodyOf(typed: Move) {
  const { kind, placeId, toPlaceId, first, last } = typed
  const [count, movedOn] = [readNumber(typed.count), readDate(typed.day)]
  const cost = typed.cost.trim() === '' ? undefined : readNumber(typed.cost)
  const missing: FieldProblem[] = []
  if (count === undefined) missing.push({ path: 'count', message: '枚数は「200」のように数字で入力してください。' })
  if (movedOn === undefined) missing.push({ path: 'movedOn', message: '日付を入力してください。' })
  if (mayCost(kind) && cost === undefined && typed.cost.trim() !== '')
    missing.push({ path: 'costYen', message: '費用は「4,800」のように数字で入力してください。' })
  if (count === undefined || movedOn === undefined || missing.length > 0) return { missing }
  const body = {
    ...{ kind, placeId, count, movedOn },
    ...(kind === 'handed' && toPlaceId !== '' ? { toPlaceId } : {}),
    ...(mayCost(kind) && cost !== undefined ? { costYen: cost } : {}),
    ...(kind !== 'counted' && first.trim() !== '' ? { firstNumber: first } : {}),
    ...(kind !== 'counted' && last.trim() !== '' ? { lastNumber: last } : {}),
  }
  return { missing, body }
}

function useMove(places: readonly StockPlace[]) {
  const [typed, setTyped] = useState<Move>({ ...nothing, placeId: places[0]?.id ?? '' })
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const [id, setId] = useState(() => crypto.randomUUID())
  const send = useSend(moveLeaflets, { makesStale: [readLeafletStock] })
  const edit = (change: Partial<Move>) => setTyped((before) => ({ ...before, ...change }))
  function keep() {
    const { missing, body } = bodyOf(typed)
    setProblems(missing)
    if (body === undefined) return
    const afterwards = {
      onSuccess: () => {
        setId(crypto.randomUUID())
        edit({ count: '', cost: '', first: '', last: '' })
      },
      onError: ({ fields }: { fields: readonly FieldProblem[] }) => setProblems(fields),
    }
    send.mutate({ params: { id }, body }, afterwards)
  }
  return { typed, edit, problems, send, keep }
}

/** One movement: received, handed on, used, spoiled, counted. */
export function MoveForm({ places }: { places: readonly StockPlace[] }) {
  const { typed, edit, problems, send, keep } = useMove(places)
  const choices = places.map(({ id, name }) => ({ value: id, label: name }))
  const others = choices.filter(({ value }) => value !== typed.placeId)
  return (
    <Form problems={problems} onSubmit={keep} label="ちらしの動きを記録する">
      <RadioGroup
        label="何がありましたか"
        name="kind"
        choices={moveKinds.map((value) => ({ value, label: MOVE_KINDS[value] }))}
        value={typed.kind}
        onChange={(kind) => edit({ kind })}
      />
      <OneOf
        label="どこで"
        name="placeId"
        choices={choices}
        value={typed.placeId}
        onChange={(placeId) => edit({ placeId })}
      />
      {typed.kind === 'handed' && (
        <OneOf
          label="どこへ"
          name="toPlaceId"
          choices={others}
          value={typed.toPlaceId}
          onChange={(toPlaceId) => edit({ toPlaceId })}
        />
      )}
      <Amounts typed={typed} edit={edit} />
      <DateField label="日付" name="movedOn" required value={typed.day} onChange={(day) => edit({ day })} />
      {send.isError && problems.length === 0 && <NotificationBanner tone="error" live title={send.error.title} />}
      {send.isSuccess && <NotificationBanner tone="success" live title="記録しました" />}
      <div>
        <Button type="submit" kind="primary" busy={send.isPending} busyLabel="記録しています…">
          動きを記録する
        </Button>
      </div>
    </Form>
  )
}

type Part = { typed: Move; edit: (change: Partial<Move>) => void }

function Amounts({ typed, edit }: Part) {
  return (
    <>
      <TextField
        label={typed.kind === 'counted' ? '数えた枚数' : '枚数'}
        name="count"
        required
        inputMode="numeric"
        unit="枚"
        size="short"
        value={typed.count}
        onChange={(count) => edit({ count })}
      />
      {mayCost(typed.kind) && (
        <TextField
          label="かかった費用"
          name="costYen"
          required={false}
          hint="補助金の対象になるため、印刷や送料を記録します。"
          inputMode="numeric"
          unit="円"
          size="short"
          value={typed.cost}
          onChange={(cost) => edit({ cost })}
        />
      )}
      {typed.kind !== 'counted' && <Numbers typed={typed} edit={edit} />}
    </>
  )
}

/** Which leaflets: so that a bag that is found again can be told from another. */
function Numbers({ typed, edit }: Part) {
  return (
    <Disclosure summary="ちらしの番号も残す" open={typed.first !== '' || typed.last !== ''}>
      <div className="flex flex-col gap-6">
        <p>続き番号の最初と最後を入力します。番号の数は、上の枚数と同じです。</p>
        <TextField
          label="最初の番号"
          name="firstNumber"
          required={false}
          hint="例：0000-0123"
          inputMode="numeric"
          autoComplete="off"
          size="middle"
          value={typed.first}
          onChange={(first) => edit({ first })}
        />
        <TextField
          label="最後の番号"
          name="lastNumber"
          required={false}
          inputMode="numeric"
          autoComplete="off"
          size="middle"
          value={typed.last}
          onChange={(last) => edit({ last })}
        />
      </div>
    </Disclosure>
  )
}
