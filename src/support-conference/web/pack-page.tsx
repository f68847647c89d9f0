import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, LinkButton } from '#ui/button.tsx'
import { DescriptionList } from '#ui/description-list.tsx'
import { LoadedPage } from '#ui/loaded-page.tsx'
import { NotFound } from '#ui/not-found.tsx'
import { Card, Page } from '#ui/page.tsx'
import { isMissing } from '#ui/problem.ts'
import type { ScreenProps } from '#ui/screen.ts'
import { useApi, useSend } from '#ui/use-api.ts'
import { getOwnConference, openPack } from '../member-contract.ts'
import { SendProblem } from './conference-parts.tsx'
import { sittingTitle } from './conference-words.ts'
import { useOfWelfare } from './member-conference.tsx'
import { PledgeCard } from './member-pledge.tsx'
import { findOwnPack, ownItemTitle, PACK_KINDS, untilText, windowText } from './member-words.ts'
import { PackPaper } from './pack-paper.tsx'

type Own = z.output<typeof getOwnConference.response>
type Found = NonNullable<ReturnType<typeof findOwnPack>>

/** One's own pack. Whoever was not called, left, or never was finds what stands at any address that leads nowhere. */
export function PackPage({ params }: ScreenProps) {
  const reading = useApi(getOwnConference, {})
  const back = { href: useOfWelfare() ? '/conference/mine' : '/conference', label: '支援会議' }
  return (
    <LoadedPage reading={reading} what="資料" back={back}>
      {(own) => {
        const found = findOwnPack(own.sittings, params.packId ?? '')
        return found === undefined ? (
          <NotFound />
        ) : (
          <FoundPack key={found.pack.id} own={own} found={found} back={back} />
        )
      }}
    </LoadedPage>
  )
}

type FoundProps = { own: Own; found: Found; back: { href: string; label: string } }

function FoundPack({ own, found, back }: FoundProps) {
  const opening = useOpening(found.pack.id)
  const { sitting, item, pack } = found
  const unsigned = own.pledges.find(({ body }) => body === sitting.body)
  if (isMissing(opening.error)) return <NotFound />
  if (opening.closed || pack.state === 'closed') return <ClosedPack back={back} />
  return (
    <Page title={`${PACK_KINDS[pack.kind]}：${ownItemTitle(item)}`} lead={sittingTitle(sitting)} back={back}>
      {opening.view !== undefined ? (
        <>
          <PackPaper view={opening.view} />
          {unsigned !== undefined && <PledgeCard pledge={unsigned} />}
        </>
      ) : pack.state === 'waiting' ? (
        <NotificationBanner tone="information" title={windowText(pack)} />
      ) : unsigned !== undefined && sitting.kind !== 'emergency' ? (
        <PledgeCard pledge={unsigned} />
      ) : (
        <Closed found={found} opening={opening} />
      )}
    </Page>
  )
}

/** Opens when asked to, never before; forgets what it showed at the hour of closing. */
function useOpening(id: string) {
  const send = useSend(openPack, { makesStale: [] })
  const [closed, setClosed] = useState(false)
  const { data: view, reset } = send
  const closesAt = view?.closesAt
  useEffect(() => {
    if (closesAt === undefined) return
    const shut = () => {
      setClosed(true)
      reset()
    }
    const left = new Date(closesAt).getTime() - Date.now()
    const alarm = setTimeout(shut, Math.max(0, Math.min(left, 2_000_000_000)))
    return () => clearTimeout(alarm)
  }, [closesAt, reset])
  return {
    view,
    closed,
    error: send.error,
    busy: send.isPending,
    open: () => send.mutate({ params: { id } }),
  }
}

type Opening = ReturnType<typeof useOpening>

/** Before the opening: what it is, until when, and what pressing the button leaves behind. */
function Closed({ found: { pack }, opening }: { found: Found; opening: Opening }) {
  return (
    <Card>
      <div className="flex flex-col gap-5">
        <DescriptionList
          items={[
            { term: '開ける期間', description: `${untilText(pack.closesAt)}まで。そのあと自動で閉じます。` },
            { term: '残る記録', description: '開くたびに、だれが・いつ開いたかが残ります。' },
            {
              term: '見せる相手',
              description: 'この案件に招かれたあなたに宛てたものです。まわりの方から画面が見えない所で開けます。',
            },
          ]}
        />
        <SendProblem error={opening.error} />
        <div>
          <Button kind="primary" icon="eye" busy={opening.busy} busyLabel="開いています…" onClick={opening.open}>
            資料を開く
          </Button>
        </div>
      </div>
    </Card>
  )
}

function ClosedPack({ back }: { back: { href: string; label: string } }) {
  return (
    <Page
      title="この資料は閉じました"
      lead="会議の資料は、決められた日まで開けます。内容を確かめたいときは、会議の事務局にお尋ねください。守秘の義務は、これからも続きます。"
      back={back}
    >
      <div>
        <LinkButton href={back.href} icon="calendar">
          会議と宿題を見る
        </LinkButton>
      </div>
    </Page>
  )
}
