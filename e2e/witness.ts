import type { Page } from '@playwright/test'

/** Everything the server answered to somebody, word by word. */
export type Heard = { readonly answers: readonly string[] }

/** Listens to what reaches these pages from addresses under `path`, whether a screen shows it or not. */
export function hear(pages: readonly Page[], path: string): Heard {
  const answers: string[] = []
  for (const page of pages) {
    page.on('requestfinished', (request) => {
      if (!new URL(request.url()).pathname.startsWith(path)) return
      void request
        .response()
        .then((response) => response?.text())
        .then((text) => answers.push(text ?? ''))
        .catch(() => undefined)
    })
  }
  return { answers }
}
