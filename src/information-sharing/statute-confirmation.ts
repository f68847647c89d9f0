import { formatStatute, type Statute, statute, statuteKey } from '#kernel/statute.ts'

/**
 * Provisions whose number could not be confirmed against the text of the law (docs/law says so too, and a test holds both
 * equal). A municipality that has looked writes the true number into its settings: `{"statutes": {"法/条/項": "第9条第5項"}}`.
 */
const UNCONFIRMED: ReadonlySet<string> = new Set(
  [
    statute('生活困窮者自立支援法', '5', '1'),
    statute('生活困窮者自立支援法', '5', '2'),
    statute('生活困窮者自立支援法', '5', '3'),
    statute('生活困窮者自立支援法', '7', '1'),
    statute('生活困窮者自立支援法', '9', '4'),
    statute('生活困窮者自立支援法', '9', '5'),
    statute('生活困窮者自立支援法', '9', '6'),
    statute('生活困窮者自立支援法', '28'),
    statute('個人情報保護法', '2', '3'),
    statute('個人情報保護法', '18', '1'),
    statute('個人情報保護法', '18', '3'),
    statute('個人情報保護法', '20', '2'),
    statute('個人情報保護法', '27', '5', '1'),
    statute('個人情報保護法', '30', '3'),
    statute('個人情報保護法', '33', '1'),
    statute('個人情報保護法', '70'),
    statute('個人情報保護法', '76', '1'),
    statute('個人情報保護法', '76', '2'),
    statute('個人情報保護法', '81'),
    statute('番号法', '15'),
    statute('番号法', '20'),
    statute('地方公務員法', '34', '1'),
    statute('地方自治法', '4の2', '2'),
    statute('祝日法', '3'),
  ].map(statuteKey),
)

/** A provision as people read it. */
export type CitedStatute = { readonly text: string; readonly confirmed: boolean }

/** What a municipality has written about numbers of provisions; anything else is left out. */
export function statuteNumbersOf(settings: unknown): ReadonlyMap<string, string> {
  if (typeof settings !== 'object' || settings === null || !('statutes' in settings)) return new Map()
  const { statutes } = settings
  if (typeof statutes !== 'object' || statutes === null) return new Map()
  return new Map(Object.entries(statutes).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
}

/** The provision with its law; one that the municipality has looked up counts as confirmed. */
export function citeStatute(cited: Statute, numbers: ReadonlyMap<string, string> = new Map()): CitedStatute {
  const number = numbers.get(statuteKey(cited))
  if (number !== undefined) return { text: `${cited.law}${number}`, confirmed: true }
  return { text: formatStatute(cited), confirmed: isConfirmed(cited) }
}

/** Whether the research could confirm the number. */
export function isConfirmed(cited: Statute): boolean {
  return !UNCONFIRMED.has(statuteKey(cited))
}
