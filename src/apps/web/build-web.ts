import { build, type InlineConfig } from 'vite'
import { webConfig } from './vite-options.ts'

/** Builds the staff web into a folder: `index.html`, `assets/` with hashed names. Throws with Vite's message when it cannot. */
export async function buildWeb(outDir: string, overrides: InlineConfig = {}): Promise<void> {
  await build({ ...webConfig(outDir), configFile: false, logLevel: 'warn', ...overrides })
}
