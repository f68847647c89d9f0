import { build, type InlineConfig } from 'vite'
import { webConfig } from './vite-options.ts'

/**
 * Builds the staff web into a folder: `index.html`, `assets/` with hashed names. Throws with Vite's message when it cannot.
 * Vite reads NODE_ENV from the process: whatever it says, what people get is the production build of React.
 */
export async function buildWeb(outDir: string, overrides: InlineConfig = {}): Promise<void> {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    await build({ ...webConfig(outDir), configFile: false, logLevel: 'warn', mode: 'production', ...overrides })
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
}
