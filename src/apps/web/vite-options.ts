import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { InlineConfig } from 'vite'
import { withoutJsonSchema } from './without-json-schema.ts'

const root = fileURLToPath(new URL('.', import.meta.url))

/** How the staff web is built, into which folder (absolute). Everything is a file of our own: no inline script or style, no data: address. */
export function webConfig(outDir: string) {
  return {
    root,
    plugins: [react(), tailwindcss(), withoutJsonSchema()],
    build: {
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      target: 'es2022',
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: {
        output: {
          entryFileNames: 'assets/[name]-[hash].js',
          chunkFileNames: 'assets/[name]-[hash].js',
          assetFileNames: 'assets/[name]-[hash][extname]',
        },
        // Fonts and the like are served by the server under /fonts/.
        external: [/^\/fonts\//],
      },
    },
  } satisfies InlineConfig
}
