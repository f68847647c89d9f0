import { useState } from 'react'
import { LinkButton } from '#ui/button.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { dayText } from '#ui/day-text.ts'
import { DescriptionList } from '#ui/description-list.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { LoadedPage } from '#ui/loaded-page.tsx'
import { Page, Section } from '#ui/page.tsx'
import { ResultPanel } from '#ui/result-panel.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { useApi } from '#ui/use-api.ts'
import { AGREEMENT_KINDS, type AgreementCommand } from '../agreement.ts'
import { type AgreementView, listAgreements } from '../agreement-contract.ts'
import { COMMAND_WORDS, categoriesText, FEEDBACK_LEVELS, nextAfter } from '../agreement-words.ts'
import { AgreementCounts } from './agreement-counts.tsx'
import { AgreementScreening } from './agreement-screening.tsx'
import { periodText, StateChip } from './agreement-state.tsx'
import { AgreementSteps } from './agreement-steps.tsx'

const back = { href: '/agreements', label: '協定の一覧に戻る' } as const

/** One agreement: what was agreed with whom, and what may be done with it next. */
export function AgreementPage({ params }: ScreenProps) {
  const reading = useApi(listAgreements, {})
  return (
    <LoadedPage reading={reading} what="協定" back={back}>
      {({ agreements, mayDraft }) => {
        const agreement = agreements.find(({ id }) => id === params.agreementId)
        return agreement === undefined ? (
          <Page title="この協定は見つかりません" back={back}>
            <EmptyState title="移されたか、見られる範囲にありません">
              一覧から選び直すと、いまの協定を見られます。
            </EmptyState>
          </Page>
        ) : (
          <Agreement key={agreement.id} agreement={agreement} mayDraft={mayDraft} />
        )
      }}
    </LoadedPage>
  )
}

function Agreement({ agreement, mayDraft }: { agreement: AgreementView; mayDraft: boolean }) {
  const [done, setDone] = useState<AgreementCommand>()
  const { id, title, state } = agreement
  return (
    <Page title={title} back={back} width="wide">
      {done !== undefined && (
        <ResultPanel
          key={done}
          title={COMMAND_WORDS[done].done}
          told={[]}
          next={nextAfter(agreement, done)}
          undo={
            done === 'agree'
              ? '直すことが見つかったら、この協定を終わらせて、同じ内容から新しい案を作れます。'
              : undefined
          }
        />
      )}
      <Section title="決めたこと">
        <Facts agreement={agreement} />
      </Section>
      <AgreementScreening agreementId={id} />
      <AgreementCounts agreementId={id} />
      <Section title="当事者と合意した日">
        <Parties agreement={agreement} />
      </Section>
      {agreement.allowed.length > 0 && <AgreementSteps agreement={agreement} onDone={setDone} />}
      {mayDraft && state !== 'drafted' && (
        <div data-print="never">
          <LinkButton icon="document" href={`/agreements/new?from=${id}`}>
            同じ内容から新しい案を作る
          </LinkButton>
        </div>
      )}
    </Page>
  )
}

function Facts({ agreement }: { agreement: AgreementView }) {
  const { kind, state, edition, categories, feedbackCeiling } = agreement
  return (
    <DescriptionList
      items={[
        { term: '状態', description: <StateChip state={state} /> },
        { term: '版', description: `第${edition}版` },
        { term: '種類', description: AGREEMENT_KINDS[kind] },
        { term: '期間', description: periodText(agreement) },
        { term: '連絡に含めてよいこと', description: categoriesText(categories) },
        { term: '会社に戻る知らせ', description: FEEDBACK_LEVELS[feedbackCeiling] },
      ]}
    />
  )
}

type Party = AgreementView['parties'][number]
const columns: readonly Column<Party>[] = [
  { key: 'name', header: '当事者', names: true, cell: ({ name }) => name },
  {
    key: 'agreed',
    header: '合意した日',
    cell: ({ agreedOn }) => (agreedOn === null ? 'まだです' : dayText(agreedOn)),
  },
]

function Parties({ agreement: { parties } }: { agreement: AgreementView }) {
  return (
    <DataTable
      caption="当事者と合意した日"
      columns={columns}
      rows={parties}
      rowKey={({ organizationId }) => organizationId}
      empty={<EmptyState title="当事者はまだ決まっていません">案を書き直して加えられます。</EmptyState>}
    />
  )
}
