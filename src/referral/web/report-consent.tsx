import { type ConsentAnswerInput, consentCapacity, consentQuestion } from '#consent/consent-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { ChipGroup } from '#ui/chip-group.tsx'
import { SignaturePad } from '#ui/signature-pad.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useApi } from '#ui/use-api.ts'
import { CAPACITIES } from '../report-words.ts'
import type { ConsentDraft } from './report-draft.ts'
import type { FormPart } from './report-place-field.tsx'

const languages = [
  { value: 'ja', label: '日本語' },
  { value: 'ja-easy', label: 'やさしい日本語' },
] as const

const outcomes = [
  { value: 'given', label: 'はい', icon: 'check' },
  { value: 'refused', label: 'いいえ', icon: 'close' },
  { value: 'not-obtainable', label: '今は聞けない', icon: 'clock' },
] as const

const capacities = consentCapacity.options.map((value) => ({ value, label: CAPACITIES[value] }))

type ConsentPart = FormPart & {
  /** Where the question is asked: at a door with a tablet, or on the telephone with a script. */
  readonly where: 'door' | 'phone'
  /** The municipality of the window; absent while no window of this installation is known. */
  readonly tenantId: string | undefined
}

/** The preset question in the chosen language, the answer, who answers, and how it was given. */
export function ConsentField({ draft, edit, where, tenantId }: ConsentPart) {
  const { consent } = draft
  const question = useApi(consentQuestion, { query: { tenantId: tenantId ?? '' }, enabled: tenantId !== undefined })
  const change = (next: Partial<ConsentDraft>) => edit({ consent: { ...consent, ...next } })
  if (tenantId === undefined) return <NoQuestionYet />
  return (
    <Loaded reading={question}>
      {(asked) => {
        const wording = asked.wordings.find(({ language }) => language === consent.language) ?? asked.wordings[0]
        return (
          <div className="flex flex-col gap-5">
            <ChipGroup
              label="伺う言葉"
              size="small"
              choices={languages}
              value={consent.language}
              onChange={(language) => change({ language })}
            />
            {wording !== undefined && where === 'door' && <Wording wording={wording} />}
            <ChipGroup
              label="ご本人の答え"
              name="consent.outcome"
              hint={where === 'door' ? '画面をお見せして、ご本人に選んでいただくこともできます。' : undefined}
              choices={outcomes}
              value={consent.outcome === '' ? undefined : consent.outcome}
              onChange={(outcome) =>
                change({
                  outcome,
                  obtainedAt: new Date().toISOString(),
                  wordingVersion: wording?.version ?? '',
                })
              }
            />
            <AfterAnswer consent={consent} change={change} where={where} />
          </div>
        )
      }}
    </Loaded>
  )
}

function NoQuestionYet() {
  return (
    <p className="max-w-line text-solid-gray-700">
      場所を入力して担当の窓口が決まると、ここに同意を伺う文章が出ます。聞けなかったときは、そのまま進めます。
    </p>
  )
}

type Wordings = {
  question: string
  sentences: readonly string[]
  nothingChanges: string
  withdraw: string
  language: ConsentAnswerInput['language']
}

/** What the person reads or hears; "refusing changes nothing" stands out. */
export function Wording({ wording }: { wording: Wordings }) {
  return (
    <div
      lang="ja"
      className={`rounded-12 bg-solid-gray-50 p-4 md:p-6 ${wording.language === 'ja-easy' ? 'text-[1.125rem] leading-[1.9]' : ''}`}
    >
      <p className="text-std-20B-150">{wording.question}</p>
      <ul className="mt-3 flex list-disc flex-col gap-1 pl-6">
        {wording.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p className="mt-3 border-l-4 border-blue-900 bg-white p-3 font-bold">{wording.nothingChanges}</p>
      <p className="mt-3">{wording.withdraw}</p>
    </div>
  )
}

type AfterProps = {
  consent: ConsentDraft
  change: (next: Partial<ConsentDraft>) => void
  where: 'door' | 'phone'
}

function AfterAnswer({ consent, change, where }: AfterProps) {
  switch (consent.outcome) {
    case '':
      return null
    case 'not-obtainable':
      return (
        <TextField
          label="聞けなかったわけ"
          name="consent.whyNotObtainable"
          required={false}
          hint="例：お留守だった、体調が悪そうだった"
          value={consent.why}
          onChange={(why) => change({ why })}
        />
      )
    case 'refused':
      return (
        <>
          <WhoAnswers consent={consent} change={change} />
          <NotificationBanner tone="information" title="お断りは記録だけになります">
            お支払いや供給停止の扱いは変わりません。お名前やご住所が会社の外に伝わることもありません。ちらしはお渡しできます。
          </NotificationBanner>
        </>
      )
    case 'given':
      return (
        <>
          <WhoAnswers consent={consent} change={change} />
          {where === 'door' && (
            <SignaturePad
              label="ご署名"
              name="consent.signature"
              spokenLabel="口頭で伺いました（署名はしていません）"
              value={consent.signature ?? undefined}
              onChange={(signature) => change({ signature: signature ?? null })}
            />
          )}
        </>
      )
    default: {
      const never: never = consent.outcome
      return never
    }
  }
}

function WhoAnswers({ consent, change }: Omit<AfterProps, 'where'>) {
  return (
    <>
      <ChipGroup
        label="答えている方"
        name="consent.capacity"
        size="small"
        hint="ご家族というだけでは、代わりに同意できません。"
        choices={capacities}
        value={consent.capacity}
        onChange={(capacity) => change({ capacity })}
      />
      {consent.capacity !== 'self' && (
        <TextField
          label="答えた方のお名前と続柄"
          name="consent.spokenBy"
          required
          autoComplete="off"
          size="middle"
          value={consent.spokenBy}
          onChange={(spokenBy) => change({ spokenBy })}
        />
      )}
    </>
  )
}
