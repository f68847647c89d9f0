import { useState } from 'react'
import { newRequestKey } from '#ui/api-client.ts'
import { useViewer } from '#ui/screen.ts'
import { useRequestKey, useSend } from '#ui/use-api.ts'
import { type KeptDraft, useDraft } from '#ui/use-draft.ts'
import { listReports, saveReport } from '../report-contract.ts'
import {
  consentOf,
  emptyReport,
  guidanceOf,
  problemsOf,
  type ReportDraft,
  reportDraft,
  reportOf,
} from './report-draft.ts'
import { type SendBody, useSending } from './report-sending.ts'
import { supplyOfCompany } from './report-supply.ts'

type Problems = ReturnType<typeof problemsOf>

function bodyOf(draft: ReportDraft): SendBody {
  return {
    id: draft.reportId,
    version: draft.version,
    report: reportOf(draft),
    consent: consentOf(draft, 'phone'),
    guidance: guidanceOf(draft),
  }
}

/** Everything one call knows: what is typed, what is wrong with it, what was sent or kept. */
export function useCall() {
  const viewer = useViewer()
  const [initial] = useState(() =>
    emptyReport({
      reportId: newRequestKey(),
      kind: 'arrears',
      supplyKind: supplyOfCompany(viewer?.organization.kind),
    }),
  )
  const draft = useDraft('report-caller', reportDraft, initial)
  const [problems, setProblems] = useState<Problems>([])
  const sending = useSending(() => void draft.discard())
  const keep = useSend(saveReport, { makesStale: [listReports] })
  const key = useRequestKey()
  const found = problemsOf(draft.value, 'phone')
  function edit(change: Partial<ReportDraft>) {
    key.renew()
    draft.set((before) => ({ ...before, ...change }))
  }
  function keepOnly() {
    setProblems(found)
    if (found.length > 0) return
    const options = { body: { ...bodyOf(draft.value), passOn: false }, idempotencyKey: key.current() }
    keep.mutate(options, {
      onSuccess: () => void draft.discard(),
      onError: (problem) => setProblems(problem.fields),
    })
  }
  const { first, keepFirst } = useKeptFirst({ draft, found, key, edit, setProblems })
  const body = found.length === 0 ? bodyOf(draft.value) : undefined
  const showProblems = () => setProblems(found)
  return { draft, problems, sending, keep, first, edit, keepOnly, keepFirst, body, showProblems }
}

export type Call = ReturnType<typeof useCall>

type Beginning = {
  draft: KeptDraft<ReportDraft>
  found: Problems
  key: ReturnType<typeof useRequestKey>
  edit: (change: Partial<ReportDraft>) => void
  setProblems: (problems: Problems) => void
}

/** Keeps the call in the company, so that what is printed for the person has something to open; consent comes later. */
function useKeptFirst({ draft, found, key, edit, setProblems }: Beginning) {
  const first = useSend(saveReport, { makesStale: [listReports] })
  function keepFirst(onKept: (reportId: string) => void) {
    const { reportId, version } = draft.value
    if (version > 0) return onKept(reportId)
    const wrong = found.filter(({ path }) => path.startsWith('report.'))
    setProblems(wrong)
    if (wrong.length > 0) return
    const body = { ...bodyOf(draft.value), consent: undefined, guidance: undefined, passOn: false }
    first.mutate(
      { body, idempotencyKey: key.current() },
      {
        onSuccess: (saved) => {
          edit({ version: saved.version })
          onKept(reportId)
        },
        onError: (problem) => setProblems(problem.fields),
      },
    )
  }
  return { first, keepFirst }
}
