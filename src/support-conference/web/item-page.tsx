import { NotificationBanner } from '#ui/banner.tsx'
import { LinkButton } from '#ui/button.tsx'
import { LoadedPage } from '#ui/loaded-page.tsx'
import { Page, Section } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { useApi } from '#ui/use-api.ts'
import { getSitting, type SittingItem, type SittingView } from '../sitting-contract.ts'
import { itemNote, itemPath, itemTitle, sittingPath, sittingTitle } from './conference-words.ts'
import { ItemCalls } from './item-calls.tsx'
import { ItemMaterial } from './item-material.tsx'
import { PaperCopies } from './paper-copies.tsx'

/** One item of a sitting: who is called, what they are asked to bring, what each of them will see, and their paper. */
export function ItemPage({ params }: ScreenProps) {
  const sitting = params.sittingId ?? ''
  const back = { href: sittingPath(sitting), label: '会議に戻る' }
  const reading = useApi(getSitting, { params: { id: sitting } })
  return (
    <LoadedPage reading={reading} what="会議" back={back}>
      {(view) => {
        const item = view.agenda.find(({ id }) => id === params.itemId)
        if (item === undefined) return <NoItem back={back} />
        return (
          <Page
            title={itemTitle(item)}
            lead={`${itemNote(item)}・${sittingTitle(view)}`}
            back={back}
            width="wide"
            action={
              (item.hasMinutes || item.allowed.includes('decide')) && item.caseId !== undefined ? (
                <LinkButton icon="document" href={itemPath(view.id, item.id, 'minutes')}>
                  方針と記録へ
                </LinkButton>
              ) : undefined
            }
          >
            <Parts view={view} item={item} onReread={() => void reading.refetch()} />
          </Page>
        )
      }}
    </LoadedPage>
  )
}

export function NoItem({ back }: { back: { href: string; label: string } }) {
  return (
    <Page title="この案件は見つかりません" lead="外されたか、別の会議の案件です。" back={back}>
      <LinkButton href={back.href}>会議に戻る</LinkButton>
    </Page>
  )
}

type PartsProps = { view: SittingView; item: SittingItem; onReread: () => void }

function Parts({ view, item, onReread }: PartsProps) {
  return (
    <>
      <ItemCalls key={`${item.id} ${item.called.length}`} view={view} item={item} onReread={onReread} />
      {item.kind === 'case' && (
        <Section title="資料">
          {item.caseId === undefined ? (
            <NotificationBanner tone="information" title="資料は、ケースの担当の方が書いて渡します">
              この案件の資料は、ケースを見られる方だけが開けます。渡したかどうかと、開かれた回数だけがここに出ます。
            </NotificationBanner>
          ) : (
            <ItemMaterial view={view} item={item} />
          )}
        </Section>
      )}
      {item.called.some(({ pack, copies }) => pack.state !== 'none' || copies.length > 0) && (
        <Section title="渡した資料と紙の写し">
          <PaperCopies item={item} />
        </Section>
      )}
    </>
  )
}
