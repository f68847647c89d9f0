import { EmptyState } from '#ui/empty-state.tsx'
import { Link } from '#ui/link.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { readAudit } from '../audit-contract.ts'
import { listSharings } from '../sharing-contract.ts'
import { AuditTable } from './audit-page.tsx'
import { ChainState } from './chain-state.tsx'
import { FlowTable } from './flow-table.tsx'

/** What passed on which ground, what was done lately, and whether the log holds. */
export function AuditorHome() {
  return (
    <Page
      title="だれが、何を、どの根拠で見ましたか"
      lead="組織のあいだで伝わった情報と、職員の操作の記録です。この画面を見たことも記録されます。"
      width="wide"
    >
      <Grounds />
      <Sharings />
      <Deeds />
    </Page>
  )
}

function Sharings() {
  const reading = useApi(listSharings, { query: {} })
  return (
    <Section title="伝わった情報" aside={<Link href="/sharings">台帳を開く</Link>}>
      <Loaded reading={reading}>{({ flows }) => <FlowTable flows={flows} />}</Loaded>
    </Section>
  )
}

/** Which gates were passed how often: nothing leaves on another ground. */
function Grounds() {
  const reading = useApi(listSharings, { query: {} })
  return (
    <Section title="通った関門（根拠）">
      <Loaded reading={reading}>
        {({ flows, counts }) => (
          <ul className="grid grid-cols-1 gap-3 md:grid-cols-3">
            {counts.map(({ ground, label }) => (
              <li
                key={ground}
                className="flex h-full items-center justify-between gap-x-4 rounded-12 border-1 border-solid-gray-420 p-4"
              >
                <Link href={`/sharings?ground=${ground}`} className="inline-flex min-h-11 items-center">
                  {label}
                </Link>
                <span className="shrink-0 text-std-20B-150 figures">
                  {flows
                    .filter((flow) => flow.ground === ground)
                    .reduce((sum, { count }) => sum + count, 0)
                    .toLocaleString('ja-JP')}
                  件
                </span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <p className="max-w-line">これ以外の根拠では、情報は組織の外に出ません。</p>
    </Section>
  )
}

function Deeds() {
  const reading = useApi(readAudit, { query: {} })
  return (
    <Section title="最近の操作" aside={<Link href="/audit">操作の記録を開く</Link>}>
      <Loaded reading={reading}>
        {({ lines, length, checkpoint }) => (
          <>
            <ChainState length={length} checkpoint={checkpoint} />
            {lines.length === 0 ? (
              <EmptyState title="操作の記録はまだありません">職員の操作があると、ここに並びます。</EmptyState>
            ) : (
              <AuditTable lines={lines.slice(0, 10)} />
            )}
          </>
        )}
      </Loaded>
    </Section>
  )
}
