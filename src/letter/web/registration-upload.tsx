import { useState } from 'react'
import { api } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { FieldFrame } from '#ui/text-field.tsx'
import { LARGEST_REGISTRATION, registerLetters, registrationShape } from '../bulk/registration-contract.ts'

type Outcome = { tone: 'success' | 'error'; title: string; detail?: string }

/** `registration.json` of a print run goes up in parts; the same file again changes nothing. */
export function RegistrationUpload() {
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined)
  const [busy, setBusy] = useState(false)
  async function take(file: File | undefined) {
    if (file === undefined) return
    setBusy(true)
    setOutcome(await register(await file.text()))
    setBusy(false)
  }
  return (
    <div className="flex flex-col gap-4">
      <FieldFrame
        label="登録ファイル（registration.json）"
        hint="お名前もご契約も入っていません。登録すると、お手紙のQRコードがご本人のページを開くようになります。"
      >
        {({ id, looks, describedBy }) => (
          <input
            id={id}
            type="file"
            accept="application/json,.json"
            className={looks}
            aria-describedby={describedBy}
            disabled={busy}
            onChange={({ currentTarget }) => void take(currentTarget.files?.[0])}
          />
        )}
      </FieldFrame>
      {busy && <p aria-live="polite">登録しています…</p>}
      {outcome !== undefined && (
        <NotificationBanner tone={outcome.tone} live title={outcome.title}>
          {outcome.detail}
        </NotificationBanner>
      )}
    </div>
  )
}

async function register(text: string): Promise<Outcome> {
  const file = readFile(text)
  if (file === undefined)
    return { tone: 'error', title: 'お手紙の登録ファイルではないようです。registration.json をお選びください。' }
  const { letters, ...head } = file
  let registered = 0
  let known = 0
  const clashes: string[] = []
  try {
    for (let from = 0; from < letters.length; from += LARGEST_REGISTRATION) {
      const body = { ...head, letters: letters.slice(from, from + LARGEST_REGISTRATION) }
      const done = await api(registerLetters, { body })
      registered += done.registered
      known += done.known
      clashes.push(...done.clashes)
    }
  } catch (problem) {
    const title = problem instanceof Error ? problem.message : '登録できませんでした。'
    return {
      tone: 'error',
      title,
      detail: `ここまでに${registered}通を登録しました。同じファイルで続きから登録できます。`,
    }
  }
  const told = known > 0 ? `${known}通は、すでに登録されていました。` : ''
  const same = clashes.length > 0 ? `番号が重なったお手紙：${clashes.join('、')}。QRコードは使えます。` : ''
  return {
    tone: 'success',
    title: `${registered.toLocaleString('ja-JP')}通のお手紙を登録しました`,
    detail: `${told}${same}`,
  }
}

function readFile(text: string) {
  try {
    const read = registrationShape.safeParse(JSON.parse(text))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}
