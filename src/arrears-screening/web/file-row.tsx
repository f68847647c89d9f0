import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { DateField, readDate } from '#ui/date-field.tsx'
import { Icon } from '#ui/icon.tsx'
import { useSend } from '#ui/use-api.ts'
import { dateFile, listWorks, readWork, removeFile } from '../desk/desk-contract.ts'
import type { WorkFileView, WorkView } from './desk-shapes.ts'
import { bytesText } from './work-steps.ts'

const guessed = 'ファイルの名前から読みました。違うときは直せます。'
const compared = '月ごとに比べるために使います。例：2026年3月31日'

/** One file: its name, its day, and a way to take it away again. The day keeps itself as soon as it can be read. */
export function FileRow({ work: { id }, file }: { work: WorkView; file: WorkFileView }) {
  const makesStale = [readWork, listWorks]
  const date = useSend(dateFile, { makesStale })
  const remove = useSend(removeFile, { makesStale })
  const [typed, setTyped] = useState(file.asOf ?? '')
  const params = { id, fileId: file.id }
  function keep(text: string) {
    setTyped(text)
    const asOf = readDate(text)
    if (asOf !== undefined && asOf !== file.asOf) date.mutate({ params, body: { asOf } })
  }
  const problem = date.error ?? remove.error
  return (
    <article className="flex flex-col gap-4 rounded-12 border-1 border-solid-gray-420 p-4 md:flex-row md:items-start md:justify-between">
      <div className="flex min-w-0 flex-col gap-1">
        <h3 className="flex items-start gap-2 font-bold">
          <Icon name="document" className="mt-0.5" />
          <span className="min-w-0 break-all">{file.name}</span>
        </h3>
        <p className="pl-8 text-solid-gray-700 figures">
          {bytesText(file.bytes)}
          {file.whole ? '・届きました' : '・途中で止まっています。消して、もう一度置けます。'}
        </p>
        <div className="pt-2 pl-8">
          <Button
            busy={remove.isPending}
            busyLabel="消しています…"
            aria-label={`このファイルを消す（${file.name}）`}
            onClick={() => remove.mutate({ params })}
          >
            このファイルを消す
          </Button>
        </div>
        {problem !== null && <NotificationBanner tone="error" live title={problem.title} />}
      </div>
      <div className="shrink-0 md:w-80">
        <DateField
          label="いつの時点の一覧ですか"
          name={`asOf.${file.id}`}
          hint={file.asOfGuessed && typed === file.asOf ? guessed : compared}
          value={typed}
          onChange={keep}
        />
      </div>
    </article>
  )
}
