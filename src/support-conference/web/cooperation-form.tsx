import { useState } from 'react'
import { listCases } from '#support-case/support-case-contract.ts'
import { goTo } from '#ui/address.ts'
import { newRequestKey } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { Checkbox, CheckboxGroup, RadioGroup } from '#ui/choice-field.tsx'
import { DateField, readDate } from '#ui/date-field.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Form } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { Select, TextArea, TextField } from '#ui/text-field.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { DATA_CATEGORIES, type DataCategory, dataCategories } from '../category-words.ts'
import { draftCooperation, listCooperationRequests } from '../cooperation-contract.ts'
import { SendProblem } from './conference-parts.tsx'
import { INTERESTS } from './cooperation-words.ts'

const back = { href: '/cooperation', label: '協力の求めの一覧' } as const
type Named = { readonly id: string; readonly name: string }
type Interest = keyof typeof INTERESTS

/** A request is written about a case (`?case=`, `?item=`); somebody else reads and sends it. */
export function CooperationForm({ search }: ScreenProps) {
  const reading = useApi(listCooperationRequests, {})
  return (
    <Page
      title="だれに、何の協力を求めますか"
      lead="書いても、まだだれにも伝わりません。別の主任か主管課の方が読んで送ります。"
      back={back}
    >
      <NotificationBanner tone="information" title="求めることも、情報を渡すことです">
        困りごとのある方がいると相手に伝わります。お名前と質問だけにし、要る項目だけを求めます。
      </NotificationBanner>
      <Loaded reading={reading}>
        {({ bodies, companies }) =>
          bodies.length === 0 ? (
            <EmptyState title="支援会議の会議体がまだありません" icon="people">
              主管課が会議体と運営要領を登録すると、求めを書けます。
            </EmptyState>
          ) : (
            <Draft bodies={bodies} companies={companies} search={search} />
          )
        }
      </Loaded>
    </Page>
  )
}

type Fields = {
  readonly way: 'letter' | 'screen'
  readonly companyId: string
  readonly name: string
  readonly categories: readonly DataCategory[]
  readonly question: string
  readonly withAddress: boolean
  readonly basis: 'consent' | 'without-consent' | undefined
  readonly interest: Interest
  readonly whyHard: string
  readonly necessity: string
  readonly dueOn: string
}
const empty: Fields = {
  ...{ way: 'letter', companyId: '', name: '', categories: [], question: '', withAddress: false },
  ...{ basis: undefined, interest: 'life', whyHard: '', necessity: '', dueOn: '' },
}
type Edit = (change: Partial<Fields>) => void

const missingIn = ({ basis, dueOn }: Fields) =>
  basis === undefined ? '根拠を選んでください。' : readDate(dueOn) === undefined ? '期日を入れてください。' : undefined
const groundOf = ({ interest, whyHard, necessity }: Fields, kind: 'consent' | 'without-consent') =>
  kind === 'consent' ? { kind } : { kind, interest, whyHard, necessity }

type DraftProps = { bodies: readonly Named[]; companies: readonly Named[]; search: URLSearchParams }

function Draft({ bodies, companies, search }: DraftProps) {
  const [id] = useState(newRequestKey)
  const [fields, setFields] = useState<Fields>(empty)
  const [bodyId, setBody] = useState(bodies[0]?.id ?? '')
  const [caseId, setCase] = useState(search.get('case') ?? '')
  const [problem, setProblem] = useState<string>()
  const send = useSend(draftCooperation)
  const edit: Edit = (change) => setFields({ ...fields, ...change })
  function submit() {
    const { categories, question, withAddress, basis } = fields
    const dueOn = readDate(fields.dueOn)
    setProblem(missingIn(fields))
    if (basis === undefined || dueOn === undefined) return
    const itemId = search.get('item') ?? undefined
    send.mutate(
      {
        body: {
          ...{ id, bodyId, caseId, question, withAddress, dueOn },
          ...(itemId === undefined ? {} : { itemId }),
          categories: [...categories],
          recipient: fields.way === 'screen' ? { id: fields.companyId } : { name: fields.name },
          basis: groundOf(fields, basis),
        },
      },
      { onSuccess: () => goTo(`/cooperation?request=${id}`) },
    )
  }
  return (
    <Form problems={send.error?.fields} onSubmit={submit} label="協力の求め">
      <ChooseCase value={caseId} onChange={setCase} />
      <Select
        label="どの会議体からの求めですか"
        name="bodyId"
        value={bodyId}
        onChange={setBody}
        choices={bodies.map((one) => ({ value: one.id, label: one.name }))}
      />
      <Recipient fields={fields} edit={edit} companies={companies} />
      <Asked fields={fields} edit={edit} />
      <Ground fields={fields} edit={edit} />
      {problem !== undefined && <NotificationBanner tone="error" live title={problem} />}
      <SendProblem error={send.error} />
      <ButtonRow>
        <Button type="submit" kind="primary" busy={send.isPending}>
          下書きを残す
        </Button>
      </ButtonRow>
    </Form>
  )
}

