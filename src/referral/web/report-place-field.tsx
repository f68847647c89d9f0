import { TextField } from '#ui/text-field.tsx'
import { REPORT_FIELDS } from '../report-form.ts'
import type { ReportDraft } from './report-draft.ts'
import { type FoundWindow, WindowFinder } from './report-window.tsx'

/** What every part of the form takes: the draft, and how to change some of it. */
export type FormPart = { readonly draft: ReportDraft; readonly edit: (change: Partial<ReportDraft>) => void }

type PlaceProps = FormPart & {
  found: FoundWindow
  /** At a desk: the window stands beside the line. */
  wide?: boolean | undefined
}

/** One line for the place, and the window it leads to. */
export function PlaceField({ draft, edit, found, wide = false }: PlaceProps) {
  return (
    <div
      className={
        wide ? 'grid grid-cols-1 gap-x-8 gap-y-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]' : 'flex flex-col gap-4'
      }
    >
      <TextField
        label={REPORT_FIELDS.place.label}
        name="report.place.address"
        required
        hint="郵便番号だけでも窓口を探せます。例：灯町市本町1-2-3"
        autoComplete="off"
        value={draft.place}
        onChange={(place) => edit({ place, windowId: '' })}
      />
      <WindowFinder found={found} chosen={draft.windowId} onChoose={(windowId) => edit({ windowId })} wide={wide} />
    </div>
  )
}
