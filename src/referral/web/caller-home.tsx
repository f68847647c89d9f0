import { lazy, Suspense, useState } from 'react'
import { Page } from '#ui/page.tsx'
import type { ScreenProps } from '#ui/screen.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { CallerFlow } from './caller-flow.tsx'

const QuestionTab = lazy(async () => ({ default: (await import('./question-tab.tsx')).QuestionTab }))

/** Somebody is on the line: window, words, consent, letter and report on one screen; the nameless question beside it. */
export function CallerHome({ search }: ScreenProps) {
  const [round, setRound] = useState(0)
  const [tab, setTab] = useState(search.get('tab') === 'question' ? 'question' : 'call')
  return (
    <Page title="お電話の方の相談窓口はどこですか" width="wide">
      <Tabs
        label="お電話の受け方"
        chosen={tab}
        onChoose={setTab}
        tabs={[
          {
            key: 'call',
            label: 'お電話の方を窓口につなぐ',
            content: <CallerFlow key={round} onNext={() => setRound(round + 1)} />,
          },
          {
            key: 'question',
            label: '名前を出さずに相談する',
            content: (
              <Suspense fallback={<Skeleton />}>
                <QuestionTab />
              </Suspense>
            ),
          },
        ]}
      />
    </Page>
  )
}
