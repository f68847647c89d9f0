import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { dayText } from '#ui/day-text.ts'
import { DescriptionList } from '#ui/description-list.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Card, Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { FACTS } from '../screening-terms.ts'
import {
  type CapacityView,
  readScreeningTerms,
  type ScreeningTerms,
  type ScreeningTermsView,
} from '../screening-terms-contract.ts'
import { ConditionInWords, SuppressionInWords } from './condition-in-words.tsx'
import { saveJson } from './save-file.ts'

/** On an agreement's page: whom to guide, whom not, in which version, and what the agencies can take. */
export function AgreementScreening({ agreementId }: { agreementId: string }) {
  const reading = useApi(readScreeningTerms, { params: { id: agreementId } })
  return (
    <Section title="ご案内する方の条件">
      <Loaded reading={reading}>{(view) => <Terms view={view} />}</Loaded>
    </Section>
  )
}

function Terms({ view }: { view: ScreeningTermsView }) {
  const { agreementId, terms, capacity } = view
  const mayEdit = view.allowed.includes('edit')
  return (
    <>
      {terms === null ? (
        <EmptyState title="条件はまだ決まっていません">
          条件がなくても、ご本人の同意があれば、会社はこれまでどおり連絡できます。
        </EmptyState>
      ) : (
        <Card>
          <div className="flex flex-col gap-6">
            <ConditionInWords condition={terms.condition} factsAllowed={terms.factsAllowed} />
            <div className="flex flex-col gap-2">
              <h3 className="text-std-18B-160">当てはまっても、ご案内を控える方</h3>
              <SuppressionInWords rules={terms.suppression} />
            </div>
            <Frame view={view} terms={terms} />
          </div>
        </Card>
      )}
      <ButtonRow>
        {mayEdit && (
          <LinkButton icon="edit" href={`/agreements/${agreementId}/condition`}>
            {terms === null ? '条件を書く' : '条件を書き直す'}
          </LinkButton>
        )}
        {terms !== null && (
          <Button onClick={() => saveJson('condition.json', terms.condition)}>条件をファイルにする</Button>
        )}
      </ButtonRow>
      <Capacity agencies={capacity} />
    </>
  )
}

/** Which version it is, where it counts and what may be asked for. */
function Frame({ view, terms }: { view: ScreeningTermsView; terms: ScreeningTerms }) {
  const { agreementId, edition, state, municipalities } = view
  const isDraft = state === 'drafted'
  return (
    <DescriptionList
      items={[
        {
          term: '条件の版',
          description: `第${edition}版${isDraft ? '（作成中。合意するまでは書き直せます）' : '（合意済み。この版の条件は変わりません）'}`,
        },
        { term: '版の番号', description: <span className="break-all">{agreementId}</span> },
        {
          term: '対象の市区町村',
          description: municipalities.map(({ code, name }) => `${name}（${code}）`).join('、'),
        },
        {
          term: '使ってよいご家庭の情報',
          description: terms.factsAllowed.map((fact) => FACTS[fact]).join('、') || '使いません',
        },
      ]}
    />
  )
}

function Capacity({ agencies }: { agencies: readonly CapacityView[] }) {
  if (agencies.length === 0) return null
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-std-18B-160">相談支援機関が、月に新しく受けられる人数</h3>
      <DescriptionList
        items={agencies.map((agency) => ({ term: agency.name, description: <Holding agency={agency} /> }))}
      />
    </div>
  )
}

function Holding({ agency: { peoplePerMonth, since, note } }: { agency: CapacityView }) {
  if (peoplePerMonth === null) return <>まだ知らせがありません。条件を決める前に、機関にたずねられます。</>
  return (
    <span className="flex flex-col">
      <span>
        月に{peoplePerMonth}人まで{since !== null && `（${dayText(since)}から）`}
      </span>
      {note !== '' && <span className="max-w-line">{note}</span>}
    </span>
  )
}
