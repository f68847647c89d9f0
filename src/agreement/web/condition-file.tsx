import { useId, useRef, useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { type Condition, readCondition } from '../screening-terms.ts'
import { saveJson } from './save-file.ts'

type FileProps = { condition: Condition | undefined; onRead: (condition: Condition) => void }
type Told = { readonly tone: 'success' | 'error'; readonly title: string; readonly lines: readonly string[] }

/** For those who write conditions in an editor: the same condition as a file, out and in. Nothing is saved by reading one. */
export function ConditionFile({ condition, onRead }: FileProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [told, setTold] = useState<Told>()
  async function take(file: File) {
    const read = readCondition(await file.text())
    if (input.current !== null) input.current.value = ''
    if (!read.ok) {
      const [title = '', ...lines] = read.refusal.because.split('\n')
      setTold({ tone: 'error', title, lines })
      return
    }
    onRead(read.value)
    setTold({ tone: 'success', title: 'ファイルの条件を画面に入れました。保存はまだです。', lines: [] })
  }
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-line">
        条件だけを書いたファイル（JSON）です。書き方は「cli screen schema」で確かめられます。
      </p>
      <div className="flex flex-col gap-2">
        <label htmlFor={id} className="text-std-17B-170 text-solid-gray-800">
          ファイルから条件を読み込む
        </label>
        <input
          ref={input}
          id={id}
          type="file"
          accept="application/json,.json"
          className="min-h-12 max-w-full rounded-8 border-1 border-solid-gray-600 bg-white p-2"
          onChange={(event) => {
            const file = event.target.files?.[0]
            if (file !== undefined) void take(file)
          }}
        />
      </div>
      {told !== undefined && <WhatWasRead told={told} />}
      <div>
        <Button disabled={condition === undefined} onClick={() => condition && saveJson('condition.json', condition)}>
          いまの条件をファイルにする
        </Button>
      </div>
    </div>
  )
}

function WhatWasRead({ told: { tone, title, lines } }: { told: Told }) {
  return (
    <NotificationBanner tone={tone} live title={title}>
      {lines.length > 0 && (
        <ul className="flex list-disc flex-col gap-1 pl-6">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </NotificationBanner>
  )
}
