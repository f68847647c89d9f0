import { CONCLUSIONS, REPORT_KINDS } from '#referral/referral-words-contract.ts'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import type { IconName } from '#ui/icon.tsx'
import { TimeLine, type TimeLineItem } from '#ui/time-line.tsx'
import type { CaseEntryView, EntryContent } from '../case-entry-contract.ts'
import { CONTACT_WAYS, SERVICES } from '../support-case.ts'
import type { CaseView } from '../support-case-contract.ts'
import { daysWords, dayText, instantText, todayText } from './case-words.ts'

type Props = { view: CaseView; onCorrect: (entry: CaseEntryView) => void }

/** Ahead first (the stop date as a red line), then what happened, the newest first. */
export function CaseTimeLine({ view, onCorrect }: Props) {
  const past = view.timeLine.filter(({ correctedBy }) => correctedBy === undefined).toReversed()
  const items = [...aheadOf(view), ...past.map((entry) => itemOf(entry, { view, onCorrect }))]
  return <TimeLine label="世帯の時間の流れ" items={items} />
}

function aheadOf(view: CaseView): readonly TimeLineItem[] {
  const { stopOn, daysLeft, followUpOn, state, timeLine } = view
  if (state === 'concluded') return []
  const today = todayText()
  const plan = timeLine.findLast(
    ({ content, correctedBy }) => content.kind === 'approach-plan' && correctedBy === undefined,
  )
  const planned = plan?.content.kind === 'approach-plan' ? plan.content : undefined
  const items: (TimeLineItem & { day: string })[] = []
  if (stopOn !== undefined && daysLeft !== undefined && daysLeft >= 0) {
    items.push({
      key: 'stop',
      day: stopOn,
      when: `${dayText(stopOn)}（${daysWords(daysLeft)}）`,
      title: '供給が止まる予定の日',
      icon: 'bolt',
      tone: 'stop',
    })
  }
  if (followUpOn !== undefined && followUpOn >= today) {
    items.push({
      key: 'follow',
      day: followUpOn,
      when: dayText(followUpOn),
      title: 'その後を確かめる日',
      icon: 'calendar',
      tone: 'ahead',
    })
  }
  if (planned !== undefined && planned.on >= today && view.lastAttempt === undefined) {
    items.push({
      key: 'plan',
      day: planned.on,
      when: `${dayText(planned.on)} ${planned.timeNote ?? ''}`,
      title: `${CONTACT_WAYS[planned.way]}の予定（${planned.who}）`,
      icon: 'calendar',
      tone: 'ahead',
    })
  }
  return items.toSorted((one, other) => other.day.localeCompare(one.day))
}

function itemOf(entry: CaseEntryView, { view, onCorrect }: Props): TimeLineItem {
  const { content } = entry
  const old = view.timeLine.find(({ id }) => id === entry.corrects)
  const correctable = view.allowed.includes('correct') && isCorrectable(content)
  return {
    key: entry.id,
    when: instantText(entry.at),
    title: titleOf(content),
    icon: iconOf(content),
    by: entry.by.name,
    body: (
      <>
        <EntryBody content={content} />
        {old !== undefined && (
          <Disclosure summary={`直す前の記録（${instantText(old.writtenAt)} ${old.by.name}）`}>
            <p className="font-bold">{titleOf(old.content)}</p>
            <EntryBody content={old.content} />
          </Disclosure>
        )}
        {correctable && (
          <p data-print="never">
            <Button kind="tertiary" icon="edit" className="-ml-4" onClick={() => onCorrect(entry)}>
              直す<span className="sr-only">：{titleOf(content)}</span>
            </Button>
          </p>
        )}
      </>
    ),
  }
}

/** Lines that a worker wrote; what came from a company and the end stand as they are. */
function isCorrectable({ kind }: EntryContent): boolean {
  return !['joined', 'came-forward', 'conclusion', 'reopened', 'meeting'].includes(kind)
}

