import { useState } from 'react'
import { Button } from '#ui/button.tsx'
import { CheckboxGroup, RadioGroup } from '#ui/choice-field.tsx'
import { DateField } from '#ui/date-field.tsx'
import { Card, Section } from '#ui/page.tsx'
import { Select, TextField } from '#ui/text-field.tsx'
import { useApi } from '#ui/use-api.ts'
import { AGREEMENT_KINDS } from '../agreement.ts'
import { agreementKind, listParties } from '../agreement-contract.ts'
import { DATA_CATEGORIES, dataCategories, FEEDBACK_LEVELS, feedbackLevels } from '../agreement-words.ts'
import type { AgreementDraft } from './agreement-draft.ts'

type Part = { draft: AgreementDraft; edit: (change: Partial<AgreementDraft>) => void }

const kinds = agreementKind.options.map((value) => ({ value, label: AGREEMENT_KINDS[value] }))
const categories = dataCategories.map((value) => ({
  value,
  label: DATA_CATEGORIES[value],
  hint: value === 'identity' || value === 'contact' ? 'これがないと、相談員が会いに行けません。' : undefined,
}))
const levels = feedbackLevels.map((value) => ({ value, label: FEEDBACK_LEVELS[value] }))

/** Everything that an agreement says. */
export function AgreementFields({ draft, edit, isNew }: Part & { isNew: boolean }) {
  return (
    <>
      <TextField
        label="協定の名前"
        name="title"
        required
        hint="例：灯町市・あかり電気 連携協定"
        value={draft.title}
        onChange={(title) => edit({ title })}
      />
      {isNew ? (
        <RadioGroup label="種類" name="kind" choices={kinds} value={draft.kind} onChange={(kind) => edit({ kind })} />
      ) : (
        <p>
          <strong>種類</strong>：{AGREEMENT_KINDS[draft.kind]}（案を作ったあとは変えられません）
        </p>
      )}
      <DateField
        label="始まる日"
        name="validFrom"
        required={false}
        value={draft.validFrom}
        onChange={(validFrom) => edit({ validFrom })}
      />
      <DateField
        label="終わる日"
        name="validUntil"
        required={false}
        hint="決めないときは空のままにします。だれかが終わらせるまで続きます。"
        value={draft.validUntil}
        onChange={(validUntil) => edit({ validUntil })}
      />
      <Reach draft={draft} edit={edit} />
      <Parties draft={draft} edit={edit} />
    </>
  )
}

/** How far things may pass, both ways. */
function Reach({ draft, edit }: Part) {
  return (
    <>
      <CheckboxGroup
        label="会社が連絡に含めてよいこと"
        name="categories"
        required
        hint="実際に渡るのは、ご本人が同意した範囲だけです。"
        choices={categories}
        value={draft.categories}
        onChange={(chosen) => edit({ categories: dataCategories.filter((one) => chosen.includes(one)) })}
      />
      <RadioGroup
        label="会社に戻る知らせ"
        name="feedbackCeiling"
        hint="ご本人の同意と相談窓口の判断で、これより狭くなることがあります。"
        choices={levels}
        value={draft.feedbackCeiling}
        onChange={(feedbackCeiling) => edit({ feedbackCeiling })}
      />
    </>
  )
}

function Parties({ draft: { parties }, edit }: Part) {
  return (
    <Section title="当事者と合意した日">
      <p className="max-w-line">
        全員の合意した日がそろうと、「全員の合意を記録する」に進めます。それまでは空のままで保存できます。
      </p>
      <ul className="flex flex-col gap-4">
        {parties.map((party, index) => (
          <li key={party.organizationId}>
            <Card>
              <div className="flex flex-col gap-4">
                <div className="flex flex-wrap items-center justify-between gap-2">
                  <p className="font-bold">{party.name}</p>
                  <Button
                    kind="tertiary"
                    aria-label={`${party.name}を当事者から外す`}
                    onClick={() =>
                      edit({ parties: parties.filter(({ organizationId }) => organizationId !== party.organizationId) })
                    }
                  >
                    外す
                  </Button>
                </div>
                <DateField
                  label={`${party.name}が合意した日`}
                  name={`parties.${index}.agreedOn`}
                  required={false}
                  value={party.agreedOn}
                  onChange={(agreedOn) =>
                    edit({ parties: parties.map((one, at) => (at === index ? { ...one, agreedOn } : one)) })
                  }
                />
              </div>
            </Card>
          </li>
        ))}
      </ul>
      <AddParty parties={parties} onAdd={(party) => edit({ parties: [...parties, party] })} />
    </Section>
  )
}

type Party = AgreementDraft['parties'][number]

function AddParty({ parties, onAdd }: { parties: readonly Party[]; onAdd: (party: Party) => void }) {
  const reading = useApi(listParties, {})
  const [chosen, setChosen] = useState('')
  const left = (reading.data?.organizations ?? []).filter(
    ({ id }) => !parties.some(({ organizationId }) => organizationId === id),
  )
  const organization = left.find(({ id }) => id === chosen)
  return (
    <div className="flex flex-col gap-3 sm:flex-row sm:items-end">
      <div className="sm:w-80">
        <Select
          label="当事者を加える"
          name="parties"
          value={organization === undefined ? '' : chosen}
          onChange={setChosen}
          choices={left.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      <Button
        icon="plus"
        disabled={organization === undefined}
        onClick={() => {
          if (organization === undefined) return
          onAdd({ organizationId: organization.id, name: organization.name, agreedOn: '' })
          setChosen('')
        }}
      >
        加える
      </Button>
    </div>
  )
}
