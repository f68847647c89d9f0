import { LinkButton } from '#ui/button.tsx'
import { CsvLink } from '#ui/csv-link.tsx'
import { type Column, DataTable, useNarrow } from '#ui/data-table.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Link } from '#ui/link.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { type Employer, PLACE_KINDS, readLeafletStock, type StockPlace } from '../stock/stock-contract.ts'
import { HandoutLedger } from './handout-ledger.tsx'
import { MoveForm } from './move-form.tsx'
import { PlaceForm } from './place-form.tsx'
import { RegistrationUpload } from './registration-upload.tsx'
import { StockBars } from './stock-bars.tsx'

/** What lies where, what was handed out, and print runs whose codes open pages. */
export function LeafletStockPage() {
  const reading = useApi(readLeafletStock, {})
  return (
    <Page
      title="ちらしは、あと何枚ありますか"
      lead="場所ごとの残りと費用、案内をお渡しした件数です。数えるのは枚数と件数だけで、お名前は残りません。"
      back={{ href: '/', label: 'ホームに戻る' }}
      width="wide"
    >
      <Loaded reading={reading}>{(stock) => <Stock {...stock} />}</Loaded>
      <Section title="番号のないご案内を数える">
        <p className="max-w-line">
          電話で窓口をお伝えした、カウンターで番号のないちらしをお渡しした、といった件数です。料金担当の方も、同じ画面で記録できます。
        </p>
        <p>
          <LinkButton href="/handouts">お渡しした件数を記録する</LinkButton>
        </p>
      </Section>
      <Section title="案内の台帳">
        <HandoutLedger />
      </Section>
      <Disclosure summary="まとめて印刷したお手紙を登録する">
        <RegistrationUpload />
      </Disclosure>
    </Page>
  )
}

function Stock({ places, employers }: { places: readonly StockPlace[]; employers: readonly Employer[] }) {
  return (
    <>
      <Section title="場所ごとの残り">
        <Balances places={places} />
      </Section>
      {places.length > 0 && (
        <Section title="動きを記録する">
          <MoveForm places={places} />
        </Section>
      )}
      <Disclosure summary="ちらしを置く場所を加える" open={places.length === 0}>
        <PlaceForm hasStore={places.some(({ kind }) => kind === 'store')} employers={employers} />
      </Disclosure>
    </>
  )
}

const CSV_HEADER = [
  ...['場所', '種類', '委託先', '残り', '注文の目安', '受け取り', '引き渡し', 'お渡し', '損失', '費用（円）'],
]

function Balances({ places }: { places: readonly StockPlace[] }) {
  const narrow = useNarrow()
  if (places.length === 0) {
    return (
      <EmptyState title="ちらしを置く場所が、まだ登録されていません">
        はじめに本社の在庫を登録すると、受け取った枚数を記録できます。
      </EmptyState>
    )
  }
  const table = <DataTable caption="場所ごとのちらしの残り" columns={columns} rows={places} rowKey={({ id }) => id} />
  return (
    <>
      <StockBars places={places} />
      {/* On a phone the bars say what is left; the rest is one press away. */}
      {narrow ? <Disclosure summary="場所ごとの内訳と費用を見る・場所を直す">{table}</Disclosure> : table}
      <CsvLink
        label="残りと費用を保存する（CSV）"
        fileName="chirashi-zaiko.csv"
        header={CSV_HEADER}
        lines={places.map((one) => [
          ...[one.name, PLACE_KINDS[one.kind], one.employer ?? ''],
          ...[one.balance, one.reorderAt, one.received, one.handed, one.used, one.spoiled, one.costYen],
        ])}
      />
    </>
  )
}

const placeName = ({ name, kind, employer }: StockPlace) =>
  `${name}（${PLACE_KINDS[kind]}${employer === null ? '' : `：${employer}`}）`
const counted = (count: number) => count.toLocaleString('ja-JP')

const columns: readonly Column<StockPlace>[] = [
  {
    key: 'name',
    header: '場所',
    names: true,
    cell: (place) => (
      <span className="flex flex-wrap items-baseline gap-x-4">
        {placeName(place)}
        <Link href={`/leaflets/stock/${place.id}/edit`} className="inline-flex min-h-11 items-center font-normal">
          直す<span className="sr-only">：{place.name}</span>
        </Link>
      </span>
    ),
  },
  { key: 'balance', header: '残り', align: 'end', cell: ({ balance }) => `${counted(balance)}枚` },
  { key: 'reorder', header: '注文の目安', align: 'end', cell: ({ reorderAt }) => `${counted(reorderAt)}枚` },
  { key: 'used', header: 'お渡しした', align: 'end', cell: ({ used }) => `${counted(used)}枚` },
  { key: 'spoiled', header: '使えなくなった', align: 'end', cell: ({ spoiled }) => `${counted(spoiled)}枚` },
  { key: 'cost', header: '費用', align: 'end', cell: ({ costYen }) => `${counted(costYen)}円` },
]
