import { consentQuestion } from '#consent/consent-contract.ts'
import type { WindowCard } from '#organization/organization-contract.ts'
import { Icon } from '#ui/icon.tsx'
import { Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'

type CallerScriptProps = {
  window: WindowCard | undefined
  language: 'ja' | 'ja-easy'
}

/** What to say, in the order of the call: the window first, then the question of consent word by word. */
export function CallerScript({ window, language }: CallerScriptProps) {
  if (window === undefined) return null
  return (
    <Section title="お伝えする言葉">
      <Spoken label="窓口のご案内" sentences={guidance(window)} />
      {window.tenantId === undefined ? (
        <p className="text-solid-gray-700">
          この窓口には、ともしびから送れません。お電話番号をお伝えして、ご本人からの相談をおすすめできます。
        </p>
      ) : (
        <ConsentScript tenantId={window.tenantId} language={language} />
      )}
    </Section>
  )
}

function guidance({ name, section, answersNow, phone, hoursText }: WindowCard): readonly string[] {
  const number = phone ?? answersNow.phone
  return [
    `お住まいの地域に、生活の相談を受ける窓口があります。「${name}」（${section}）です。`,
    ...(number === undefined ? [] : [`お電話は ${number} です。`]),
    ...(hoursText === undefined ? [] : [`受付は、${hoursText}です。`]),
    '相談は無料です。お支払いのことも、暮らしのことも話せます。',
  ]
}

function ConsentScript({ tenantId, language }: { tenantId: string; language: 'ja' | 'ja-easy' }) {
  const question = useApi(consentQuestion, { query: { tenantId } })
  return (
    <Loaded reading={question}>
      {({ oralScript, wordings }) => {
        const easy = wordings.find((wording) => wording.language === 'ja-easy')
        const sentences =
          language === 'ja-easy' && easy !== undefined
            ? [easy.question, ...easy.sentences, easy.nothingChanges, easy.withdraw]
            : oralScript
        return <Spoken label="同意を伺う（このまま読み上げます）" sentences={sentences} />
      }}
    </Loaded>
  )
}

function Spoken({ label, sentences }: { label: string; sentences: readonly string[] }) {
  return (
    <div className="rounded-12 bg-solid-gray-50 p-4">
      <p className="flex items-center gap-2 font-bold">
        <Icon name="speech" className="size-5" />
        {label}
      </p>
      <ul className="mt-2 flex flex-col gap-2">
        {sentences.map((sentence) => (
          <li key={sentence} className="border-l-4 border-blue-200 pl-3">
            {sentence}
          </li>
        ))}
      </ul>
    </div>
  )
}
