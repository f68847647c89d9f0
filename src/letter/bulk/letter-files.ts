/** The folder that a print run writes into, as the command line or a web run provides it. All names are relative to it. */
export type LetterFiles = Readonly<{
  /** The bytes of a file, or undefined when it is not there. */
  read(name: string): Promise<Uint8Array | undefined>
  /** Writes whole files only: under another name first, then renamed; for the owner alone (0600). */
  write(name: string, bytes: Uint8Array | string): Promise<void>
  /** Adds one line at the end, kept at once. */
  append(name: string, line: string): Promise<void>
}>

/** What a print run leaves behind. Only the registration holds neither name nor contract and may leave the company. */
export const LETTER_FILES = {
  run: 'run.json',
  codes: 'codes.jsonl',
  printed: 'printed.jsonl',
  manifest: 'letters-manifest.json',
  registration: 'registration.json',
  letters: 'letters.csv',
  windows: 'windows-to-check.csv',
  notPrinted: 'not-printed.csv',
} as const
