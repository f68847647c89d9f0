import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { dayText } from '#ui/day-text.ts'
import { DescriptionList } from '#ui/description-list.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Card, Page } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { windowRoles } from '../contact-window.ts'
import { confirmWindow, listOwnWindows, type OwnWindow } from '../own-windows-contract.ts'

/** The municipality's windows, the longest unconfirmed first; one tap says that all of it still holds. */
export function WindowList() {
  const reading = useApi(listOwnWindows, {})
  return (
    <Page
      title="窓口の情報は、いまも合っていますか"
      lead="会社の担当者も、お困りの方も、この電話番号と受付時間を頼りにします。半年たったものから順に並びます。"
      back={{ href: '/', label: 'ホームに戻る' }}
    >
      <Loaded reading={reading}>
        {({ windows }) =>
          windows.length === 0 ? (
            <EmptyState title="登録されている窓口はありません">
              窓口の登録は、この仕組みを動かしている担当者が取り込みます。
            </EmptyState>
          ) : (
            <ul className="flex flex-col gap-4">
              {windows.map((window) => (
                <li key={window.id}>
                  <Card>
                    <WindowEntry window={window} readAnew={reading.refetch} />
                  </Card>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  )
}

function WindowEntry({ window, readAnew }: { window: OwnWindow; readAnew: () => unknown }) {
  const { id, name, section, role, allowed, version } = window
  const confirm = useSend(confirmWindow, { makesStale: [listOwnWindows] })
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div>
          <h2 className="text-std-20B-150 text-solid-gray-900">{name}</h2>
          <p>
            {section}（{windowRoles[role]}）
          </p>
        </div>
        <Freshness window={window} />
      </div>
      <DescriptionList items={factsOf(window)} />
      {confirm.error !== null && (
        <NotificationBanner
          tone="error"
          live
          title={
            confirm.error.isConflict
              ? 'ほかの人が先に直していました。いまの内容を表示したので、もう一度確かめられます。'
              : confirm.error.title
          }
        />
      )}
      {confirm.isSuccess && (
        <NotificationBanner tone="success" live title={`${name}を、今日確かめたこととして記録しました`}>
          窓口を探す画面と案内の紙にも、今日の日付で出ます。間違えたときは、情報を直して保存できます。
        </NotificationBanner>
      )}
      {allowed.length > 0 && (
        <ButtonRow>
          <Button
            icon="check"
            aria-label={`${name}を今日確かめました`}
            busy={confirm.isPending}
            busyLabel="記録しています…"
            onClick={() => confirm.mutate({ params: { id }, body: { version } }, { onError: () => void readAnew() })}
          >
            今日確かめました
          </Button>
          <LinkButton kind="tertiary" icon="edit" href={`/windows/${id}/edit`}>
            {`${name}の情報を直す`}
          </LinkButton>
        </ButtonRow>
      )}
    </div>
  )
}

/** When it was last confirmed, in a word and a colour. */
function Freshness({ window: { freshness, confirmedOn } }: { window: OwnWindow }) {
  const { kind } = freshness
  const word = { fresh: '確かめてあります', stale: '確かめる時期です', unconfirmed: 'まだ確かめていません' }[kind]
  return (
    <div className="flex flex-col items-start gap-1 md:items-end">
      <ChipLabel tone={kind === 'fresh' ? 'green' : 'yellow'} icon={kind === 'fresh' ? 'check' : 'clock'}>
        {word}
      </ChipLabel>
      <p className="figures">
        {confirmedOn === undefined ? '最後に確かめた日：記録なし' : `最後に確かめた日：${dayText(confirmedOn)}`}
      </p>
    </div>
  )
}

function factsOf(window: OwnWindow) {
  const { phone, hoursText, hoursUnderstood, whenClosed, address, areas } = window
  return [
    { term: '電話番号', description: <span className="figures">{phone ?? '登録なし'}</span> },
    {
      term: '受付時間',
      description: hoursText === '' ? '登録なし' : (hoursUnderstood ?? `${hoursText}（時間として読めません）`),
    },
    { term: '時間外', description: whenClosed === null ? '登録なし' : `${whenClosed.name}　${whenClosed.phone}` },
    { term: '所在地', description: address ?? '登録なし' },
    {
      term: '担当の区域',
      description:
        areas.map(({ name, town, part }) => [name, town, part].filter(Boolean).join(' ')).join('、') || '登録なし',
    },
  ]
}
