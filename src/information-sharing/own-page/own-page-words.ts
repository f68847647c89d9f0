import type { ConsentLanguage } from '#consent/index.ts'
import { easyWords } from './own-page-words-easy.ts'
import { type OwnPageWords, plainWords } from './own-page-words-ja.ts'

export type { OwnPageWords }

/** What the pages say, by language. */
export const ownPageWords = { ja: plainWords, 'ja-easy': easyWords } as const satisfies Record<
  ConsentLanguage,
  OwnPageWords
>