function titleOf(content: EntryContent): string {
  switch (content.kind) {
    case 'came-forward':
      return 'ご本人が、連絡がほしいと申し出られました'
    case 'joined':
      return `${content.reporter}からの通報（${REPORT_KINDS[content.reportKind]}）`
    case 'approach-plan':
      return '訪ね方の計画'
    case 'attempt':
      return `${CONTACT_WAYS[content.way]}：${reachedWords(content)}`
    case 'note':
      return 'メモ'
    case 'connection':
      return `${SERVICES[content.service]}につないだ`
    case 'follow-up':
      return `次に確かめる日を${dayText(content.on)}にした`
    case 'conclusion':
      return `終了：${CONCLUSIONS[content.code].label}`
    case 'reopened':
      return 'もう一度始めた'
    case 'meeting':
      return `${content.meeting === 'support-conference' ? '支援会議' : '支援調整会議'}（${dayText(content.on)}）`
    default: {
      const never: never = content
      return never
    }
  }
}

/** A letter only goes out; the other ways reach somebody or not. */
export function reachedWords({ way, reached }: { way: keyof typeof CONTACT_WAYS; reached: boolean }): string {
  if (way === 'letter') return '出した'
  if (way === 'mail') return reached ? '返事があった' : '送った'
  return reached ? '話せた' : '会えなかった・出られなかった'
}

const icons = {
  joined: 'mail',
  'came-forward': 'speech',
  'approach-plan': 'document',
  attempt: 'hand',
  note: 'edit',
  connection: 'people',
  'follow-up': 'calendar',
  conclusion: 'check',
  reopened: 'undo',
  meeting: 'people',
} as const satisfies Record<EntryContent['kind'], IconName>
const wayIcons = { visit: 'home', phone: 'phone', letter: 'mail', office: 'building', mail: 'mail' } as const

function iconOf(content: EntryContent): IconName {
  return content.kind === 'attempt' ? wayIcons[content.way] : icons[content.kind]
}

function EntryBody({ content }: { content: EntryContent }) {
  switch (content.kind) {
    case 'came-forward':
    case 'meeting':
      return <Pairs pairs={content.lines.map(({ label, value }) => [label, value])} />
    case 'joined':
      return (
        <Disclosure summary="届いた内容">
          <Pairs pairs={content.lines.map(({ label, value }) => [label, value])} />
        </Disclosure>
      )
    case 'approach-plan':
      return (
        <Pairs
          pairs={[
            [
              'いつ・だれが',
              `${dayText(content.on)} ${content.timeNote ?? ''} ${CONTACT_WAYS[content.way]}（${content.who}）`,
            ],
            ['尊厳', content.dignity],
            ['負担', content.burden],
            ['ためらい', content.reluctance],
            ['言わないこと', content.notToSay],
          ]}
        />
      )
    case 'attempt':
      return <Words text={[content.withoutPlanBecause && `急いだ理由：${content.withoutPlanBecause}`, content.note]} />
    case 'note':
      return <Words text={[content.text]} />
    case 'connection':
      return <Words text={[`${dayText(content.on)}${content.place ? `・${content.place}` : ''}`, content.note]} />
    case 'follow-up':
    case 'conclusion':
      return <Words text={[content.note]} />
    case 'reopened':
      return <Words text={[content.because]} />
    default: {
      const never: never = content
      return never
    }
  }
}

function Words({ text }: { text: readonly (string | undefined)[] }) {
  const words = text.filter((one) => one !== undefined && one !== '')
  return words.length === 0 ? null : <p className="max-w-line whitespace-pre-wrap">{words.join('\n')}</p>
}

function Pairs({ pairs }: { pairs: readonly (readonly [string, string | undefined])[] }) {
  return (
    <dl className="flex flex-col gap-1">
      {pairs.map(([term, value]) =>
        value === undefined || value === '' ? null : (
          <div key={term} className="grid grid-cols-1 gap-x-3 sm:grid-cols-[7rem_minmax(0,1fr)]">
            <dt className="text-solid-gray-700">{term}</dt>
            <dd className="min-w-0 whitespace-pre-wrap">{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
