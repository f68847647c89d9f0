import { DATA_CATEGORIES } from '#referral/referral-words-contract.ts'
import { LinkButton } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { momentText } from '#ui/day-text.ts'
import { Card } from '#ui/page.tsx'
import type { OwnItem, OwnSitting } from '../member-contract.ts'
import { ITEM_KINDS } from '../support-conference.ts'
import { Facts } from './conference-parts.tsx'
import { sittingTitle } from './conference-words.ts'
import { bringPath, type OwnPack, ownItemTitle, PACK_KINDS, packPath, windowText } from './member-words.ts'

type Props = { sitting: OwnSitting; ofCompany: boolean }

/** One sitting with only the items to which the reader is called. */
export function OwnSittingCard({ sitting, ofCompany }: Props) {
  const { state, place, endsAt, body, items } = sitting
  const takes = state === 'called' || state === 'open'
  return (
    <Card>
      <div className="flex flex-col gap-4">
        <div className="flex flex-col gap-1">
          <h3 className="text-std-18B-160 text-solid-gray-900">{sittingTitle(sitting)}</h3>
          <Facts>
            <MeetingChip state={state} />
            <span>{place}</span>
            {endsAt !== undefined && <span className="figures">{momentText(endsAt).split(' ').at(-1)}ごろまで</span>}
          </Facts>
          <p className="text-[0.875rem] text-solid-gray-700">{body}</p>
        </div>
        <ul className="flex flex-col gap-5" aria-label="呼ばれている案件">
          {items.map((item) => (
            <li key={item.id} className="flex flex-col gap-3 border-t-1 border-solid-gray-420 pt-4">
              <Item item={item} takes={takes} ofCompany={ofCompany} />
            </li>
          ))}
        </ul>
      </div>
    </Card>
  )
}

/** Where the meeting stands, for somebody who is called; what the office still tidies up is no news to them. */
function MeetingChip({ state }: { state: OwnSitting['state'] }) {
  if (state === 'open')
    return (
      <ChipLabel tone="green" icon="people">
        開催中
      </ChipLabel>
    )
  if (state === 'closed' || state === 'settled') return <ChipLabel icon="check">終わりました</ChipLabel>
  return (
    <ChipLabel tone="blue" icon="calendar">
      招かれています
    </ChipLabel>
  )
}

function Item({ item, takes, ofCompany }: { item: OwnItem; takes: boolean; ofCompany: boolean }) {
  const { id, kind, minutesPlanned, running, asked, packs } = item
  return (
    <>
      <div>
        <h4 className="text-std-17B-170">{ownItemTitle(item)}</h4>
        <Facts>
          <span className="text-solid-gray-700">{ITEM_KINDS[kind]}</span>
          <span className="text-solid-gray-700 figures">{minutesPlanned}分の予定</span>
          {running && (
            <ChipLabel tone="green" icon="speech">
              いま話し合っています
            </ChipLabel>
          )}
        </Facts>
      </div>
      <Packs packs={packs} expected={kind !== 'region' && takes} />
      {takes && asked.length > 0 && <Asked item={id} asked={asked} ofCompany={ofCompany} />}
    </>
  )
}

/** Packs that can be opened now or later; those that closed are one sentence. */
function Packs({ packs, expected }: { packs: readonly OwnPack[]; expected: boolean }) {
  const living = packs.filter(({ state }) => state !== 'closed')
  if (packs.length === 0) return expected && <p>資料はまだ渡されていません。渡されると、お知らせが届きます。</p>
  if (living.length === 0) return <p>この案件の資料は、すべて閉じました。</p>
  return living.map((pack) => <PackLine key={pack.id} pack={pack} />)
}

/** What the pack is and until when; the link goes to its page and opens nothing. */
function PackLine({ pack }: { pack: OwnPack }) {
  const { id, kind, state } = pack
  return (
    <div className="flex flex-col gap-2 sm:flex-row sm:items-center sm:justify-between sm:gap-4">
      <p>
        <span className="block font-bold">{PACK_KINDS[kind]}</span>
        {windowText(pack)}
      </p>
      {state === 'open' && (
        <LinkButton icon="document" href={packPath(id)} className="shrink-0">
          {PACK_KINDS[kind]}へ進む
        </LinkButton>
      )}
    </div>
  )
}

type AskedProps = { item: string; asked: OwnItem['asked']; ofCompany: boolean }

/** What one's organisation is asked to bring; a company's material passes the gate like any sharing. */
function Asked({ item, asked, ofCompany }: AskedProps) {
  return (
    <div className="flex flex-col gap-2 rounded-8 bg-solid-gray-50 p-4">
      <p className="font-bold">{ofCompany ? '会社にお願いしていること' : '持ってきていただきたいこと'}</p>
      <ul>
        {asked.map((one) => (
          <li key={one} className="ml-5 list-disc">
            {DATA_CATEGORIES[one]}
          </li>
        ))}
      </ul>
      {ofCompany && (
        <>
          <p className="max-w-line">
            お願いした項目だけを渡せます。出すかどうかは会社で判断し、書く方と判断する方は別の方です。
          </p>
          <div>
            <LinkButton icon="send" href={bringPath(item)}>
              資料を出す
            </LinkButton>
          </div>
        </>
      )}
    </div>
  )
}
