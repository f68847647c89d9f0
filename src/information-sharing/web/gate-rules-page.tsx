import { ChipLabel } from '#ui/chip-label.tsx'
import { Card, Page, Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { listGateRules } from '../judgement-contract.ts'
import { CitedStatutes } from './judgement-words.tsx'

/** The rules by which it is decided whether something may pass, for one's own kind of organisation. */
export function GateRulesPage() {
  const reading = useApi(listGateRules, {})
  return (
    <Page
      title="渡してよいかは、どう決まりますか"
      lead="あなたの組織に当てはまるきまりです。送るたびに、画面とデータベースの両方で確かめます。"
      back={{ href: '/judgements', label: '判断の記録の一覧' }}
    >
      <Loaded reading={reading}>
        {({ rules }) => (
          <>
            <Section title="だれにも曲げられないきまり">
              <Rules rules={rules.filter(({ kind }) => kind === 'never')} />
            </Section>
            <Section title="記録した判断があれば、渡せるきまり">
              <Rules rules={rules.filter(({ kind }) => kind === 'judgement')} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  )
}

type Rule = (typeof listGateRules)['response']['_output']['rules'][number]

function Rules({ rules }: { rules: readonly Rule[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {rules.map(({ code, title, appliesWhen, because, statutes }) => (
        <li key={code}>
          <Card>
            <p className="font-bold">
              {title}
              <CitedStatutes statutes={statutes} />
            </p>
            <p className="mt-2 max-w-line">当てはまるとき：{appliesWhen}</p>
            <p className="max-w-line">理由：{because}</p>
            {statutes.some(({ confirmed }) => !confirmed) && (
              <div className="mt-2">
                <ChipLabel tone="yellow" icon="question">
                  条番号は未確認
                </ChipLabel>
              </div>
            )}
          </Card>
        </li>
      ))}
    </ul>
  )
}
