import { useEffect, useState } from 'react'
import { Icon } from '#ui/icon.tsx'
import { AppLink } from '#ui/link.tsx'

/** A PDF that was just made (base64): opens in a tab of its own, or is saved. It lives as long as this screen. */
export function PdfLinks({ pdf, fileName }: { pdf: string; fileName: string }) {
  const href = usePdfAddress(pdf)
  if (href === undefined) return null
  return (
    <p className="flex flex-wrap gap-x-6 gap-y-2">
      <AppLink href={href} target="_blank" className="link-text inline-flex min-h-11 items-center gap-2 font-bold">
        <Icon name="print" className="size-5" />
        開いて印刷する（新しいタブ）
      </AppLink>
      <AppLink href={href} download={fileName} className="link-text inline-flex min-h-11 items-center gap-2">
        <Icon name="document" className="size-5" />
        PDFを保存する
      </AppLink>
    </p>
  )
}

function usePdfAddress(pdf: string): string | undefined {
  const [href, setHref] = useState<string | undefined>(undefined)
  useEffect(() => {
    const bytes = Uint8Array.from(atob(pdf), (character) => character.charCodeAt(0))
    const made = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))
    setHref(made)
    return () => URL.revokeObjectURL(made)
  }, [pdf])
  return href
}
