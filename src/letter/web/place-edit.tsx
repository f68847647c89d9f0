import { useState } from 'react'
import { goTo } from '#ui/address.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { LinkButton } from '#ui/button.tsx'
import type { FieldProblem } from '#ui/form.tsx'
import { KeptForm } from '#ui/kept-form.tsx'
import { Page } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { useDraft } from '#ui/use-draft.ts'
import {
  type Employer,
  keepLeafletPlace,
  readLeafletStock,
  type StockPlace,
  stockPlace,
} from '../stock/stock-contract.ts'
import { bodyOf, differencesOf, draftOf, type PlaceDraft, placeDraft } from './place-draft.ts'
import { PlaceFields } from './place-fields.tsx'

const back = { href: '/leaflets/stock', label: '在庫と台帳に戻る' } as const

/** Changes name, kind, contractor or re-order point of a place where leaflets lie. */
export function PlaceEdit({ params }: ScreenProps) {
  const reading = useApi(readLeafletStock, {})
  return (
    <Page title="ちらしを置く場所を直す" back={back}>
      <Loaded reading={reading} fresh>
        {({ places, employers }) => {
          const place = places.find(({ id }) => id === params.placeId)
          return place === undefined ? <Missing /> : <EditForm key={place.id} place={place} employers={employers} />
        }}
      </Loaded>
    </Page>
  )
}

function Missing() {
  return (
    <NotificationBanner
      tone="information"
      title="この場所は見つかりません"
      actions={<LinkButton href={back.href}>{back.label}</LinkButton>}
    >
      在庫の一覧から選び直してください。
    </NotificationBanner>
  )
}

function useEditing(place: StockPlace) {
  const draft = useDraft(`leaflet-place:${place.id}`, placeDraft, draftOf(place))
  const send = useSend(keepLeafletPlace, { makesStale: [readLeafletStock] })
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const other = stockPlace.safeParse(send.error?.isConflict === true ? send.error.problem.current : undefined)
  function save(value: PlaceDraft) {
    const read = bodyOf(value)
    setProblems('problems' in read ? read.problems : [])
    if ('problems' in read) return
    send.mutate(
      { params: { id: place.id }, body: read.body },
      {
        onSuccess: () => void draft.discard().then(() => goTo(back.href)),
        onError: (failed) => setProblems(failed.fields),
      },
    )
  }
  return { draft, send, problems, save, theirs: other.success ? draftOf(other.data) : undefined }
}

function EditForm({ place, employers }: { place: StockPlace; employers: readonly Employer[] }) {
  const { draft, send, problems, save, theirs } = useEditing(place)
  const edit = (change: Partial<PlaceDraft>) => draft.set((before) => ({ ...before, ...change }))
  const { kind, employerId } = draft.value
  const moved = kind !== place.kind || (kind === 'contractor' && employerId !== (place.employerId ?? ''))
  return (
    <KeptForm
      label="ちらしを置く場所"
      submit="場所の情報を保存する"
      draft={draft}
      edit={edit}
      sending={send}
      problems={problems}
      theirs={theirs}
      differences={differencesOf(employers)}
      onSave={save}
    >
      <PlaceFields draft={draft.value} edit={edit} employers={employers} />
      {moved && (
        <NotificationBanner tone="information" title="保存したあとに、枚数を数え直してください">
          これまでの委託先の方がお渡しした番号つきのちらしは本社の在庫から、新しい委託先の方の分はこの場所から引かれるようになり、残りの枚数が変わることがあります。
        </NotificationBanner>
      )}
    </KeptForm>
  )
}
