import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { Form } from '#ui/form.tsx'
import { Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { Select } from '#ui/text-field.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { type DutyHouse, namePrivacyOfficer, readPrivacyDuties } from '../access-review-contract.ts'

type Person = { readonly id: string; readonly name: string }

/** Who judges: named by the officer in charge, or else every officer. */
export function PrivacyDuties() {
  const reading = useApi(readPrivacyDuties, {})
  return (
    <Section title="個人情報の保護責任者">
      <p className="max-w-line">決めていないときは、市の主管部局の全員が務めます。窓口ごとに決めることもできます。</p>
      <Loaded reading={reading}>
        {({ houses, candidates, mayName }) => (
          <ul className="flex flex-col gap-4">
            {houses.map((house) => (
              <li key={house.organizationId ?? 'town'} className="rounded-12 border-1 border-solid-gray-420 p-4 md:p-6">
                <House house={house} candidates={mayName ? candidates : []} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  )
}

function House({ house, candidates }: { house: DutyHouse; candidates: readonly Person[] }) {
  const [userId, setUserId] = useState('')
  const send = useSend(namePrivacyOfficer, { makesStale: [readPrivacyDuties] })
  const { organizationId, name, named, inForce } = house
  const change = (who: string, ended: boolean) =>
    send.mutate(
      { body: { userId: who, ended, ...(organizationId === undefined ? {} : { organizationId }) } },
      { onSuccess: () => setUserId('') },
    )
  return (
    <div className="flex flex-col gap-3">
      <h3 className="font-bold">{name}</h3>
      <p>
        いまの責任者：{inForce.map((one) => one.name).join('、') || 'いません'}
        {named.length === 0 && '（決めていないため）'}
      </p>
      {candidates.length > 0 && (
        <Form problems={send.error?.fields} onSubmit={() => change(userId, false)} label={`${name}の責任者`}>
          <Select
            label="責任者にする人"
            name="userId"
            value={userId}
            onChange={setUserId}
            choices={candidates.map((one) => ({ value: one.id, label: one.name }))}
          />
          {send.error !== null && send.error.fields.length === 0 && (
            <NotificationBanner tone="error" live title={send.error.title} />
          )}
          <ButtonRow>
            <Button type="submit" busy={send.isPending}>
              {name}の責任者に決める
            </Button>
            {named.map((one) => (
              <Button key={one.id} kind="tertiary" busy={send.isPending} onClick={() => change(one.id, true)}>
                {one.name}さんを外す
              </Button>
            ))}
          </ButtonRow>
        </Form>
      )}
    </div>
  )
}
