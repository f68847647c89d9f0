import { Link } from '#ui/link.tsx'
import type { ReportRow } from '../report-contract.ts'
import { REPORT_KINDS } from '../report-form.ts'
import { MarkOfReport, ReportState, StopDay } from './report-state.tsx'
import { momentText } from './report-text.ts'

/** What a report is called in a list: the name where it is known, else the place. */
export function reportTitle({ kind, name, address }: Pick<ReportRow, 'kind' | 'name' | 'address'>): string {
  if (kind === 'danger') return address
  return name === undefined || name === '' ? `${address}（お名前は不明）` : `${name}さん`
}

/** Reports one below the other: who, where, what stops when, where it stands. */
export function ReportRows({ label, reports }: { label: string; reports: readonly ReportRow[] }) {
  return (
    <ul aria-label={label} className="flex flex-col border-t-1 border-solid-gray-420">
      {reports.map((report) => (
        <li key={report.id} className="flex flex-col gap-1 border-b-1 border-solid-gray-420 py-3">
          <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <Link href={`/reports/${report.id}`} className="inline-flex min-h-11 items-center font-bold">
              {reportTitle(report)}
            </Link>
            <ReportState report={report} />
          </p>
          <MarkOfReport report={report} />
          <p>
            {REPORT_KINDS[report.kind]}
            {report.name === undefined ? '' : `　${report.address}`}
          </p>
          {report.kind !== 'danger' && (
            <p>
              <StopDay report={report} />
            </p>
          )}
          <p className="text-[0.875rem] leading-[1.6] text-solid-gray-700 figures">
            {report.sentAt === undefined
              ? `${momentText(report.passedOnAt ?? report.updatedAt)} ${report.writtenBy.name}`
              : `${momentText(report.sentAt)} 送信　${report.writtenBy.name}`}
            {report.receiptNumber === undefined ? '' : `　受付番号 ${report.receiptNumber}`}
          </p>
        </li>
      ))}
    </ul>
  )
}
