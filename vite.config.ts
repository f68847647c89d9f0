import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { webConfig } from './src/apps/web/vite-options.ts'

const outDir = process.env.TOMOSHIBI_WEB_OUT ?? fileURLToPath(new URL('.data/web', import.meta.url))

export default defineConfig(webConfig(outDir))
