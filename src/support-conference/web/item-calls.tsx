import { useState } from 'react'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { ChipGroup } from '#ui/chip-group.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { CheckboxGroup } from '#ui/choice-field.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Section } from '#ui/page.tsx'
import { useSend } from '#ui/use-api.ts'
import { DATA_CATEGORIES, type DataCategory, dataCategories } from '../category-words.ts'
import { MEMBER_KINDS, type MemberKind, memberKinds } from '../member-kinds.ts'
import { callToItem, getSitting, type SittingItem, type SittingView } from '../sitting-contract.ts'
import { Facts, SecrecyChip, SendProblem } from './conference-parts.tsx'

type Props = { view: SittingView; item: SittingItem; onReread: () => void }
type Asked = Readonly<Record<string, readonly DataCategory[]>>

/** Who is called to one item: those of the by-laws stand chosen, everybody else by one tap; and what each brings. */
export function ItemCalls({ view, item, onReread }: Props) {
  const before = item.called.map(({ memberId }) => memberId)
  const [chosen, setChosen] = useState<readonly string[]>(before)
  const [asked, setAsked] = useState<Asked>(Object.fromEntries(item.called.map((one) => [one.memberId, one.asked])))
  const send = useSend(callToItem, { makesStale: [getSitting] })
  if (!item.allowed.includes('call-member')) return <CalledOnly item={item} />
  const save = () =>
    send.mutate({
      params: { id: item.id },
      body: {
        version: item.version,
        calls: chosen.map((memberId) => ({ memberId, asked: [...(asked[memberId] ?? [])] })),
      },
    })
  const dropped = item.called.filter(({ memberId, pack }) => !chosen.includes(memberId) && pack.state !== 'none')
  return (
    <Section title="この案件に呼ぶ方" aside={<span className="figures">{chosen.length}名</span>}>
      <p className="max-w-line">
        運営要領でいつも呼ぶ方は、はじめから入っています。呼ばれていない方には、資料も、この案件があることも見えません。
      </p>
      <Choosing view={view} chosen={chosen} onChoose={setChosen} asked={asked} onAsk={setAsked} />
      {dropped.length > 0 && (
        <p className="font-bold">
          外した方（{dropped.map(({ name }) => name).join('、')}）に渡した資料は、保存するとすぐに閉じます。
        </p>
      )}
      <SendProblem error={send.error} onReread={onReread} />
      <ButtonRow>
        <Button icon="check" busy={send.isPending} busyLabel="保存しています…" onClick={save}>
          呼ぶ方を決める
        </Button>
        {send.isSuccess && <p role="status">保存しました。{chosen.length}名を呼びます。</p>}
      </ButtonRow>
    </Section>
  )
}

type ChoosingProps = {
  view: SittingView
  chosen: readonly string[]
  onChoose: (chosen: readonly string[]) => void
  asked: Asked
  onAsk: (asked: Asked) => void
}

function Choosing({ view, chosen, onChoose, asked, onAsk }: ChoosingProps) {
  return view.roster.length === 0 ? (
    <EmptyState
      title="名簿に、招くことができる方がいません"
      action={<LinkButton href={`/conference/bodies/${view.bodyId}`}>構成員名簿へ</LinkButton>}
    />
  ) : (
    <>
      <Members roster={view.roster} chosen={chosen} onChange={onChoose} />
      <Asking
        roster={view.roster.filter(
          ({ memberId, kind }) => chosen.includes(memberId) && bringsWords(kind, asked[memberId]),
        )}
        asked={asked}
        onChange={(id, categories) => onAsk({ ...asked, [id]: categories })}
      />
    </>
  )
}

/** The office and the agency hold what they know already; everybody else may be asked. */
const bringsWords = (kind: MemberKind, asked: readonly DataCategory[] | undefined) =>
  (asked?.length ?? 0) > 0 || (kind !== 'host-office' && kind !== 'consultation-agency')

type Roster = SittingView['roster']
type MembersProps = { roster: Roster; chosen: readonly string[]; onChange: (chosen: readonly string[]) => void }

/** One chip for each person, under the kind they sit for. */
function Members({ roster, chosen, onChange }: MembersProps) {
  const kinds = memberKinds.filter((kind) => roster.some((one) => one.kind === kind))
  return (
    <div className="grid grid-cols-1 gap-4 md:grid-cols-2">
      {kinds.map((kind) => {
        const people = roster.filter((one) => one.kind === kind)
        const ids = people.map(({ memberId }) => memberId)
        return (
          <ChipGroup
            key={kind}
            label={MEMBER_KINDS[kind]}
            size="small"
            many
            value={chosen.filter((id) => ids.includes(id))}
            onChange={(of) => onChange([...chosen.filter((id) => !ids.includes(id)), ...of])}
            choices={people.map(({ memberId, name, organization, signed, always }) => ({
              value: memberId,
              label: `${organization} ${name}`,
              hint:
                [always ? 'いつも呼ぶ方' : '', signed ? '' : '守秘の確認がまだ']
                  .filter((word) => word !== '')
                  .join('・') || undefined,
            }))}
          />
        )
      })}
    </div>
  )
}

type AskingProps = { roster: Roster; asked: Asked; onChange: (id: string, categories: readonly DataCategory[]) => void }

/** What each organisation is asked to bring; nothing else may come from it for this item. */
function Asking({ roster, asked, onChange }: AskingProps) {
  if (roster.length === 0) return null
  return (
    <div className="flex flex-col gap-1">
      <h3 className="text-std-17B-170">持ってきていただくこと</h3>
      <p className="mb-1 max-w-line">
        選んだ項目だけを、その機関から受け取れます。ご本人の同意がないときは、同じ根拠が要ります。
      </p>
      {roster.map(({ memberId, name, organization, kind }) => {
        const of = asked[memberId] ?? []
        const words = of.length === 0 ? 'お願いしていません' : of.map((one) => DATA_CATEGORIES[one]).join('、')
        return (
          <Disclosure
            key={memberId}
            summary={`${organization} ${name}：${words}`}
            open={kind === 'supply-company' && of.length === 0}
          >
            <CheckboxGroup
              label={`${organization} ${name}に、持ってきていただくこと`}
              value={of}
              onChange={(next) =>
                onChange(
                  memberId,
                  dataCategories.filter((one) => next.includes(one)),
                )
              }
              choices={dataCategories.map((one) => ({ value: one, label: DATA_CATEGORIES[one] }))}
            />
          </Disclosure>
        )
      })}
    </div>
  )
}

function CalledOnly({ item: { called } }: { item: SittingItem }) {
  return (
    <Section title={`この案件に呼んだ方 ${called.length}名`}>
      <ul className="flex flex-col">
        {called.map(({ callId, organization, name, kind, signed, hasAccount }) => (
          <li key={callId} className="border-t-1 border-solid-gray-420 py-3 last:border-b-1">
            <Facts>
              <span className="font-bold">
                {organization} {name}
              </span>
              <span>{MEMBER_KINDS[kind]}</span>
              <SecrecyChip signed={signed} />
              {!hasAccount && <ChipLabel icon="print">紙でお渡しする方</ChipLabel>}
            </Facts>
          </li>
        ))}
      </ul>
    </Section>
  )
}
