import { useState } from 'react'
import { goTo } from '#ui/address.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { ConflictPanel } from '#ui/conflict-panel.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { DraftStatus } from '#ui/draft-status.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { Card, Page, Section } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Loaded, Skeleton } from '#ui/skeleton.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { useDraft } from '#ui/use-draft.ts'
import { listAgreements } from '../agreement-contract.ts'
import {
  keepScreeningTerms,
  readScreeningTerms,
  type ScreeningTerms,
  type ScreeningTermsView,
  screeningTermsView,
} from '../screening-terms-contract.ts'
import { conditionOfDraft, draftOfCondition } from './condition-draft.ts'
import { ConditionFile } from './condition-file.tsx'
import { ConditionInWords } from './condition-in-words.tsx'
import { ConditionRows } from './condition-rows.tsx'
import {
  differencesOfTerms,
  draftOfTerms,
  type ScreeningDraft,
  screeningDraft,
  termsOfDraft,
} from './screening-draft.ts'
import { FactsAllowedField, SuppressionFields } from './suppression-fields.tsx'

/** The officer writes whom both sides want to be guided; only while the agreement is a draft. */
export function ConditionPage({ params }: ScreenProps) {
  const id = params.agreementId ?? ''
  const reading = useApi(readScreeningTerms, { params: { id } })
  return (
    <Page
      title="どなたに、ご案内しますか"
      lead="会社は、この条件を自社の手元だけで使います。当てはまった方の名簿が会社の外に出ることはありません。"
      back={{ href: `/agreements/${id}`, label: '協定に戻る' }}
      width="wide"
    >
      <Loaded reading={reading}>
        {(view) => (view.allowed.includes('edit') ? <Editor key={id} view={view} /> : <Frozen id={id} />)}
      </Loaded>
    </Page>
  )
}

function Frozen({ id }: { id: string }) {
  return (
    <NotificationBanner
      tone="information"
      title="この協定の条件は書き直せません"
      actions={<LinkButton href={`/agreements/${id}`}>協定に戻る</LinkButton>}
    >
      書き直せるのは、作成中の案だけです。全員が合意した条件は、「同じ内容から新しい案を作る」を押すと、次の版の案で書き直せます。
    </NotificationBanner>
  )
}

function useKeeping({ agreementId, terms, version }: ScreeningTermsView) {
  const draft = useDraft(`agreement-condition:${agreementId}`, screeningDraft, draftOfTerms(terms, version))
  const keep = useSend(keepScreeningTerms, { makesStale: [readScreeningTerms, listAgreements] })
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const other = screeningTermsView.safeParse(keep.error?.isConflict === true ? keep.error.problem.current : undefined)
  function send(kept: ScreeningTerms | null, at: number) {
    keep.mutate(
      { params: { id: agreementId }, body: { version: at, terms: kept } },
      {
        onSuccess: () => void draft.discard().then(() => goTo(`/agreements/${agreementId}`)),
        onError: (failed) => setProblems(failed.fields),
      },
    )
  }
  function save(value: ScreeningDraft) {
    const read = termsOfDraft(value)
    setProblems('problems' in read ? read.problems : [])
    if ('terms' in read) send(read.terms, value.version)
  }
  return {
    draft,
    keep,
    problems,
    save,
    remove: () => send(null, draft.value.version),
    theirs: other.success ? draftOfTerms(other.data.terms, other.data.version) : undefined,
  }
}

function Editor({ view }: { view: ScreeningTermsView }) {
  const { draft, keep, problems, save, remove, theirs } = useKeeping(view)
  const { value } = draft
  if (!draft.ready) return <Skeleton />
  const edit = (change: Partial<ScreeningDraft>) => draft.set((before) => ({ ...before, ...change }))
  return (
    <>
      {theirs !== undefined && (
        <ConflictPanel
          rows={differencesOfTerms(value, theirs)}
          busy={keep.isPending}
          onKeepMine={() => {
            edit({ version: theirs.version })
            save({ ...value, version: theirs.version })
          }}
          onTakeTheirs={() => {
            edit(theirs)
            keep.reset()
          }}
        />
      )}
      <Form problems={problems} onSubmit={() => save(value)} label="ご案内の条件">
        <Fields value={value} edit={edit} />
        {keep.error !== null && theirs === undefined && problems.length === 0 && (
          <NotificationBanner tone="error" live title={keep.error.title} />
        )}
        <ButtonRow>
          <Button
            type="submit"
            kind={theirs === undefined ? 'primary' : 'secondary'}
            busy={keep.isPending}
            busyLabel="保存しています…"
          >
            条件を保存する
          </Button>
          {view.terms !== null && <Button onClick={remove}>条件のない案に戻す</Button>}
          <DraftStatus draft={draft} />
        </ButtonRow>
      </Form>
    </>
  )
}

function Fields({ value, edit }: { value: ScreeningDraft; edit: (change: Partial<ScreeningDraft>) => void }) {
  const read = conditionOfDraft(value.condition)
  const condition = 'condition' in read ? read.condition : undefined
  return (
    <>
      <Section title="ご案内する条件">
        <ConditionRows root={value.condition} onChange={(root) => edit({ condition: root })} />
      </Section>
      <Section title="こう読めます">
        <Card tone="quiet">
          {condition === undefined ? (
            <p>まだ入力の途中です。すべての欄が入ると、ここに文で表示されます。</p>
          ) : (
            <ConditionInWords condition={condition} factsAllowed={value.factsAllowed} />
          )}
        </Card>
      </Section>
      <Section title="条件に当てはまっても、控える場合">
        <SuppressionFields draft={value} edit={edit} />
      </Section>
      <Section title="使ってよい情報">
        <FactsAllowedField draft={value} edit={edit} />
      </Section>
      <Disclosure summary="条件をファイルで読み書きする">
        <ConditionFile condition={condition} onRead={(one) => edit({ condition: draftOfCondition(one) })} />
      </Disclosure>
    </>
  )
}
