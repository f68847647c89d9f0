import { getDocumentProxy } from 'unpdf'

/**
 * What of PDF/UA-1 was checked: Typst refuses to write a file that breaks the rules a machine can see (first heading,
 * alternative texts, language, title); here the finished file is opened again and must say so itself, with a tag tree on each page.
 */
export async function checkTags(pdf: Uint8Array): Promise<string> {
  const head = Buffer.from(pdf).toString('latin1')
  const document = await getDocumentProxy(new Uint8Array(pdf), { verbosity: 0 })
  const marked = await document.getMarkInfo()
  for (const number of [1, document.numPages]) {
    const tree = await (await document.getPage(number)).getStructTree()
    if (tree === null || tree.children.length === 0) return `page ${number} has no tags`
  }
  if (!head.includes('pdfuaid:part')) return 'the file does not call itself PDF/UA'
  if (marked?.Marked !== true) return 'the file is not marked as tagged'
  return `ua-1: Typst's own check, and the file says PDF/UA-1, marked, tags on first and last of ${document.numPages} pages`
}
