import { newRequestKey } from '#ui/api-client.ts'
import { Button } from '#ui/button.tsx'
import { ChipGroup } from '#ui/chip-group.tsx'
import { TextArea, TextField } from '#ui/text-field.tsx'
import type { MinutesView } from '../pack-contract.ts'
import { ACTION_KINDS, actionKinds } from '../support-conference.ts'
import { DueChips } from './due-chips.tsx'
import { type ActionDraft, type MinutesDraft, newAction } from './minutes-draft.ts'

type Members = MinutesView['members']
type Props = { value: MinutesDraft; set: (change: Partial<MinutesDraft>) => void; members: Members }

const nameOf = ({ organization, name }: Members[number]) => `${organization} ${name}`

/** Direction, roles and actions: the part that everybody who was called may be told. */
export function DecisionFields({ value, set, members }: Props) {
  return (
    <>
      <TextArea
        name="direction"
        label="支援の方針"
        required
        rows={3}
        hint="何を大事にして、だれがどう関わるかを書きます。プランは支援調整会議で決めます。"
        value={value.direction}
        onChange={(direction) => set({ direction })}
      />
      <fieldset className="flex min-w-0 flex-col gap-4">
        <legend className="mb-2 text-std-17B-170">それぞれの役割（決まった方だけ）</legend>
        {members.map((member) => (
          <TextField
            key={member.memberId}
            label={nameOf(member)}
            value={value.roles[member.memberId] ?? ''}
            onChange={(role) => set({ roles: { ...value.roles, [member.memberId]: role } })}
          />
        ))}
      </fieldset>
      <ActionFields value={value} set={set} members={members} />
    </>
  )
}

function ActionFields({ value: { actions }, set, members }: Props) {
  const edit = (id: string, change: Partial<ActionDraft>) =>
    set({ actions: actions.map((one) => (one.id === id ? { ...one, ...change } : one)) })
  return (
    <fieldset className="flex min-w-0 flex-col gap-4">
      <legend className="mb-2 text-std-17B-170">宿題（だれが・何を・いつまでに）</legend>
      {actions.map((action, index) => (
        <OneAction
          key={action.id}
          action={action}
          index={index}
          members={members}
          edit={(change) => edit(action.id, change)}
          onRemove={() => set({ actions: actions.filter(({ id }) => id !== action.id) })}
        />
      ))}
      {members.length > 0 && (
        <div>
          <Button icon="plus" onClick={() => set({ actions: [...actions, newAction(newRequestKey(), new Date())] })}>
            宿題を加える
          </Button>
        </div>
      )}
    </fieldset>
  )
}

type OneProps = {
  action: ActionDraft
  index: number
  members: Members
  edit: (change: Partial<ActionDraft>) => void
  onRemove: () => void
}

function OneAction({ action, index, members, edit, onRemove }: OneProps) {
  return (
    <div className="flex flex-col gap-4 rounded-12 border-1 border-solid-gray-420 p-4">
      <ChipGroup
        label={`宿題${index + 1}：だれが`}
        name={`actions.${index}.ownerMemberId`}
        size="small"
        value={action.ownerMemberId}
        onChange={(ownerMemberId) => edit({ ownerMemberId })}
        choices={members.map((member) => ({ value: member.memberId, label: nameOf(member) }))}
      />
      <ChipGroup
        label="何を"
        name={`actions.${index}.kind`}
        size="small"
        value={action.kind}
        onChange={(kind) => edit({ kind })}
        choices={actionKinds.map((kind) => ({ value: kind, label: ACTION_KINDS[kind] }))}
      />
      <DueChips name={`actions.${index}.dueOn`} value={action.dueOn} onChange={(dueOn) => edit({ dueOn })} />
      <TextArea
        name={`actions.${index}.what`}
        label="すること"
        required
        rows={2}
        hint="この言葉は、担当する方だけに伝わります。"
        value={action.what}
        onChange={(what) => edit({ what })}
      />
      <div>
        <Button kind="tertiary" icon="close" onClick={onRemove}>
          宿題{index + 1}を外す
        </Button>
      </div>
    </div>
  )
}

/** The part that stays in the case. */
export function RecordField({ value, set }: Pick<Props, 'value' | 'set'>) {
  return (
    <TextArea
      name="record"
      label="話し合いの記録（ケースだけに残す）"
      required={false}
      rows={6}
      hint="ケースを見られる方のほかには、だれにも伝わりません。"
      value={value.record}
      onChange={(record) => set({ record })}
    />
  )
}
