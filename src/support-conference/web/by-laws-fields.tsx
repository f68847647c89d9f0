import { CheckboxGroup, RadioGroup } from '#ui/choice-field.tsx'
import { DateField } from '#ui/date-field.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { TextField } from '#ui/text-field.tsx'
import { CHAIR_RULES, chairRules, OTHER_BODIES, otherBodies } from '../by-laws.ts'
import { MEMBER_KINDS, memberKinds } from '../member-kinds.ts'
import type { ByLawsDraft } from './by-laws-draft.ts'

type Props = { draft: ByLawsDraft; edit: (change: Partial<ByLawsDraft>) => void }

const chairs = chairRules.map((one) => ({ value: one, label: CHAIR_RULES[one] }))
const kinds = memberKinds.map((one) => ({ value: one, label: MEMBER_KINDS[one] }))

/** The by-laws as questions, in the order in which by-laws are written. */
export function ByLawsFields({ draft, edit }: Props) {
  return (
    <>
      <DateField
        name="validFrom"
        label="使い始める日"
        required
        value={draft.validFrom}
        onChange={(validFrom) => edit({ validFrom })}
      />
      <Chairs draft={draft} edit={edit} />
      <CheckboxGroup
        name="callable"
        label="招くことができる区分"
        required
        hint="電気・ガスなどの会社は、ここに入れた会議体だけが、必要なときに関係機関として招けます。"
        value={draft.callable}
        onChange={(callable) =>
          edit({
            callable: memberKinds.filter((one) => callable.includes(one)),
            alwaysCalled: draft.alwaysCalled.filter((one) => callable.includes(one)),
          })
        }
        choices={kinds}
      />
      <CheckboxGroup
        name="alwaysCalled"
        label="ケースの案件に、いつも呼ぶ区分"
        required={false}
        value={draft.alwaysCalled}
        onChange={(alwaysCalled) => edit({ alwaysCalled: memberKinds.filter((one) => alwaysCalled.includes(one)) })}
        choices={kinds.filter(({ value }) => draft.callable.includes(value))}
      />
      <RadioGroup
        name="closed"
        label="会議と資料の公開"
        required
        value={draft.closed ? 'closed' : 'public'}
        onChange={(closed) => edit({ closed: closed === 'closed' })}
        choices={[
          { value: 'closed', label: '会議も資料も非公開' },
          { value: 'public', label: '公開' },
        ]}
      />
      <Numbers draft={draft} edit={edit} />
      <Others draft={draft} edit={edit} />
    </>
  )
}

function Chairs({ draft, edit }: Props) {
  return (
    <>
      <RadioGroup
        name="chair"
        label="会長の決め方"
        required
        value={draft.chair}
        onChange={(chair) => edit({ chair })}
        choices={chairs}
      />
      <TextField
        name="chairTitle"
        label="会長の呼び方"
        required
        size="middle"
        value={draft.chairTitle}
        onChange={(chairTitle) => edit({ chairTitle })}
      />
      <RadioGroup
        name="deputy"
        label="副会長の決め方"
        required
        value={draft.deputy ?? 'none'}
        onChange={(deputy) => edit({ deputy: deputy === 'none' ? null : deputy })}
        choices={[...chairs, { value: 'none', label: '置かない' }]}
      />
    </>
  )
}

function Numbers({ draft, edit }: Props) {
  return (
    <>
      <TextField
        name="daysBefore"
        label="資料を開けるのは、会議の何日前から"
        required
        hint="3日前までの範囲で短くできます。緊急の会議は、招集と同時に開きます。"
        size="short"
        unit="日前"
        inputMode="numeric"
        value={draft.daysBefore}
        onChange={(daysBefore) => edit({ daysBefore })}
      />
      <TextField
        name="daysAfter"
        label="資料を閉じるのは、会議の何日後"
        required
        hint="7日後までの範囲で短くできます。"
        size="short"
        unit="日後"
        inputMode="numeric"
        value={draft.daysAfter}
        onChange={(daysAfter) => edit({ daysAfter })}
      />
      <TextField
        name="retentionYears"
        label="記録を保存する年数"
        required
        hint="国の定めは確認できていません。各会議体の運営要領に合わせます。"
        size="short"
        unit="年"
        inputMode="numeric"
        value={draft.retentionYears}
        onChange={(retentionYears) => edit({ retentionYears })}
      />
    </>
  )
}

function Others({ draft, edit }: Props) {
  return (
    <Disclosure summary="ほかの法の会議体との関わり" open={draft.usesExisting !== null || draft.jointWith.length > 0}>
      <div className="flex flex-col gap-6">
        <RadioGroup
          name="usesExisting"
          label="すでにある会議体を支援会議として使う"
          value={draft.usesExisting ?? 'none'}
          onChange={(one) => edit({ usesExisting: one === 'none' ? null : one })}
          choices={[
            { value: 'none', label: '使わない' },
            ...otherBodies.map((one) => ({ value: one, label: OTHER_BODIES[one].name })),
          ]}
        />
        <CheckboxGroup
          name="jointWith"
          label="一緒に開くことがある会議体"
          value={draft.jointWith}
          onChange={(jointWith) => edit({ jointWith: otherBodies.filter((one) => jointWith.includes(one)) })}
          choices={otherBodies.map((one) => ({
            value: one,
            label: OTHER_BODIES[one].name,
            hint: OTHER_BODIES[one].law,
          }))}
        />
      </div>
    </Disclosure>
  )
}
