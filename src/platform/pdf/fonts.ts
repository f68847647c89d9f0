import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/**
 * The only typefaces that may be used in print, in this order: BIZ UDPGothic reads well in small sizes and for weak eyes;
 * Noto Sans JP steps in for what it lacks (𠮷 and its kind). Fonts of the machine are never asked, so that every machine prints alike.
 */
const FONT_FILES = [
  '@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf',
  '@expo-google-fonts/biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf',
  '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf',
  '@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf',
] as const

let loaded: Buffer[] | undefined

/** The font files, read once for the life of the process (20 MB). */
export function printFonts(): Buffer[] {
  loaded ??= FONT_FILES.map((file) => readFileSync(require.resolve(file)))
  return loaded
}
