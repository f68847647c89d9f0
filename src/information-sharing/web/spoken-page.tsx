import { useState } from 'react'
import { newRequestKey } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, LinkButton } from '#ui/button.tsx'
import { ChipGroup } from '#ui/chip-group.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Form } from '#ui/form.tsx'
import { instantOf, MomentField, typedMoment } from '#ui/moment-field.tsx'
import { Page } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { useSend } from '#ui/use-api.ts'
import { DATA_CATEGORIES, type DataCategory, dataCategories } from '../category-words.ts'
import { recordSpokenFeedback, recordSpokenSharing } from '../spoken/spoken-contract.ts'
import { SPOKEN_WAYS, type SpokenWay, spokenWays } from '../who-was-told.ts'

/** What was said on the telephone or at a meeting, written into the ledger: `?report=` at a company, `?referral=` at an agency. */
export function SpokenPage({ search }: ScreenProps) {
  const [report, referral] = [search.get('report'), search.get('referral')]
  const back = report === null ? `/referrals/${referral}` : `/reports/${report}`
  return (
    <Page
      title="電話や対面で、何を伝えましたか"
      lead="口頭で伝えたことも、送ったときと同じ決まりで確かめ、台帳に残します。ご本人のページとお手紙にも載ります。"
      back={{ href: report === null && referral === null ? '/' : back, label: '前の画面に戻る' }}
    >
      {report !== null && <ToAgency reportId={report} />}
      {report === null && referral !== null && <ToCompany referralId={referral} />}
      {report === null && referral === null && (
        <EmptyState title="どの連絡についてかを選びます" action={<LinkButton href="/">ホームに戻る</LinkButton>}>
          連絡の画面にある「口頭で伝えたことを記録する」から開けます。
        </EmptyState>
      )}
    </Page>
  )
}

const ways = spokenWays.map((value) => ({ value, label: SPOKEN_WAYS[value] }))

/** How and when: the same for both directions. */
function useSpoken() {
  const [id, setId] = useState(newRequestKey)
  const [way, setWay] = useState<SpokenWay>('phone')
  const [at, setAt] = useState(() => typedMoment(new Date().toISOString()))
  return { id, way, setWay, at, setAt, spokenAt: instantOf(at), renew: () => setId(newRequestKey()) }
}

function HowAndWhen({ way, setWay, at, setAt }: ReturnType<typeof useSpoken>) {
  return (
    <>
      <ChipGroup label="どのように伝えましたか" name="way" size="small" choices={ways} value={way} onChange={setWay} />
      <MomentField label="いつ伝えましたか" name="spokenAt" value={at} onChange={setAt} />
    </>
  )
}

const unread = { path: 'spokenAt', message: '伝えた日時を入れてください。' }

function ToAgency({ reportId }: { reportId: string }) {
  const spoken = useSpoken()
  const [categories, setCategories] = useState<readonly DataCategory[]>([])
  const [tried, setTried] = useState(false)
  const send = useSend(recordSpokenSharing)
  const { id, way, spokenAt, renew } = spoken
  function write() {
    setTried(spokenAt === undefined)
    if (spokenAt === undefined) return
    const body = { id, categories: [...categories], way, spokenAt }
    send.mutate({ params: { id: reportId }, body }, { onSuccess: renew })
  }
  return (
    <Form label="窓口に伝えたこと" problems={tried ? [unread] : send.error?.fields} onSubmit={write}>
      <Written send={send} />
      <ChipGroup
        many
        label="窓口に、何を伝えましたか"
        name="categories"
        size="small"
        choices={dataCategories.map((value) => ({ value, label: DATA_CATEGORIES[value] }))}
        value={categories}
        onChange={setCategories}
      />
      <HowAndWhen {...spoken} />
      <Button type="submit" busy={send.isPending}>
        台帳に書く
      </Button>
    </Form>
  )
}

const wordsBack = [
  { value: 'received', label: '連絡を受け取ったこと' },
  { value: 'contacted', label: 'お会いできた、お話しできたこと' },
  { value: 'supported', label: '支援につながったこと' },
  { value: 'closed', label: '対応が終わったこと' },
] as const

function ToCompany({ referralId }: { referralId: string }) {
  const spoken = useSpoken()
  const [word, setWord] = useState<(typeof wordsBack)[number]['value']>('received')
  const [tried, setTried] = useState(false)
  const send = useSend(recordSpokenFeedback)
  const { id, way, spokenAt, renew } = spoken
  function write() {
    setTried(spokenAt === undefined)
    if (spokenAt === undefined) return
    send.mutate({ params: { id: referralId }, body: { id, word, way, spokenAt } }, { onSuccess: renew })
  }
  return (
    <Form label="会社に伝えたこと" problems={tried ? [unread] : send.error?.fields} onSubmit={write}>
      <Written send={send} />
      <ChipGroup
        label="会社に、何を伝えましたか"
        name="word"
        size="small"
        choices={wordsBack}
        value={word}
        onChange={setWord}
      />
      <HowAndWhen {...spoken} />
      <Button type="submit" busy={send.isPending}>
        台帳に書く
      </Button>
    </Form>
  )
}

type Sent = {
  readonly error: { readonly title: string } | null
  readonly data: { readonly written: boolean } | undefined
}

function Written({ send: { error, data } }: { send: Sent }) {
  return (
    <>
      {error !== null && <NotificationBanner tone="error" live title={error.title} />}
      {data?.written === true && (
        <NotificationBanner tone="success" live title="台帳に書きました">
          <p>同意が取り消されたときは、伝えた先に、メモや写しをどうしたかを確かめます。</p>
        </NotificationBanner>
      )}
      {data?.written === false && (
        <NotificationBanner tone="information" live title="同じことが、もう台帳にあります。" />
      )}
    </>
  )
}
