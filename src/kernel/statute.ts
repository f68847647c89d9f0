/**
 * Provisions of law are data: a renumbering is an edit of this list and of the file in docs/law, never a rename of code.
 * Every provision cited anywhere stands here, and every article here has its file, which says what was confirmed and when.
 */

/** A law as the field calls it, its official title and number, and the head of its files in docs/law. */
export const LAWS = {
  生活困窮者自立支援法: { title: '生活困窮者自立支援法', number: '平成25年法律第105号', file: 'self-reliance-support' },
  個人情報保護法: { title: '個人情報の保護に関する法律', number: '平成15年法律第57号', file: 'personal-information' },
  番号法: {
    title: '行政手続における特定の個人を識別するための番号の利用等に関する法律',
    number: '平成25年法律第27号',
    file: 'my-number',
  },
  地方公務員法: { title: '地方公務員法', number: '昭和25年法律第261号', file: 'local-public-service' },
  地方自治法: { title: '地方自治法', number: '昭和22年法律第67号', file: 'local-autonomy' },
  祝日法: { title: '国民の祝日に関する法律', number: '昭和23年法律第178号', file: 'national-holidays' },
} as const

/** Law, article, then paragraph and item where the rule rests on one of them alone. */
export const CITATIONS = [
  ['生活困窮者自立支援法', '3', '1'],
  ['生活困窮者自立支援法', '3', '2'],
  ['生活困窮者自立支援法', '5', '1'],
  ['生活困窮者自立支援法', '5', '2'],
  ['生活困窮者自立支援法', '5', '3'],
  ['生活困窮者自立支援法', '7', '1'],
  ['生活困窮者自立支援法', '8'],
  ['生活困窮者自立支援法', '9', '1'],
  ['生活困窮者自立支援法', '9', '2'],
  ['生活困窮者自立支援法', '9', '3'],
  ['生活困窮者自立支援法', '9', '4'],
  ['生活困窮者自立支援法', '9', '5'],
  ['生活困窮者自立支援法', '9', '6'],
  ['生活困窮者自立支援法', '28'],
  ['個人情報保護法', '2', '3'],
  ['個人情報保護法', '18', '1'],
  ['個人情報保護法', '18', '3'],
  ['個人情報保護法', '20', '2'],
  ['個人情報保護法', '27', '1'],
  ['個人情報保護法', '27', '1', '1'],
  ['個人情報保護法', '27', '1', '2'],
  ['個人情報保護法', '27', '1', '3'],
  ['個人情報保護法', '27', '1', '4'],
  ['個人情報保護法', '27', '2'],
  ['個人情報保護法', '27', '5', '1'],
  ['個人情報保護法', '29', '1'],
  ['個人情報保護法', '30', '1'],
  ['個人情報保護法', '30', '3'],
  ['個人情報保護法', '33', '1'],
  ['個人情報保護法', '62'],
  ['個人情報保護法', '69', '1'],
  ['個人情報保護法', '69', '2'],
  ['個人情報保護法', '69', '2', '1'],
  ['個人情報保護法', '69', '2', '2'],
  ['個人情報保護法', '69', '2', '3'],
  ['個人情報保護法', '69', '2', '4'],
  ['個人情報保護法', '70'],
  ['個人情報保護法', '76', '1'],
  ['個人情報保護法', '76', '2'],
  ['個人情報保護法', '81'],
  ['番号法', '15'],
  ['番号法', '20'],
  ['地方公務員法', '34', '1'],
  ['地方自治法', '4の2', '2'],
  ['祝日法', '3'],
] as const satisfies readonly (readonly [keyof typeof LAWS, ...string[]])[]

/** The short name of a law, as the field says it. */
export type LawName = keyof typeof LAWS

/** One of the provisions listed, in the order law, article, paragraph, item. */
export type Citation = (typeof CITATIONS)[number]

/** A provision of law: article, and paragraph and item where given, as the numerals of the text (`4の2`). */
export type Statute = Readonly<{ law: LawName; article: string; paragraph?: string; item?: string }>

/** Cites a provision; only those listed compile: `statute('生活困窮者自立支援法', '9', '3')`. */
export function statute(...citation: Citation): Statute {
  const [law, article, paragraph, item] = citation
  return { law, article, ...(paragraph === undefined ? {} : { paragraph }), ...(item === undefined ? {} : { item }) }
}

/** How a provision is kept in a record: `生活困窮者自立支援法/9/3`. */
export function statuteKey({ law, article, paragraph, item }: Statute): string {
  return [law, article, paragraph, item].filter((part) => part !== undefined).join('/')
}

/** The provision kept under a key, undefined for one that is not listed. */
export function findStatute(key: string): Statute | undefined {
  const citation = CITATIONS.find((listed) => listed.join('/') === key)
  return citation && statute(...citation)
}

/** `生活困窮者自立支援法第9条第3項`, `個人情報保護法第27条第1項第2号`, `地方自治法第4条の2第2項`. */
export function formatStatute(cited: Statute): string {
  return `${cited.law}${formatProvision(cited)}`
}

/** The provision without its law: `第9条第3項`. */
export function formatProvision({ article, paragraph, item }: Omit<Statute, 'law'>): string {
  const [number, branch] = article.split('の')
  return [
    `第${number}条${branch === undefined ? '' : `の${branch}`}`,
    paragraph === undefined ? '' : `第${paragraph}項`,
    item === undefined ? '' : `第${item}号`,
  ].join('')
}

/** Name of the file in docs/law about the article. */
export function lawFileName({ law, article }: Statute): string {
  return `${LAWS[law].file}-${article.replace('の', '-')}.md`
}
