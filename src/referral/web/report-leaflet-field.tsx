import { findHandoutNumber } from '#letter/handout-number-contract.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { REPORT_FIELDS } from '../report-form.ts'
import type { FormPart } from './report-place-field.tsx'
import { keptNumberFrom, keptNumberText } from './report-text.ts'

/** The number on the leaflet that was handed over, and the six digits to write on it for the person. */
export function LeafletField({ draft, edit }: FormPart) {
  const read = draft.leaflet.trim() === '' ? undefined : findHandoutNumber(draft.leaflet)
  function type(leaflet: string) {
    const reads = findHandoutNumber(leaflet).ok
    const keptNumber = reads && draft.keptNumber === '' ? newKeptNumber() : draft.keptNumber
    edit({ leaflet, keptNumber })
  }
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label={REPORT_FIELDS.leaflet.label}
        name="guidance.number"
        required={false}
        hint="ちらしは8けた、お手紙は12けたの番号です。渡していなければ空けておけます。"
        inputMode="numeric"
        autoComplete="off"
        size="middle"
        value={draft.leaflet}
        onChange={type}
        after={
          <output className="block min-h-7 text-solid-gray-700">
            {read === undefined ? '' : read.ok ? `${read.value.text} と読みました` : read.refusal.because}
          </output>
        }
      />
      {read?.ok === true && <KeptNumber digits={draft.keptNumber} onNew={(keptNumber) => edit({ keptNumber })} />}
    </div>
  )
}

function newKeptNumber(): string {
  return keptNumberFrom(crypto.getRandomValues(new Uint8Array(4)))
}

function KeptNumber({ digits, onNew }: { digits: string; onNew: (digits: string) => void }) {
  if (digits === '') return <Button onClick={() => onNew(newKeptNumber())}>控え番号をつくる</Button>
  return (
    <div className="rounded-12 border-2 border-blue-900 bg-blue-50 p-4">
      <p className="font-bold">控え番号（ちらしやお手紙に書き留める番号）</p>
      <p className="text-[2.5rem] leading-[1.4] font-bold tracking-widest figures" data-testid="kept-number">
        {keptNumberText(digits)}
      </p>
      <p className="max-w-line">
        ご本人は、ちらしやお手紙のQRコードとこの番号で、だれに何が伝わったかを見たり、同意を取り消したりできます。
      </p>
    </div>
  )
}
