import { readSharedCounts, type SharedCounts } from '#arrears-screening/desk/trial-contract.ts'
import { capacityLine } from '#ui/capacity-words.ts'
import { momentText } from '#ui/day-text.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { HiddenCounts } from '#ui/hidden-counts.tsx'
import { Card, Section } from '#ui/page.tsx'
import { useViewer } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { readScreeningTerms } from '../screening-terms-contract.ts'

const readers = ['municipal_officer', 'lead_worker', 'auditor', 'liaison', 'utility_admin']

/** On an agreement's page: how many people a condition reaches, as far as the company has shown it, beside what the agencies can take. */
export function AgreementCounts({ agreementId }: { agreementId: string }) {
  const roles = useViewer()?.roles ?? []
  return readers.some((reader) => roles.includes(reader)) ? <Counts agreementId={agreementId} /> : null
}

function Counts({ agreementId }: { agreementId: string }) {
  const params = { id: agreementId }
  const reading = useApi(readSharedCounts, { params })
  const terms = useApi(readScreeningTerms, { params })
  const agencies = terms.data?.capacity.map(({ name, peoplePerMonth }) => ({ agency: name, peoplePerMonth })) ?? []
  const line = capacityLine(agencies, terms.data?.municipalities.length ?? 1)
  return (
    <Section title="条件が届く人数">
      <Loaded reading={reading}>
        {({ shared: [newest, ...before], rule }) =>
          newest === undefined ? (
            <EmptyState title="会社から見せられた人数は、まだありません">
              会社が一覧に条件を当てはめ、人数を見せると、受けられる人数と並んでここに出ます。お名前などは出ません。
            </EmptyState>
          ) : (
            <>
              <Shared counts={newest} rule={rule} line={line} />
              {before.length > 0 && (
                <Disclosure summary={`前に見せられた人数（${before.length}回）`}>
                  <div className="flex flex-col gap-4">
                    {before.map((counts) => (
                      <Shared key={counts.id} counts={counts} rule={rule} line={line} />
                    ))}
                  </div>
                </Disclosure>
              )}
            </>
          )
        }
      </Loaded>
    </Section>
  )
}

const sources = {
  'dry-run': '条件を試した人数です。この人数の方にご案内した、ということではありません。',
  run: '実際にご案内する方をさがした人数です。',
} as const satisfies Record<SharedCounts['source'], string>

type SharedProps = { counts: SharedCounts; rule: string; line: ReturnType<typeof capacityLine> }

function Shared({ counts, rule, line }: SharedProps) {
  const { company, edition, source, sentences, cells, sharedAt } = counts
  return (
    <Card>
      <h3 className="text-std-18B-160">
        {company}（第{edition}版・{momentText(sharedAt)}）
      </h3>
      <p className="mb-4">{sources[source]}</p>
      <HiddenCounts cells={cells} sentences={sentences} rule={rule} line={line} />
    </Card>
  )
}
