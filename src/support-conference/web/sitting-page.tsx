import { LinkButton } from '#ui/button.tsx'
import { momentText } from '#ui/day-text.ts'
import { DescriptionList } from '#ui/description-list.tsx'
import { Link } from '#ui/link.tsx'
import { LoadedPage } from '#ui/loaded-page.tsx'
import { Page, Section } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { useApi } from '#ui/use-api.ts'
import { OTHER_BODIES } from '../by-laws.ts'
import { getSitting, type SittingView } from '../sitting-contract.ts'
import { ActionList } from './action-list.tsx'
import { SittingStateChip } from './conference-parts.tsx'
import { sittingPath, sittingTitle } from './conference-words.ts'
import { CopyList } from './copy-list.tsx'
import { AttendanceTable, IssueList, Proof } from './sitting-after.tsx'
import { Agenda } from './sitting-agenda.tsx'
import { SittingStep } from './sitting-steps.tsx'

const back = { href: '/conference', label: '支援会議の一覧' } as const

/** One sitting: its next step, its agenda, and afterwards what is left and the proof that everything closed. */
export function SittingPage({ params }: ScreenProps) {
  const reading = useApi(getSitting, { params: { id: params.sittingId ?? '' } })
  return (
    <LoadedPage reading={reading} what="会議" back={back}>
      {(view) => (
        <Page title={sittingTitle(view)} back={back} width="wide" action={<ToTheRoom view={view} />}>
          <Head view={view} />
          <SittingStep view={view} />
          <Agenda view={view} />
          <Afterwards view={view} />
        </Page>
      )}
    </LoadedPage>
  )
}

function ToTheRoom({ view: { id, state, allowed } }: { view: SittingView }) {
  if (state !== 'open' && !allowed.includes('open')) return null
  return (
    <LinkButton kind={state === 'open' ? 'primary' : 'secondary'} icon="people" href={sittingPath(id, 'room')}>
      会議の部屋の画面へ
    </LinkButton>
  )
}

function Head({ view }: { view: SittingView }) {
  const { id, bodyId, body, edition, state, startsAt, endsAt, place, jointWith, allowed } = view
  return (
    <DescriptionList
      items={[
        { term: '状態', description: <SittingStateChip state={state} /> },
        {
          term: '日時',
          description: `${momentText(startsAt)}${endsAt === undefined ? '' : ` から ${momentText(endsAt)} まで`}`,
        },
        {
          term: '場所',
          description: (
            <span className="flex flex-wrap gap-x-4">
              {place}
              {allowed.includes('edit') && <Link href={sittingPath(id, 'edit')}>日時・場所を直す</Link>}
            </span>
          ),
        },
        {
          term: '会議体',
          description: (
            <Link href={`/conference/bodies/${bodyId}`}>
              {body}（運営要領 第{edition}版）
            </Link>
          ),
        },
        ...(jointWith.length === 0
          ? []
          : [{ term: '一緒に開く会議体', description: jointWith.map((one) => OTHER_BODIES[one].name).join('、') }]),
      ]}
    />
  )
}

/** Shown once the sitting began: who came, what everybody took home, the issues, the paper and the proof. */
function Afterwards({ view }: { view: SittingView }) {
  const began = view.state === 'open' || view.state === 'closed' || view.state === 'settled'
  const hasActions = view.agenda.some(({ actions }) => actions.length > 0)
  return (
    <>
      {hasActions && (
        <Section title="宿題">
          <ActionList view={view} />
        </Section>
      )}
      {began && (
        <div id="attendance">
          <Section title="出席と守秘の確認">
            <AttendanceTable view={view} />
          </Section>
        </div>
      )}
      {view.proof.copies > 0 && (
        <div id="copies">
          <Section title="紙の写し">
            <CopyList view={view} />
          </Section>
        </div>
      )}
      {(began || view.issues.length > 0) && (
        <Section title="見えてきた地域の課題">
          <IssueList view={view} />
        </Section>
      )}
      {(began || view.state === 'cancelled') && (
        <div id="proof">
          <Section title="資料を閉じた証明">
            <Proof view={view} />
          </Section>
        </div>
      )}
    </>
  )
}