type Part = { fields: Fields; edit: Edit }

function Recipient({ fields, edit, companies }: Part & { companies: readonly Named[] }) {
  return (
    <>
      <RadioGroup
        label="どのように求めますか"
        value={fields.way}
        onChange={(way) => edit({ way })}
        choices={[
          { value: 'letter', label: 'お手紙で（このシステムを使っていない方）' },
          ...(companies.length === 0
            ? []
            : [{ value: 'screen' as const, label: '画面で（このシステムを使っている会社の連絡担当）' }]),
        ]}
      />
      {fields.way === 'screen' ? (
        <Select
          label="会社"
          name="recipient"
          required
          value={fields.companyId}
          onChange={(companyId) => edit({ companyId })}
          choices={companies.map((one) => ({ value: one.id, label: one.name }))}
        />
      ) : (
        <TextField
          label="求める先の名前"
          name="recipient"
          required
          value={fields.name}
          onChange={(name) => edit({ name })}
        />
      )}
    </>
  )
}

function Asked({ fields, edit }: Part) {
  return (
    <>
      <CheckboxGroup
        label="何を求めますか（要る項目だけ）"
        name="categories"
        required
        value={fields.categories}
        onChange={(categories) => edit({ categories })}
        choices={dataCategories.map((value) => ({ value, label: DATA_CATEGORIES[value] }))}
      />
      <TextArea
        label="伺いたいこと"
        name="question"
        required
        hint="相手が読む文です。お手紙には載らず、番号を入れたあとのページで読めます。"
        value={fields.question}
        onChange={(question) => edit({ question })}
      />
      <Checkbox
        label="ご住所も伝える（お名前だけでは、どなたか分からないとき）"
        checked={fields.withAddress}
        onChange={(withAddress) => edit({ withAddress })}
      />
      <DateField
        label="お答えの期日"
        name="dueOn"
        required
        value={fields.dueOn}
        onChange={(dueOn) => edit({ dueOn })}
      />
    </>
  )
}

function Ground({ fields, edit }: Part) {
  return (
    <>
      <RadioGroup
        label="何にもとづいて求めますか"
        required
        value={fields.basis}
        onChange={(basis) => edit({ basis })}
        choices={[
          { value: 'consent', label: 'ご本人の同意を得ている' },
          { value: 'without-consent', label: '命・身体・財産を守る必要があり、同意を伺えない' },
        ]}
      />
      {fields.basis === 'without-consent' && (
        <>
          <RadioGroup
            label="何を守るためですか"
            value={fields.interest}
            onChange={(interest) => edit({ interest })}
            choices={(['life', 'body', 'property'] as const).map((value) => ({ value, label: INTERESTS[value] }))}
          />
          <TextArea
            label="同意を伺えない事情"
            name="basis.whyHard"
            required
            value={fields.whyHard}
            onChange={(whyHard) => edit({ whyHard })}
          />
          <TextArea
            label="必要な理由"
            name="basis.necessity"
            required
            value={fields.necessity}
            onChange={(necessity) => edit({ necessity })}
          />
        </>
      )}
    </>
  )
}

function ChooseCase({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const reading = useApi(listCases, { query: { show: 'open' } })
  return (
    <Loaded reading={reading}>
      {({ cases }) => (
        <Select
          label="ケース"
          name="caseId"
          required
          value={cases.some(({ id }) => id === value) ? value : ''}
          onChange={onChange}
          choices={cases.map(({ id, number, name }) => ({
            value: id,
            label: `${number}　${name ?? 'お名前はわかっていません'}`,
          }))}
        />
      )}
    </Loaded>
  )
}
