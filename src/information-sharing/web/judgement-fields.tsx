import { addDays, todayInJapan } from '#kernel/calendar-date.ts'
import { Button } from '#ui/button.tsx'
import { CheckboxGroup, RadioGroup } from '#ui/choice-field.tsx'
import { DateField } from '#ui/date-field.tsx'
import { MomentField } from '#ui/moment-field.tsx'
import { TextArea, TextField } from '#ui/text-field.tsx'
import { DATA_CATEGORIES, dataCategories } from '../category-words.ts'
import {
  aboveMinimum,
  HARDNESS,
  hardnesses,
  INTERESTS,
  interests,
  type JudgementPart,
  ROUTES,
  routesFor,
} from '../judgement.ts'
import { JudgementAttempts } from './judgement-attempts.tsx'
import type { JudgementDraft } from './judgement-draft.ts'

export type PartProps = { draft: JudgementDraft; edit: (change: Partial<JudgementDraft>) => void }

/** The fields of one part of the guide. */
export function PartFields({ part, draft, edit }: PartProps & { part: JudgementPart }) {
  switch (part) {
    case 'interest':
      return (
        <RadioGroup
          label="守るもの"
          value={draft.interest}
          onChange={(interest) => edit({ interest })}
          choices={interests.map((value) => ({ value, label: INTERESTS[value] }))}
        />
      )
    case 'facts':
      return <Facts draft={draft} edit={edit} />
    case 'attempts':
      return <JudgementAttempts attempts={draft.attempts} onChange={(attempts) => edit({ attempts })} />
    case 'why-hard':
      return <WhyHard draft={draft} edit={edit} />
    case 'necessity':
      return (
        <TextArea
          label="渡す必要"
          rows={2}
          value={draft.necessity ?? ''}
          onChange={(necessity) => edit({ necessity })}
        />
      )
    case 'no-unjust-harm':
      return (
        <TextArea
          label="権利を損なわないと言える理由"
          rows={2}
          value={draft.noUnjustHarm ?? ''}
          onChange={(noUnjustHarm) => edit({ noUnjustHarm })}
        />
      )
    case 'categories':
      return <Categories draft={draft} edit={edit} />
    default:
      return <LaterPart part={part} draft={draft} edit={edit} />
  }
}

function LaterPart({ part, draft, edit }: PartProps & { part: JudgementPart }) {
  switch (part) {
    case 'provision':
      return (
        <TextField
          label="法律の名前と条"
          hint="例：高齢者虐待防止法第7条第1項"
          value={draft.provision ?? ''}
          onChange={(provision) => edit({ provision })}
        />
      )
    case 'route':
      return (
        <RadioGroup
          label="道すじ"
          value={draft.route}
          onChange={(route) => edit({ route })}
          choices={routesFor(draft.ground).map((value) => ({ value, label: ROUTES[value] }))}
        />
      )
    case 'valid-until':
      return (
        <SoonDay label="いつまで" days={validFor} value={draft.validUntil} set={(validUntil) => edit({ validUntil })} />
      )
    case 'ask-again':
      return (
        <SoonDay
          label="あらためて伺う日"
          days={askIn}
          value={draft.askAgainOn}
          set={(askAgainOn) => edit({ askAgainOn })}
        />
      )
    case 'telling':
      return <Telling draft={draft} edit={edit} />
    case 'item':
      return <p>支援会議の画面で、招かれた議題の「資料を出す」から始めると、議題が入ります。</p>
    case 'request':
      return <p>届いた協力の求めの「回答する」から始めると、求めの番号が入ります。</p>
    default:
      return null
  }
}

function Facts({ draft, edit }: PartProps) {
  return (
    <>
      <MomentField
        label="いちばん新しく見聞きした日時"
        value={draft.factsObservedAt}
        onChange={(factsObservedAt) => edit({ factsObservedAt })}
      />
      <TextArea
        label="見たこと・聞いたこと"
        hint="例：3日続けて新聞がたまり、呼びかけに返事がない。窓越しに、床に座り込んだ姿が見えた。"
        value={draft.facts ?? ''}
        onChange={(facts) => edit({ facts })}
      />
    </>
  )
}

/** "Declined" belongs to the conference: a plain no is no difficulty in asking. */
function WhyHard({ draft, edit }: PartProps) {
  const choices = hardnesses.filter((value) => value !== 'declined' || draft.ground === 'support-conference')
  return (
    <>
      <RadioGroup
        label="いちばん近いもの"
        value={draft.hardness}
        onChange={(hardness) => edit({ hardness })}
        choices={choices.map((value) => ({ value, label: HARDNESS[value] }))}
      />
      <TextArea
        label="その理由を一文で"
        rows={2}
        value={draft.whyHard ?? ''}
        onChange={(whyHard) => edit({ whyHard })}
      />
    </>
  )
}

function Categories({ draft, edit }: PartProps) {
  return (
    <>
      <CheckboxGroup
        label="渡すもの"
        value={draft.categories}
        onChange={(categories) => edit({ categories: [...categories] })}
        choices={dataCategories.map((value) => ({ value, label: DATA_CATEGORIES[value] }))}
      />
      {aboveMinimum(draft.categories).length > 0 && (
        <TextArea
          label="お支払いの状況まで渡す理由"
          hint="いちばん小さい範囲を超えるので、一文の理由が要ります。"
          rows={2}
          value={draft.arrearsReason ?? ''}
          onChange={(arrearsReason) => edit({ arrearsReason })}
        />
      )}
    </>
  )
}

const validFor = [
  { days: 14, label: '2週間後' },
  { days: 30, label: '30日後' },
  { days: 90, label: '90日後' },
] as const
const askIn = [
  { days: 7, label: '1週間後' },
  { days: 14, label: '2週間後' },
  { days: 30, label: '30日後' },
] as const

type SoonDayProps = {
  label: string
  days: readonly { days: number; label: string }[]
  value: string
  set: (date: string) => void
}

/** A day ahead in one press, or any other day typed. */
function SoonDay({ label, days, value, set }: SoonDayProps) {
  const today = todayInJapan(new Date())
  return (
    <div className="flex flex-col gap-3">
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">{label}を選ぶ</legend>
        {days.map((one) => (
          <Button key={one.days} onClick={() => set(addDays(today, one.days))}>
            {one.label}
          </Button>
        ))}
      </fieldset>
      <DateField label={label} value={value} onChange={set} />
    </div>
  )
}

function Telling({ draft, edit }: PartProps) {
  return (
    <>
      <RadioGroup
        label="ご本人に知らせること"
        value={draft.telling}
        onChange={(telling) => edit({ telling })}
        choices={[
          { value: 'later', label: '知らせる日を決める' },
          { value: 'not-now', label: 'いまは知らせない', hint: '知らせると危険が増すときなど。見直す日を決めます。' },
        ]}
      />
      {draft.telling === 'later' && (
        <SoonDay label="知らせる日" days={askIn} value={draft.tellOn} set={(tellOn) => edit({ tellOn })} />
      )}
      {draft.telling === 'not-now' && (
        <>
          <TextArea
            label="いまは知らせない理由"
            rows={2}
            value={draft.notTold ?? ''}
            onChange={(notTold) => edit({ notTold })}
          />
          <SoonDay
            label="理由を見直す日"
            days={askIn}
            value={draft.notToldUntil}
            set={(notToldUntil) => edit({ notToldUntil })}
          />
        </>
      )}
    </>
  )
}
