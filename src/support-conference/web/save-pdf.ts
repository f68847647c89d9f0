/** Hands a sheet that was set on the server to the person as a file. */
export function savePdf({ pdf, fileName }: { readonly pdf: string; readonly fileName: string }): void {
  const bytes = Uint8Array.from(atob(pdf), (character) => character.charCodeAt(0))
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
