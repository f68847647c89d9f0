import { useState } from 'react'
import { api } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Section } from '#ui/page.tsx'
import { ApiProblem } from '#ui/problem.ts'
import { takeScreeningPack } from '../screening-terms-contract.ts'
import { saveJson } from './save-file.ts'

type Told = { readonly tone: 'success' | 'error'; readonly title: string }

/** The company takes its conditions and windows home as one file. */
export function TakePack() {
  const [told, setTold] = useState<Told>()
  const [busy, setBusy] = useState(false)
  async function take() {
    setBusy(true)
    try {
      const pack = await api(takeScreeningPack, {})
      saveJson('pack.json', pack)
      setTold({
        tone: 'success',
        title: `条件ファイル（pack.json）を保存しました。協定${pack.agreements.length}件、相談窓口${pack.windows.length}件が入っています。`,
      })
    } catch (cause) {
      setTold({ tone: 'error', title: cause instanceof ApiProblem ? cause.title : 'ファイルを作れませんでした。' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Section title="条件を会社の手元で使うには">
      <p className="max-w-line">
        いま有効な協定の条件と、ご案内に載せる相談窓口を、一つのファイルにします。お客さまの情報は入りません。このファイルがあれば、ネットワークにつながないパソコンでも、ご案内する方を選び、お手紙を作れます。
      </p>
      {told !== undefined && <NotificationBanner tone={told.tone} live title={told.title} />}
      <div>
        <Button icon="document" busy={busy} busyLabel="作っています…" onClick={() => void take()}>
          条件ファイルを受け取る
        </Button>
      </div>
    </Section>
  )
}
