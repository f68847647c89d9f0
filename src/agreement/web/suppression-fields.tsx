import { Checkbox, CheckboxGroup } from '#ui/choice-field.tsx'
import { TextField } from '#ui/text-field.tsx'
import { FACTS, FACTS_BY_AGREEMENT } from '../screening-terms.ts'
import type { ScreeningDraft } from './screening-draft.ts'

type Part = { draft: ScreeningDraft; edit: (change: Partial<ScreeningDraft>) => void }

const facts = FACTS_BY_AGREEMENT.map((value) => ({ value, label: FACTS[value] }))

/** Who is not guided although the condition fits. */
export function SuppressionFields({ draft: { suppression }, edit }: Part) {
  const change = (one: Partial<ScreeningDraft['suppression']>) => edit({ suppression: { ...suppression, ...one } })
  return (
    <>
      <p className="max-w-line">ご案内を望まないとのお申し出がある方へのご案内は、必ず控えます。</p>
      <Checkbox
        label="分割のお支払いの約束が続いている方"
        name="suppression.keptPlan"
        checked={suppression.keptPlan}
        onChange={(keptPlan) => change({ keptPlan })}
      />
      <Checkbox
        label="いまはご契約のない方"
        name="suppression.notCustomer"
        checked={suppression.notCustomer}
        onChange={(notCustomer) => change({ notCustomer })}
      />
      <Checkbox
        label="すでに支援を受けていると会社が知っている方"
        name="suppression.inSupport"
        checked={suppression.inSupport}
        onChange={(inSupport) => change({ inSupport })}
      />
      <TextField
        label="この日数のうちにご案内した方"
        name="suppression.guidedWithinDays"
        size="short"
        inputMode="numeric"
        unit="日"
        hint="空のままなら、前のご案内からの日数では控えません。"
        value={suppression.guidedWithinDays}
        onChange={(guidedWithinDays) => change({ guidedWithinDays })}
      />
      <TextField
        label="ただし、未払いがこの金額以上増えた方にはご案内する"
        name="suppression.unlessRoseByYen"
        size="short"
        inputMode="numeric"
        unit="円"
        hint="空のままなら、増えても控えます。"
        value={suppression.unlessRoseByYen}
        onChange={(unlessRoseByYen) => change({ unlessRoseByYen })}
      />
    </>
  )
}

/** Facts about a household: asked of a company's file only where both sides said so. */
export function FactsAllowedField({ draft, edit }: Part) {
  return (
    <CheckboxGroup
      label="ご家庭についての情報のうち、条件に使ってよいもの"
      name="factsAllowed"
      hint="当事者の全員が納得したものだけを選びます。会社がその情報を新しく集めることにはなりません。"
      choices={facts}
      value={draft.factsAllowed}
      onChange={(chosen) => edit({ factsAllowed: FACTS_BY_AGREEMENT.filter((one) => chosen.includes(one)) })}
    />
  )
}
