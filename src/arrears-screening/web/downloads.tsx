import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { downloadFile } from '#ui/download-file.ts'
import { sentenceFor } from '#ui/problem.ts'
import type { takeLetters, takeOutput } from '../desk/desk-contract.ts'
import type { RunView } from './desk-shapes.ts'
import { bytesText } from './work-steps.ts'

type Words = { readonly title: string; readonly note: string }

/** What each file is for, in the order in which people want them. */
export const OUTPUT_WORDS: Readonly<Record<string, Words>> = {
  'people.csv': { title: 'ご案内する方', note: '当てはまった条件とその値、お手紙の宛先。表計算で開けます。' },
  'suppressed.csv': {
    title: 'ご案内を控える方',
    note: '条件には当てはまるけれど控える方と、その理由。氏名と住所は入りません。',
  },
  'rejects.csv': { title: '読み取れなかった行', note: '行・列・理由・元の文字。直して、もう一度置けます。' },
  'remarks.csv': {
    title: '空欄として読んだところ',
    note: '読み取れない氏名・住所・郵便番号の、行と元の文字。行は使っています。',
  },
  'counts.csv': {
    title: '件数の表',
    note: '10人きざみで、10人未満を伏せています。協定の相手に渡せるのは、この表だけです。',
  },
  'manifest.json': { title: '目録', note: '何をどうさがしたかの証明。お客さまの情報は入りません。' },
  'people.parquet': { title: 'ご案内する方（Parquet）', note: '社内のシステムに読み込むときに使えます。' },
  'run-log.jsonl': { title: '処理の記録', note: 'いつ始まり、いつ終わったか。' },
}

type DownloadsProps = {
  workId: string
  files: RunView['outputs']
  route: typeof takeOutput | typeof takeLetters
  words?: ((name: string) => Words) | undefined
}

/** Files to take home: what each is for, how large, and whether it is about people (then taking it is noted). */
export function Downloads({ workId, files, route, words }: DownloadsProps) {
  return (
    <ul className="flex flex-col border-t-1 border-solid-gray-420">
      {files.map((file) => (
        <li key={file.name} className="border-b-1 border-solid-gray-420 py-4">
          <Download
            workId={workId}
            file={file}
            route={route}
            words={words?.(file.name) ?? OUTPUT_WORDS[file.name] ?? { title: file.name, note: '' }}
          />
        </li>
      ))}
    </ul>
  )
}

type DownloadProps = Pick<DownloadsProps, 'workId' | 'route'> & { file: RunView['outputs'][number]; words: Words }

function Download({ workId, route, file: { name, bytes, personal }, words: { title, note } }: DownloadProps) {
  const [busy, setBusy] = useState(false)
  const [because, setBecause] = useState<string>()
  const [taken, setTaken] = useState(false)
  async function take() {
    setBusy(true)
    setBecause(undefined)
    try {
      await downloadFile(route, { params: { id: workId, name }, name })
      setTaken(true)
    } catch (cause) {
      setBecause(sentenceFor(cause))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="flex flex-col gap-3 md:flex-row md:items-center md:justify-between md:gap-6">
      <div className="flex min-w-0 flex-col gap-1">
        <h3 className="flex flex-wrap items-center gap-2 font-bold">
          {title}
          {personal && (
            <ChipLabel tone="yellow" icon="person">
              個人の情報
            </ChipLabel>
          )}
        </h3>
        {note !== '' && <p className="max-w-line text-solid-gray-700">{note}</p>}
        <p className="text-[0.875rem] text-solid-gray-700 figures">
          {name}・{bytesText(bytes)}
        </p>
        {because !== undefined && <NotificationBanner tone="error" live title={because} />}
      </div>
      <div className="flex shrink-0 items-center gap-3">
        <span role="status" className="text-solid-gray-700">
          {taken ? '受け取りました' : ''}
        </span>
        <Button busy={busy} busyLabel="受け取っています…" aria-label={`${title}を受け取る`} onClick={() => void take()}>
          受け取る
        </Button>
      </div>
    </div>
  )
}
