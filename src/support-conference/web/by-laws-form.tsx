import { useState } from 'react'
import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import { goTo } from '#ui/address.ts'
import { newRequestKey } from '#ui/api-client.ts'
import { Button } from '#ui/button.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { LoadedPage } from '#ui/loaded-page.tsx'
import { Page } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { TextArea, TextField } from '#ui/text-field.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import {
  type ConferenceBodyView,
  changeByLaws,
  createConferenceBody,
  getConferenceBody,
} from '../conference-body-contract.ts'
import { type ByLawsDraft, byLawsOf, draftOf, usualDraft } from './by-laws-draft.ts'
import { ByLawsFields } from './by-laws-fields.tsx'
import { SendProblem } from './conference-parts.tsx'

const list = { href: '/conference/bodies', label: '会議体の一覧' } as const

/** A new body begins with what the by-laws of the field have in common. */
export function NewBody() {
  return (
    <Page
      title="支援会議の会議体を作ります"
      lead="よくある運営要領の内容が、はじめから入っています。自分の要領に合わせて直せます。"
      back={list}
    >
      <FirstEdition />
    </Page>
  )
}

function useCreating() {
  const [id] = useState(newRequestKey)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const send = useSend(createConferenceBody)
  function create(draft: ByLawsDraft, named: { name: string; towns: string[] }) {
    const read = byLawsOf(draft)
    setProblems('problems' in read ? read.problems : [])
    if ('problems' in read) return
    send.mutate(
      { body: { id, ...named, ...read } },
      {
        onSuccess: (saved) => goTo(`/conference/bodies/${saved.id}`),
        onError: (failed) => setProblems(withoutPrefix(failed.fields)),
      },
    )
  }
  return { create, problems, busy: send.isPending, error: send.error }
}

const codesIn = (text: string) =>
  text
    .normalize('NFKC')
    .split(/[\s,、]+/u)
    .filter((code) => code !== '')

function FirstEdition() {
  const [name, setName] = useState('')
  const [codes, setCodes] = useState('')
  const [draft, setDraft] = useState(() => usualDraft(todayInJapan(new Date())))
  const { create, problems, busy, error } = useCreating()
  return (
    <Form problems={problems} onSubmit={() => create(draft, { name, towns: codesIn(codes) })} label="会議体と運営要領">
      <TextField name="name" label="会議体の名前" required hint="例：灯町市支援会議" value={name} onChange={setName} />
      <TextArea
        name="towns"
        label="一緒に入る町村のコード"
        required={false}
        rows={1}
        hint="福祉事務所のない町村が、都道府県の会議に入るときに、6けたのコードを書きます。"
        value={codes}
        onChange={setCodes}
      />
      <ByLawsFields draft={draft} edit={(change) => setDraft({ ...draft, ...change })} />
      <SendProblem error={error} />
      <div>
        <Button type="submit" kind="primary" busy={busy} busyLabel="保存しています…">
          会議体を作る
        </Button>
      </div>
    </Form>
  )
}

/** A new edition of by-laws; the one before stays, and sittings that were called keep it. */
export function NewEdition({ params }: ScreenProps) {
  const id = params.bodyId ?? ''
  const reading = useApi(getConferenceBody, { params: { id } })
  const back = { href: `/conference/bodies/${id}`, label: '会議体に戻る' }
  return (
    <LoadedPage reading={reading} what="会議体" back={back}>
      {(view) => (
        <Page
          title={`運営要領の第${view.edition + 1}版を作ります`}
          lead="いまの版は残ります。招集済みの会議は、そのときの版のまま進みます。"
          back={back}
        >
          {view.allowed.includes('change-by-laws') ? (
            <Edition key={view.edition} view={view} onReread={() => void reading.refetch()} />
          ) : (
            <p>運営要領は、主管課の方が直せます。</p>
          )}
        </Page>
      )}
    </LoadedPage>
  )
}

function Edition({ view, onReread }: { view: ConferenceBodyView; onReread: () => void }) {
  const [draft, setDraft] = useState<ByLawsDraft>(() => draftOf(view.byLaws, addDays(todayInJapan(new Date()), 1)))
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const send = useSend(changeByLaws)
  function submit() {
    const read = byLawsOf(draft)
    setProblems('problems' in read ? read.problems : [])
    if ('problems' in read) return
    send.mutate(
      { params: { id: view.id }, body: { edition: view.edition, ...read } },
      {
        onSuccess: () => goTo(`/conference/bodies/${view.id}`),
        onError: (failed) => setProblems(withoutPrefix(failed.fields)),
      },
    )
  }
  return (
    <Form problems={problems} onSubmit={submit} label="運営要領">
      <ByLawsFields draft={draft} edit={(change) => setDraft({ ...draft, ...change })} />
      <SendProblem error={send.error} onReread={onReread} />
      <div>
        <Button type="submit" kind="primary" busy={send.isPending} busyLabel="保存しています…">
          新しい版を保存する
        </Button>
      </div>
    </Form>
  )
}

/** Field names as the form knows them: without the wire's `byLaws.` before the name. */
function withoutPrefix(fields: readonly FieldProblem[]): readonly FieldProblem[] {
  return fields.map((one) => ({ ...one, path: one.path.replace(/^byLaws\./, '') }))
}
