import { useEffect, useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { DraftStatus } from '#ui/draft-status.tsx'
import { Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { useDraft } from '#ui/use-draft.ts'
import { inspectWorkFile, keepMapping, listWorks, readWork } from '../desk/desk-contract.ts'
import { listDeskAgreements } from '../desk/trial-contract.ts'
import { ColumnGroup } from './column-group.tsx'
import type { InspectionView } from './desk-shapes.ts'
import { FileReading } from './file-reading.tsx'
import {
  columnGroups,
  columnsDraftKey,
  draftOf,
  faultsOf,
  finished,
  type MappingDraft,
  mappingDraftShape,
  sameMapping,
} from './mapping-draft.ts'
import { MaskedRows } from './masked-rows.tsx'
import { ReadingResult, RejectedRows } from './reading-result.tsx'
import type { StepProps } from './step-props.ts'

/** The second step: which column is what. Whatever is mended is read at once, and the bad rows are counted anew. */
export function ColumnsStep(props: StepProps) {
  const { id, files } = props.work
  const first = files[0]
  const reading = useApi(inspectWorkFile, {
    params: { id, fileId: first?.id ?? '' },
    enabled: first !== undefined,
  })
  if (first === undefined) return null
  return (
    <Loaded reading={reading}>
      {(inspection) => <Columns key={inspection.fileId} {...props} inspection={inspection} />}
    </Loaded>
  )
}

type ColumnsProps = StepProps & { inspection: InspectionView }

function Columns({ work, go, inspection }: ColumnsProps) {
  const proposed = draftOf(inspection.draft)
  const draft = useDraft(columnsDraftKey(work.id), mappingDraftShape, work.mapping ?? proposed)
  const agreements = useApi(listDeskAgreements, {})
  const conditions = agreements.data?.agreements.map(({ condition }) => condition) ?? []
  const keeping = useKeptMapping(work, draft.value)
  const faults = faultsOf(draft.value)
  const edit = (change: (before: MappingDraft) => MappingDraft) => draft.set(change(draft.value))
  const ready = work.reading !== null && sameMapping(work.mapping, draft.value)
  return (
    <>
      <div className="flex flex-col gap-2">
        <p className="max-w-line">
          見出しと中身から、読み方を考えました。理由を確かめて、違うところだけ直しましょう。直すたびに読み直します。
        </p>
        <DraftStatus draft={draft} />
      </div>
      <FileReading inspection={inspection} draft={draft.value} edit={edit} several={work.files.length > 1} />
      {faults.size > 0 && (
        <NotificationBanner tone="warning" title={`あと${faults.size}つ決めると、読めるようになります`}>
          <ul className="list-disc pl-6">
            {[...faults].map(([column, because]) => (
              <li key={column}>{because}</li>
            ))}
          </ul>
        </NotificationBanner>
      )}
      <ReadingResult work={work} error={keeping.error} stale={!ready} />
      {columnGroups(conditions).map(({ title, columns, needless }) => (
        <Section key={title} title={title}>
          <ColumnGroup
            title={title}
            columns={columns}
            needless={needless}
            {...{ inspection, draft: draft.value, faults, edit }}
          />
        </Section>
      ))}
      <MaskedRows inspection={inspection} draft={draft.value} />
      <RejectedRows reading={work.reading} />
      <ButtonRow>
        <Button kind="primary" disabled={!ready} onClick={() => go('trial')}>
          試してみるに進む
        </Button>
        <Button onClick={() => go('files')}>ファイルに戻る</Button>
      </ButtonRow>
    </>
  )
}

const pauseMs = 900

/** Sends the mapping a moment after the last change, when nothing is missing and it is another one than the server has. */
function useKeptMapping(work: ColumnsProps['work'], draft: MappingDraft) {
  const keep = useSend(keepMapping, { makesStale: [readWork, listWorks] })
  const [asked, setAsked] = useState<string>()
  const mapping = finished(draft)
  const text = mapping === undefined || sameMapping(work.mapping, mapping) ? undefined : JSON.stringify(mapping)
  const { mutate } = keep
  useEffect(() => {
    if (text === undefined || text === asked || mapping === undefined) return
    const timer = setTimeout(() => {
      setAsked(text)
      mutate({ params: { id: work.id }, body: { mapping } })
    }, pauseMs)
    return () => clearTimeout(timer)
  })
  return keep
}
