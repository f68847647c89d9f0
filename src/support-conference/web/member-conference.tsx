import type { ComponentProps } from 'react'
import { EmptyState } from '#ui/empty-state.tsx'
import { Link } from '#ui/link.tsx'
import { Page, Section } from '#ui/page.tsx'
import { useViewer } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { getOwnConference, type OwnSitting } from '../member-contract.ts'
import { OwnActions } from './member-actions.tsx'
import { OwnSittingCard } from './member-items.tsx'
import { PledgeCard } from './member-pledge.tsx'
import { inOrder } from './member-words.ts'

/** Roles that work in an agency or a city; everybody else who is called comes from a company. */
const welfare: readonly string[] = ['consultation_worker', 'lead_worker', 'municipal_officer']

/** Whether the reader is called as somebody of the agency or the city. */
export function useOfWelfare(): boolean {
  return useViewer()?.roles.some((role) => welfare.includes(role)) === true
}

/** A called member's own page: the next meeting, only their items, when packs open, and what they took home. */
export function MemberConference() {
  const reading = useApi(getOwnConference, {})
  const ofWelfare = useOfWelfare()
  return (
    <Page
      title="次の支援会議で、何をお願いされていますか"
      lead="あなたが招かれた案件だけが出ます。資料は、決められた日のあいだだけ開けます。"
      back={ofWelfare ? { href: '/conference', label: '支援会議の一覧' } : undefined}
    >
      {!ofWelfare && <ReceivedDoor />}
      <Loaded reading={reading}>
        {({ sittings, actions, pledges }) => {
          const { ahead, past } = inOrder(sittings)
          return (
            <>
              {pledges.map((pledge) => (
                <PledgeCard key={pledge.memberId} pledge={pledge} />
              ))}
              <ActionsOf title="自分の宿題" actions={actions.filter(({ result }) => result === undefined)} />
              <Section title="次の会議">
                {ahead.length === 0 ? <NothingAhead /> : <Sittings sittings={ahead} ofCompany={!ofWelfare} />}
              </Section>
              {past.length > 0 && (
                <Section title="終わった会議">
                  <Sittings sittings={past} ofCompany={!ofWelfare} />
                </Section>
              )}
              <ActionsOf title="終わった宿題" actions={actions.filter(({ result }) => result !== undefined)} />
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

/** What a company was asked outside of sittings, for who answers it. */
function ReceivedDoor() {
  const receives = useViewer()?.roles.includes('liaison') === true
  return receives ? (
    <p>
      <Link href="/received-requests">届いた協力の求め</Link>
    </p>
  ) : null
}

function ActionsOf({ title, actions }: { title: string; actions: ComponentProps<typeof OwnActions>['actions'] }) {
  if (actions.length === 0) return null
  return (
    <Section title={title}>
      <OwnActions label={title} actions={actions} />
    </Section>
  )
}

function NothingAhead() {
  return (
    <EmptyState title="いま招かれている会議はありません" icon="calendar">
      事務局が会議に招くと、お知らせが届き、案件と資料の開く日がここに出ます。
    </EmptyState>
  )
}

function Sittings({ sittings, ofCompany }: { sittings: readonly OwnSitting[]; ofCompany: boolean }) {
  return (
    <div className="flex flex-col gap-5">
      {sittings.map((sitting) => (
        <OwnSittingCard key={sitting.id} sitting={sitting} ofCompany={ofCompany} />
      ))}
    </div>
  )
}
