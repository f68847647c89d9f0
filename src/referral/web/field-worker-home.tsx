import { CallButton } from '#ui/banner.tsx'
import { DoorLink } from '#ui/door-link.tsx'
import { readDraft } from '#ui/draft-contract.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { listReports } from '../report-contract.ts'
import { isBegun, reportDraft } from './report-draft.ts'
import { ReportRows } from './report-rows.tsx'
import { WindowSearch } from './report-window-search.tsx'

/**
 * Three doors for a thumb, the window of this area, and what is not sent yet. The first door leads to the server's own
 * page (no script, no session, nothing that could cover 119); both numbers stand here too, for places without a signal.
 */
export function FieldWorkerHome() {
  return (
    <Page title="何がありましたか" lead="迷ったときも、まず電話です。">
      <nav aria-label="伝えること" className="flex flex-col gap-4">
        <DoorLink
          href="/danger"
          tone="danger"
          icon="alert"
          title="命の危険がある"
          note="119番・110番が先。そのあと、ここから相談窓口へ"
        />
        <div className="grid grid-cols-2 gap-3">
          <CallButton number="119" label="救急・消防" tone="danger" />
          <CallButton number="110" label="警察" tone="danger" />
        </div>
        <DoorLink
          href="/reports/new/signs"
          icon="eye"
          title="様子がおかしい"
          note="郵便がたまっている、体調が悪そう、音はするが応答がない"
        />
        <DoorLink
          href="/reports/new/arrears"
          icon="speech"
          title="支払いに困っている様子"
          note="「払えない」「待ってほしい」と話された"
        />
      </nav>
      <Unsent />
      <Section title="この地域の窓口">
        <WindowSearch />
      </Section>
      <OwnReports />
    </Page>
  )
}

const kinds = [
  { kind: 'signs', title: '「様子がおかしい」の書きかけ' },
  { kind: 'arrears', title: '「支払いに困っている様子」の書きかけ' },
] as const

/** How many reports were begun and not passed on, each with its way back. */
function Unsent() {
  const signs = useApi(readDraft, { params: { key: 'report-signs' } })
  const arrears = useApi(readDraft, { params: { key: 'report-arrears' } })
  const kept = { signs: signs.data, arrears: arrears.data }
  const begun = kinds.filter(({ kind }) => {
    const found = reportDraft.safeParse(kept[kind]?.body)
    return found.success && isBegun(found.data)
  })
  if (signs.data === undefined || arrears.data === undefined) return null
  return (
    <Section title={`まだ渡していないもの ${begun.length}件`}>
      {begun.length === 0 ? (
        <p className="text-solid-gray-700">
          書きかけはありません。入力は自動で保存されるので、途中でやめても残ります。
        </p>
      ) : (
        <ul className="flex flex-col gap-3">
          {begun.map(({ kind, title }) => (
            <li key={kind}>
              <DoorLink href={`/reports/new/${kind}`} icon="edit" title={title} note="続きから書けます" />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function OwnReports() {
  const reading = useApi(listReports, { query: { show: 'mine' } })
  return (
    <Section title="自分が渡した連絡">
      <Loaded reading={reading}>
        {({ reports }) =>
          reports.length === 0 ? (
            <EmptyState title="まだありません">渡した連絡と、相談窓口からの短い返事がここに並びます。</EmptyState>
          ) : (
            <ReportRows label="自分が渡した連絡" reports={reports.slice(0, 10)} />
          )
        }
      </Loaded>
    </Section>
  )
}
