import { countLetters } from '#letter/letter-contract.ts'
import type { Answer } from '#ui/api-client.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'

/** How many letters or leaflets of one kind. */
export type Count = Answer<typeof countLetters>['counts'][number]

/** Where, what, in which language. */
export function whatOf({ municipalityName, kind, language }: Count): string {
  const words = language === 'ja' ? '日本語' : 'やさしい日本語'
  return `${municipalityName}　${kind === 'letter' ? 'お手紙' : 'ちらし'}（${words}）`
}

/** The same counts in one line each, for the liaison's day. */
export function LetterCountLines() {
  const reading = useApi(countLetters, {})
  return (
    <Loaded reading={reading}>
      {({ counts }) =>
        counts.length === 0 ? (
          <p className="text-solid-gray-700">まだつくっていません。</p>
        ) : (
          <ul className="flex flex-col gap-2">
            {counts.map((count) => (
              <li
                key={`${count.tenantId}${count.kind}${count.language}`}
                className="flex flex-wrap justify-between gap-x-4"
              >
                <span>{whatOf(count)}</span>
                <span className="figures">
                  お渡し {count.handed.toLocaleString('ja-JP')} / つくった {count.issued.toLocaleString('ja-JP')}
                </span>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  )
}
