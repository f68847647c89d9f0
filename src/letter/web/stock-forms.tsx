import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { RadioGroup } from '#ui/choice-field.tsx'
import { DateField, readDate } from '#ui/date-field.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import {
  keepLeafletPlace,
  MOVE_KINDS,
  moveKinds,
  moveLeaflets,
  PLACE_KINDS,
  readLeafletStock,
  type StockPlace,
} from '../stock/stock-contract.ts'

/** A whole number as people type it; undefined for anything else. */
function readNumber(typed: string): number | undefined {
  const digits = typed.normalize('NFKC').replace(/[,，枚円\s]/g, '')
  return /^\d{1,8}$/.test(digits) ? Number(digits) : undefined
}

type Move = {
  kind: (typeof moveKinds)[number]
  placeId: string
  toPlaceId: string
  count: string
  cost: string
  day: string
}
const nothingMoved = { kind: 'received', placeId: '', toPlaceId: '', count: '', cost: '', day: '' } as const

function useMove(places: readonly StockPlace[]) {
  const [typed, setTyped] = useState<Move>({ ...nothingMoved, placeId: places[0]?.id ?? '' })
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const [id, setId] = useState(() => crypto.randomUUID())
  const send = useSend(moveLeaflets, { makesStale: [readLeafletStock] })
  function keep() {
    const [count, cost, movedOn] = [readNumber(typed.count), readNumber(typed.cost), readDate(typed.day)]
    const missing: FieldProblem[] = []
    if (count === undefined) missing.push({ path: 'count', message: '枚数は「200」のように数字で入力してください。' })
    if (movedOn === undefined) missing.push({ path: 'movedOn', message: '日付を入力してください。' })
    setProblems(missing)
    if (count === undefined || movedOn === undefined) return
    const { kind, placeId, toPlaceId } = typed
    const body = {
      ...{ kind, placeId, count, movedOn },
      ...(kind === 'handed' && toPlaceId !== '' ? { toPlaceId } : {}),
      ...((kind === 'received' || kind === 'handed') && cost !== undefined ? { costYen: cost } : {}),
    }
    const afterwards = {
      onSuccess: () => {
        setId(crypto.randomUUID())
        setTyped((before) => ({ ...before, count: '', cost: '' }))
      },
      onError: ({ fields }: { fields: readonly FieldProblem[] }) => setProblems(fields),
    }
    send.mutate({ params: { id }, body }, afterwards)
  }
  return {
    typed,
    edit: (change: Partial<Move>) => setTyped((before) => ({ ...before, ...change })),
    problems,
    send,
    keep,
  }
}

/** One movement: received, handed on, used, spoiled, counted. */
export function MoveForm({ places }: { places: readonly StockPlace[] }) {
  const { typed, edit, problems, send, keep } = useMove(places)
  const choices = places.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Form problems={problems} onSubmit={keep} label="ちらしの動きを記録する">
      <RadioGroup
        label="何がありましたか"
        name="kind"
        choices={moveKinds.map((value) => ({ value, label: MOVE_KINDS[value] }))}
        value={typed.kind}
        onChange={(kind) => edit({ kind })}
      />
      <RadioGroup
        label="どこで"
        name="placeId"
        choices={choices}
        value={typed.placeId}
        onChange={(placeId) => edit({ placeId })}
      />
      {typed.kind === 'handed' && (
        <RadioGroup
          label="どこへ"
          name="toPlaceId"
          choices={choices.filter(({ value }) => value !== typed.placeId)}
          value={typed.toPlaceId}
          onChange={(toPlaceId) => edit({ toPlaceId })}
        />
      )}
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
      {(typed.kind === 'received' || typed.kind === 'handed') && (
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

const placeKinds = ['branch', 'contractor'] as const

/** A place where leaflets lie; the first is the company's own store. */
export function PlaceForm({ hasStore }: { hasStore: boolean }) {
  const [typed, setTyped] = useState<{ name: string; kind: (typeof placeKinds)[number]; reorder: string }>({
    name: '',
    kind: 'branch',
    reorder: '',
  })
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const send = useSend(keepLeafletPlace, { makesStale: [readLeafletStock] })
  function keep() {
    const reorderAt = readNumber(typed.reorder)
    if (reorderAt === undefined) {
      setProblems([{ path: 'reorderAt', message: '注文の目安は「100」のように数字で入力してください。' }])
      return
    }
    setProblems([])
    const body = { name: typed.name, kind: hasStore ? typed.kind : ('store' as const), reorderAt }
    send.mutate(
      { params: { id: crypto.randomUUID() }, body },
      {
        onSuccess: () => setTyped({ name: '', kind: 'branch', reorder: '' }),
        onError: ({ fields }) => setProblems(fields),
      },
    )
  }
  return (
    <Form problems={problems} onSubmit={keep} label="ちらしを置く場所を加える">
      {hasStore ? (
        <RadioGroup
          label="場所の種類"
          name="placeKind"
          choices={placeKinds.map((value) => ({ value, label: PLACE_KINDS[value] }))}
          value={typed.kind}
          onChange={(kind) => setTyped((before) => ({ ...before, kind }))}
        />
      ) : (
        <p>はじめに、会社の在庫を置く場所を登録します。</p>
      )}
      <TextField
        label="場所の名前"
        name="name"
        required
        hint="例：灯町営業所"
        autoComplete="off"
        value={typed.name}
        onChange={(name) => setTyped((before) => ({ ...before, name }))}
      />
      <TextField
        label="注文の目安"
        name="reorderAt"
        required
        hint="残りがこの枚数を下回ると、連絡担当にお知らせが届きます。"
        inputMode="numeric"
        unit="枚"
        size="short"
        value={typed.reorder}
        onChange={(reorder) => setTyped((before) => ({ ...before, reorder }))}
      />
      {send.isError && problems.length === 0 && <NotificationBanner tone="error" live title={send.error.title} />}
      <div>
        <Button type="submit" busy={send.isPending} busyLabel="登録しています…">
          場所を加える
        </Button>
      </div>
    </Form>
  )
}
