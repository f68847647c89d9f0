import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { RadioGroup } from '#ui/choice-field.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { type Employer, keepLeafletPlace, PLACE_KINDS, readLeafletStock } from '../stock/stock-contract.ts'
import { OneOf } from './one-of.tsx'
import { readNumber } from './typed-number.ts'

const placeKinds = ['branch', 'contractor'] as const
type Place = { name: string; kind: (typeof placeKinds)[number]; employerId: string; reorder: string }
const nothing: Place = { name: '', kind: 'branch', employerId: '', reorder: '' }

function usePlace(hasStore: boolean) {
  const [typed, setTyped] = useState<Place>(nothing)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const [id, setId] = useState(() => crypto.randomUUID())
  const send = useSend(keepLeafletPlace, { makesStale: [readLeafletStock] })
  function keep() {
    const reorderAt = readNumber(typed.reorder)
    if (reorderAt === undefined) {
      setProblems([{ path: 'reorderAt', message: '注文の目安は「100」のように数字で入力してください。' }])
      return
    }
    setProblems([])
    const { name, employerId } = typed
    const kind = hasStore ? typed.kind : ('store' as const)
    const body = { name, kind, reorderAt, ...(kind === 'contractor' && employerId !== '' ? { employerId } : {}) }
    const afterwards = {
      onSuccess: () => {
        setId(crypto.randomUUID())
        setTyped(nothing)
      },
      onError: ({ fields }: { fields: readonly FieldProblem[] }) => setProblems(fields),
    }
    send.mutate({ params: { id }, body }, afterwards)
  }
  return {
    typed,
    edit: (change: Partial<Place>) => setTyped((before) => ({ ...before, ...change })),
    problems,
    send,
    keep,
  }
}

type PlaceFormProps = { hasStore: boolean; employers: readonly Employer[] }

/** A place where leaflets lie; the first is the company's own store. */
export function PlaceForm({ hasStore, employers }: PlaceFormProps) {
  const { typed, edit, problems, send, keep } = usePlace(hasStore)
  return (
    <Form problems={problems} onSubmit={keep} label="ちらしを置く場所を加える">
      {hasStore ? (
        <Kind typed={typed} edit={edit} employers={employers} />
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
        onChange={(name) => edit({ name })}
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
        onChange={(reorder) => edit({ reorder })}
      />
      {send.isError && problems.length === 0 && <NotificationBanner tone="error" live title={send.error.title} />}
      {send.isSuccess && <NotificationBanner tone="success" live title="場所を加えました" />}
      <div>
        <Button type="submit" busy={send.isPending} busyLabel="登録しています…">
          場所を加える
        </Button>
      </div>
    </Form>
  )
}

type KindProps = { typed: Place; edit: (change: Partial<Place>) => void; employers: readonly Employer[] }

function Kind({ typed, edit, employers }: KindProps) {
  return (
    <>
      <RadioGroup
        label="場所の種類"
        name="placeKind"
        choices={placeKinds.map((value) => ({ value, label: PLACE_KINDS[value] }))}
        value={typed.kind}
        onChange={(kind) => edit({ kind })}
      />
      {typed.kind === 'contractor' && employers.length > 0 && (
        <OneOf
          label="どの委託先ですか"
          name="employerId"
          hint="選ぶと、この委託先の方が連絡といっしょにお渡しした番号つきのちらしが、この場所から引かれます。"
          choices={employers.map(({ id, name }) => ({ value: id, label: name }))}
          value={typed.employerId}
          onChange={(employerId) => edit({ employerId })}
        />
      )}
      {typed.kind === 'contractor' && employers.length === 0 && (
        <p>委託先の方の登録がまだないため、お渡しした番号つきのちらしは、本社の在庫から引かれます。</p>
      )}
    </>
  )
}
