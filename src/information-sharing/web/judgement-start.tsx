import { useRef, useState } from 'react'
import { dataCategory } from '#consent/consent-contract.ts'
import { goTo } from '#ui/address.ts'
import { newRequestKey } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { RadioGroup } from '#ui/choice-field.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { AppLink } from '#ui/link.tsx'
import { Page, Section } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { useApi, useSend } from '#ui/use-api.ts'
import { GROUNDS, type JudgementGround, judgementGrounds, SMALLEST_CATEGORIES } from '../grounds.ts'
import { routesFor } from '../judgement.ts'
import { listJudgements, saveJudgement } from '../judgement-contract.ts'
import { JudgementStateChip } from './judgement-words.tsx'

/** In plain words, when each ground fits. */
const FITS = {
  'life-body-property': '命・身体・財産を守る必要があり、ご本人に伺えない・伺っても答えが得られないとき。',
  'support-conference': '支援会議の議題に招かれ、資料を求められたとき。はっきり断られたあとも、ここで相談できます。',
  'cooperation-request': '支援会議から、協力の求め（第9条第3項）が届いたとき。',
  law: '法律が、知らせることを求めている・認めているとき。例：虐待の通報。',
  other: 'ほかの条文を根拠にするとき。もう一人の確認が必ず要ります。',
} as const satisfies Record<JudgementGround, string>

/** What the address says the record is about: a report of the company, or a referral of the agency. */
function aboutOf(search: URLSearchParams) {
  const report = search.get('report')
  const referral = search.get('referral')
  if (report !== null) return { kind: 'report', id: report } as const
  return referral === null ? undefined : ({ kind: 'referral', id: referral } as const)
}

const purposes = ['consultation', 'redirect', 'feedback'] as const

/** Begins a guided record: which ground fits. Reached from a report that consent does not carry, or from a conference. */
export function JudgementStart({ search }: ScreenProps) {
  const about = aboutOf(search)
  const recipientId = search.get('recipient') ?? undefined
  return (
    <Page
      title="同意を伺えないとき、どの根拠で考えますか"
      lead="同意が原則です。次のどれかに当たるときだけ、記録を残したうえで渡せることがあります。"
      back={about?.kind === 'report' ? { href: `/reports/${about.id}`, label: '連絡に戻る' } : backToList}
    >
      <NotificationBanner
        tone="warning"
        title="いま命の危険があるときは、119・110 が先です"
        actions={<LinkButton href="/danger">緊急の連絡をする</LinkButton>}
      >
        緊急の連絡に、この記録は要りません。
      </NotificationBanner>
      {about === undefined || recipientId === undefined ? (
        <p className="max-w-line">連絡の画面で「送る内容を確かめる」を押すと、ここへ進めます。</p>
      ) : (
        <>
          <Earlier about={about} />
          <Begin about={about} recipientId={recipientId} search={search} />
        </>
      )}
    </Page>
  )
}

const backToList = { href: '/judgements', label: '判断の記録の一覧' } as const
type About = NonNullable<ReturnType<typeof aboutOf>>

function Earlier({ about }: { about: About }) {
  const query = about.kind === 'report' ? { reportId: about.id } : { referralId: about.id }
  const reading = useApi(listJudgements, { query: { show: 'all', ...query } })
  const judgements = reading.data?.judgements ?? []
  if (judgements.length === 0) return null
  return (
    <Section title="すでにある記録">
      <ul className="flex flex-col gap-2">
        {judgements.map(({ id, groundText, state }) => (
          <li key={id} className="flex flex-wrap items-center gap-3">
            <AppLink href={`/judgements/${id}`} className="link-text inline-flex min-h-11 items-center">
              {groundText}
            </AppLink>
            <JudgementStateChip state={state} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** A conference asks for certain categories only; else the record begins with the smallest ones. */
function askedFor(search: URLSearchParams) {
  const asked = (search.get('categories') ?? '').split(',')
  const known = dataCategory.options.filter((one) => asked.includes(one))
  return known.length > 0 ? known : SMALLEST_CATEGORIES
}

type BeginProps = { about: About; recipientId: string; search: URLSearchParams }

function useBeginning({ about, recipientId, search }: BeginProps) {
  const send = useSend(saveJudgement, { makesStale: [listJudgements] })
  const id = useRef(newRequestKey())
  const given = (name: string) => search.get(name) ?? undefined
  function begin(ground: JudgementGround) {
    const content = {
      ground,
      recipientId,
      categories: [...askedFor(search)],
      route: routesFor(ground)[0],
      itemId: ground === 'support-conference' ? given('item') : undefined,
      requestId: ground === 'cooperation-request' ? given('request') : undefined,
    }
    const purpose = purposes.find((one) => one === given('purpose')) ?? 'consultation'
    send.mutate(
      { params: { id: id.current }, body: { version: 0, about, purpose, content } },
      { onSuccess: (view) => goTo(`/judgements/${view.id}`, { replace: true }) },
    )
  }
  return { begin, busy: send.isPending, error: send.error }
}

function Begin(props: BeginProps) {
  const { begin, busy, error } = useBeginning(props)
  const preset = judgementGrounds.find((one) => one === props.search.get('ground'))
  const [ground, setGround] = useState<JudgementGround | undefined>(preset)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  function submit() {
    if (ground === undefined) setProblems([{ path: 'ground', message: 'いちばん近い根拠を一つ選んでください。' }])
    else begin(ground)
  }
  return (
    <Form label="根拠を選ぶ" problems={problems} onSubmit={submit}>
      <RadioGroup
        label="いちばん近いもの"
        name="ground"
        value={ground}
        onChange={setGround}
        choices={judgementGrounds.map((value) => ({ value, label: GROUNDS[value], hint: FITS[value] }))}
      />
      {error !== null && <NotificationBanner tone="error" live title={error.title} />}
      <ButtonRow>
        <Button type="submit" kind="primary" busy={busy} busyLabel="用意しています…">
          記録を書き始める
        </Button>
        <LinkButton href="/gate-rules">きまりの一覧を見る</LinkButton>
      </ButtonRow>
    </Form>
  )
}
