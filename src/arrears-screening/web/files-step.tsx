import { useQueryClient } from '@tanstack/react-query'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { FileDrop } from '#ui/file-drop.tsx'
import { Section } from '#ui/page.tsx'
import { ProgressBar } from '#ui/progress-bar.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { listWorks, readWork } from '../desk/desk-contract.ts'
import type { DeskLimits } from './desk-shapes.ts'
import { FileRow } from './file-row.tsx'
import { NotStored } from './not-stored.tsx'
import type { StepProps } from './step-props.ts'
import { type Upload, useUploads } from './use-uploads.ts'
import { bytesText, isOpen } from './work-steps.ts'

/** The first step: which files, of which day each. */
export function FilesStep(props: StepProps) {
  const reading = useApi(listWorks, {})
  return (
    <>
      {props.work.run === null ? (
        <Loaded reading={reading}>{({ limits }) => <Files {...props} limits={limits} />}</Loaded>
      ) : (
        <NotificationBanner tone="information" title="この作業のファイルは、もう消えています">
          実行が終わったときに消しました。別のファイルからさがすときは、新しい作業をはじめられます。
        </NotificationBanner>
      )}
      <NotStored hours={undefined} />
    </>
  )
}

function Files({ work, go, limits }: StepProps & { limits: DeskLimits }) {
  const cache = useQueryClient()
  const { uploads, add, forget } = useUploads({
    workId: work.id,
    partBytes: limits.partBytes,
    onArrived: () => void cache.invalidateQueries({ queryKey: [readWork.path] }),
  })
  const underWay = uploads.some(({ because }) => because === undefined)
  // While it goes up, a file has its own bar below.
  const listed = work.files.filter(({ whole, name }) => whole || !uploads.some((one) => one.name === name))
  return (
    <>
      {work.files.length < limits.files && (
        <FileDrop
          label="未払いの一覧のファイル"
          hint={
            <>
              ここに置くか、ボタンで選べます。いくつかまとめても大丈夫です。
              <br />
              CSV（シフトJIS・UTF-8）、XLSX、Parquet。1つ{bytesText(limits.fileBytes)}まで。
            </>
          }
          accept=".csv,.txt,.tsv,.xlsx,.parquet,.pq"
          onFiles={add}
        />
      )}
      {(listed.length > 0 || uploads.length > 0) && (
        <Placed work={work} files={listed} uploads={uploads} onForget={forget} />
      )}
      <ButtonRow>
        <Button
          kind="primary"
          disabled={!isOpen('columns', work) || underWay}
          aria-describedby="files-next"
          onClick={() => go('columns')}
        >
          列を合わせに進む
        </Button>
        <p id="files-next" className="text-solid-gray-700">
          {nextSentence(work.files.length, underWay)}
        </p>
      </ButtonRow>
    </>
  )
}

type PlacedProps = {
  work: StepProps['work']
  files: StepProps['work']['files']
  uploads: readonly Upload[]
  onForget: (key: string) => void
}

function Placed({ work, files, uploads, onForget }: PlacedProps) {
  return (
    <Section title="置いたファイル">
      <ul className="flex flex-col gap-3">
        {files.map((file) => (
          <li key={file.id}>
            <FileRow work={work} file={file} />
          </li>
        ))}
        {uploads.map((upload) => (
          <li key={upload.key} className="rounded-12 border-1 border-solid-gray-420 p-4">
            <Rising upload={upload} onForget={() => onForget(upload.key)} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function nextSentence(files: number, underWay: boolean): string {
  if (underWay) return 'ファイルが届くまで、少しお待ちください。'
  return files === 0 ? 'ファイルを置くと進めます。' : ''
}

function Rising({ upload, onForget }: { upload: Upload; onForget: () => void }) {
  const { name, bytes, sent, because } = upload
  if (because === undefined) {
    return (
      <ProgressBar
        label={`${name}を送っています`}
        share={bytes === 0 ? undefined : sent / bytes}
        detail={`${bytesText(bytes)}のうち${bytesText(sent)}`}
      />
    )
  }
  return (
    <NotificationBanner
      tone="warning"
      live
      title={`${name}は、まだ受け取れていません`}
      actions={<Button onClick={onForget}>この知らせを閉じる</Button>}
    >
      {because}お手元のファイルはそのままです。
    </NotificationBanner>
  )
}
