import { useMemo, useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { Select } from '#ui/text-field.tsx'
import { useApi } from '#ui/use-api.ts'
import type { ClausePath } from '../condition.ts'
import { describeCondition } from '../condition-words.ts'
import { listDeskAgreements } from '../desk/trial-contract.ts'
import type { DeskAgreement, WorkView } from './desk-shapes.ts'
import { KeepMonth } from './keep-month.tsx'
import { NumberSliders } from './number-sliders.tsx'
import { ReachPicture } from './reach-picture.tsx'
import { ShareCounts } from './share-counts.tsx'
import type { StepProps } from './step-props.ts'
import { movedCondition, reachPlaces } from './trial-model.ts'
import { useDryRun } from './use-dry-run.ts'

/** The third step: how many people a condition reaches, beside what the agency can take; numbers move, nothing is decided. */
export function TrialStep({ work, go }: StepProps) {
  const reading = useApi(listDeskAgreements, {})
  return (
    <>
      <p className="max-w-line">
        ここで数字を動かしても、協定の条件は変わりません。何人に届くかを見て、相手と話し合うためのものです。
      </p>
      <Loaded reading={reading}>
        {({ agreements }) =>
          agreements.length === 0 ? (
            <EmptyState title="条件のある協定が、まだありません">
              市の担当と条件を決めると、ここで何人に届くかを見られます。
            </EmptyState>
          ) : (
            <Agreements work={work} agreements={agreements} />
          )
        }
      </Loaded>
      <KeepMonth work={work} />
      <ButtonRow>
        <Button kind="primary" onClick={() => go('run')}>
          実行に進む
        </Button>
        <Button onClick={() => go('columns')}>列を合わせるに戻る</Button>
      </ButtonRow>
    </>
  )
}

const states: Readonly<Record<string, string>> = { drafted: '作成中', agreed: '合意済み', 'in-force': '有効' }

function Agreements({ work, agreements }: { work: WorkView; agreements: readonly DeskAgreement[] }) {
  const [chosen, setChosen] = useState(
    () => (agreements.find(({ state }) => state === 'in-force') ?? agreements[0])?.agreementId ?? '',
  )
  const agreement = agreements.find(({ agreementId }) => agreementId === chosen)
  return (
    <>
      {agreements.length > 1 && (
        <Select
          label="どの協定の条件ですか"
          value={chosen}
          choices={agreements.map(({ agreementId, title, edition, state }) => ({
            value: agreementId,
            label: `${title}（第${edition}版・${states[state] ?? state}）`,
          }))}
          onChange={setChosen}
        />
      )}
      {agreement !== undefined && <Trial key={chosen} work={work} agreement={agreement} />}
    </>
  )
}

const noValues: ReadonlyMap<ClausePath, number> = new Map()

function Trial({ work, agreement }: { work: WorkView; agreement: DeskAgreement }) {
  const [values, setValues] = useState(noValues)
  const { condition, agreementId, suppression } = agreement
  const moved = useMemo(() => movedCondition(condition, values), [condition, values])
  const other = moved?.ok === true ? moved.value : undefined
  const body = useMemo(
    () => ({
      workId: work.id,
      versions: [condition, ...(other === undefined ? [] : [other])].map((one) => ({
        agreementId,
        condition: one,
        suppression,
      })),
    }),
    [work.id, agreementId, condition, suppression, other],
  )
  const { answer, busy, because, retry } = useDryRun(body)
  return (
    <>
      <Section title="条件の数字を動かす">
        <NumberSliders condition={condition} values={values} onChange={setValues} />
        <Words condition={condition} other={other} />
        {moved?.ok === false && <NotificationBanner tone="warning" live title={moved.refusal.because} />}
      </Section>
      <Section title="何人に届くか" aside={<p role="status">{busy ? '数えています…' : ''}</p>}>
        {because !== undefined && (
          <NotificationBanner
            tone="error"
            live
            title={because}
            actions={<Button onClick={retry}>もう一度数える</Button>}
          />
        )}
        {answer !== undefined && (
          <ReachPicture
            places={reachPlaces(answer, agreement)}
            agencies={agreement.capacity}
            both={other !== undefined}
          />
        )}
      </Section>
      <ShareCounts
        key={JSON.stringify(other ?? condition)}
        source={{ kind: 'dry-run', workId: work.id, agreement, condition: other ?? condition }}
      />
    </>
  )
}

function Words({
  condition,
  other,
}: {
  condition: DeskAgreement['condition']
  other: DeskAgreement['condition'] | undefined
}) {
  return (
    <dl className="flex flex-col gap-3">
      <div>
        <dt className="font-bold">いまの条件</dt>
        <dd className="max-w-line">{describeCondition(condition)}</dd>
      </div>
      {other !== undefined && (
        <div>
          <dt className="font-bold">動かした条件</dt>
          <dd className="max-w-line">{describeCondition(other)}</dd>
        </div>
      )}
    </dl>
  )
}
