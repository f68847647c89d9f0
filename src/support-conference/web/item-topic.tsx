import { ChipGroup } from '#ui/chip-group.tsx'
import { TextField } from '#ui/text-field.tsx'
import { ITEM_TOPICS, type ItemTopic, itemTopics } from '../support-conference.ts'

export type TopicDraft = { readonly topic: ItemTopic | undefined; readonly minutes: string }
export const usualTopic: TopicDraft = { topic: undefined, minutes: '20' }

/** Minutes as typed; undefined while they are no number from 1 to 240. */
export function minutesOf({ minutes }: TopicDraft): number | undefined {
  const read = Number(minutes.normalize('NFKC').trim())
  return Number.isInteger(read) && read >= 1 && read <= 240 ? read : undefined
}

type Props = {
  draft: TopicDraft
  edit: (change: Partial<TopicDraft>) => void
  missing: string | undefined
  onlyMinutes?: boolean | undefined
}

/** What an item is about, from a closed list, and how long it is given. */
export function TopicFields({ draft, edit, missing, onlyMinutes = false }: Props) {
  return (
    <>
      {!onlyMinutes && (
        <ChipGroup
          label="何についての案件ですか"
          name="topic"
          required
          size="small"
          hint="呼ばれた方のお知らせに出るのは、この種類だけです。"
          error={missing}
          value={draft.topic}
          onChange={(topic) => edit({ topic })}
          choices={itemTopics.map((one) => ({ value: one, label: ITEM_TOPICS[one] }))}
        />
      )}
      <TextField
        label="予定の時間"
        name="minutesPlanned"
        required
        size="short"
        unit="分"
        inputMode="numeric"
        error={minutesOf(draft) === undefined ? '1から240までの数字で入れてください。' : undefined}
        value={draft.minutes}
        onChange={(minutes) => edit({ minutes })}
      />
    </>
  )
}
