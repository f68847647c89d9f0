import { TextField } from '#ui/text-field.tsx'
import { REPORT_FIELDS } from '../report-form.ts'
import type { ReportDraft } from './report-draft.ts'
import { type FoundWindow, WindowFinder } from './report-window.tsx'

/** What every part of the form takes: the draft, and how to change some of it. */
export type FormPart = { readonly draft: ReportDraft; readonly edit: (change: Partial<ReportDraft>) => void }

/** One line for the place, and the window it leads to. */
export function PlaceField({ draft, edit, found }: FormPart & { found: FoundWindow }) {
  return (
    <div className="flex flex-col gap-4">
      <TextField
        label={REPORT_FIELDS.place.label}
        name="report.place.address"
        required
        hint="郵便番号だけでも窓口を探せます。例：灯町市本町1-2-3"
        autoComplete="off"
        value={draft.place}
        onChange={(place) => edit({ place, windowId: '' })}
      />
      <WindowFinder found={found} chosen={draft.windowId} onChoose={(windowId) => edit({ windowId })} />
    </div>
  )
}
