/** What an agency said it can newly take in a month; null while it said nothing. */
export type SaidCapacity = { readonly agency: string; readonly peoplePerMonth: number | null }

/** What all agencies together said they can take; null while none of them said anything. */
export function capacityOf(agencies: readonly Pick<SaidCapacity, 'peoplePerMonth'>[]): number | null {
  const said = agencies.flatMap(({ peoplePerMonth }) => (peoplePerMonth === null ? [] : [peoplePerMonth]))
  return said.length === 0 ? null : said.reduce((sum, one) => sum + one, 0)
}

/** The line of a picture in words: who can take how many, the sum, who has not said, and for where it stands. */
export function capacityWords(agencies: readonly SaidCapacity[], municipalities: number): string {
  const said = agencies.filter(({ peoplePerMonth }) => peoplePerMonth !== null)
  const people = (count: number | null) => `${(count ?? 0).toLocaleString('ja-JP')}人`
  const each = said.map(({ agency, peoplePerMonth }) => `${agency} ${people(peoplePerMonth)}`).join('、')
  const sum = said.length > 1 ? `、あわせて${people(capacityOf(said))}` : ''
  const silent = agencies.length - said.length
  const rest = silent === 0 ? '' : `。ほか${silent}か所は、まだ知らせがありません`
  const where = municipalities > 1 ? `。${municipalities}市区町村をあわせた人数です` : ''
  return `相談窓口が月に受けられる人数（${each}${sum}${rest}${where}）`
}

/** The line to draw in a picture of each municipality: none where the number is for several together. */
export function capacityLine(agencies: readonly SaidCapacity[], municipalities: number) {
  const at = capacityOf(agencies)
  return at === null ? null : { at: municipalities > 1 ? null : at, words: capacityWords(agencies, municipalities) }
}
