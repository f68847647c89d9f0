import { issueLetter } from '#letter/letter-contract.ts'
import type { WindowCard } from '#organization/organization-contract.ts'
import type { Answer } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { useSend } from '#ui/use-api.ts'
import { KEPT_QUIET, marksProtected } from '../report-form.ts'
import type { Call } from './caller-call.ts'
import type { ReportDraft } from './report-draft.ts'
import { PdfLinks } from './report-pdf.tsx'
import { letterSupplyOf } from './report-supply.ts'
import { keptNumberText, splitPlace } from './report-text.ts'

/**
 * The guidance letter, made from what already stands on the screen: one press, nothing more to type. The call is kept
 * in the company first: a kept number on paper always opens a page, whether the call is sent afterwards or not.
 */
export function CallerLetter({ call, window }: { call: Call; window: WindowCard | undefined }) {
  const send = useSend(issueLetter, { makesStale: [] })
  const { first, edit, keepFirst } = call
  const draft = call.draft.value
  const { name, place } = draft
  if (marksProtected(draft.signs)) return <p className="max-w-line">{KEPT_QUIET}</p>
  const ready = name.trim() !== '' && place.trim() !== '' && window?.tenantId !== undefined
  function make() {
    if (!ready) return
    keepFirst((reportId) =>
      send.mutate(
        { body: { ...letterOf(draft, window.id), reportId } },
        { onSuccess: ({ number, keptNumber }) => edit({ leaflet: number, keptNumber: keptNumber ?? '' }) },
      ),
    )
  }
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-line">
        {ready
          ? `${name.trim()} 様あてに、窓口の案内（番号・QRコードつき）を印刷できます。お手紙からご本人のページを開けるように、この連絡は会社の中に残ります。相談窓口には送られません。`
          : 'お名前と場所を入力すると、窓口の案内のお手紙を印刷できます。'}
      </p>
      <div>
        <Button
          icon="print"
          disabled={!ready}
          busy={first.isPending || send.isPending}
          busyLabel="お手紙をつくっています…"
          onClick={make}
        >
          案内のお手紙をつくる
        </Button>
      </div>
      {[first.error, send.error].map(
        (error) =>
          error !== null && (
            <NotificationBanner key={error.code} tone="error" live title={error.title}>
              {error.fields.map(({ message }) => message).join(' ')}
            </NotificationBanner>
          ),
      )}
      {send.data !== undefined && <MadeLetter letter={send.data} />}
    </div>
  )
}

function MadeLetter({ letter: { number, keptNumber, pdf, fileName } }: { letter: Answer<typeof issueLetter> }) {
  return (
    <div role="status" className="rounded-12 border-1 border-solid-gray-420 p-4">
      <p className="font-bold">お手紙ができました</p>
      <p className="figures">
        番号 {number}
        {keptNumber !== undefined && `　控え番号 ${keptNumberText(keptNumber)}`}
      </p>
      <PdfLinks pdf={pdf} fileName={fileName} />
    </div>
  )
}

function letterOf(draft: ReportDraft, windowId: string) {
  const { postal, address } = splitPlace(draft.place)
  return {
    language: draft.consent.language,
    supply: letterSupplyOf(draft.supplyKind),
    windowId,
    addressee: {
      name: draft.name.trim(),
      postalCode: postal,
      addressLines: linesOf(address === '' ? draft.place.trim() : address),
    },
  }
}

/** An address in lines that an envelope's window holds. */
function linesOf(address: string): string[] {
  const [first = address, ...rest] = address.split(/[\s　]+/u)
  return rest.length === 0 ? [first] : [first, rest.join(' ')]
}
