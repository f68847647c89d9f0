import type { ReactNode } from 'react'
import { Button, ButtonRow, LinkButton } from './button.tsx'
import { Page } from './page.tsx'
import { isMissing, sentenceFor } from './problem.ts'
import { freshOf, type Reading, Skeleton } from './skeleton.tsx'

type LoadedPageProps<Data> = {
  reading: Reading<Data>
  /** What the page shows, as people call it: 「通報」「ケース」. */
  what: string
  /** A way up: where the person came from. */
  back: { href: string; label: string }
  children: (data: Data) => ReactNode
}

/** A page that is one reading: grey lines, the page itself, or a page that says why it cannot be shown. */
export function LoadedPage<Data>({ reading, what, back, children }: LoadedPageProps<Data>) {
  const data = freshOf(reading)
  if (data !== undefined) return children(data)
  if (reading.isPending || reading.error === null) {
    return (
      <div className="mx-auto w-full max-w-[75rem] px-4 py-8 md:px-8">
        <Skeleton />
      </div>
    )
  }
  return <FailedPage what={what} back={back} error={reading.error} onRetry={() => void reading.refetch()} />
}

type FailedPageProps = {
  what: string
  back: { href: string; label: string }
  error: unknown
  onRetry: () => void
}

/** A heading that takes the focus, the reason in a sentence, another try where one can help, and ways back. */
function FailedPage({ what, back, error, onRetry }: FailedPageProps) {
  const missing = isMissing(error)
  const onlyHome = back.href === '/'
  return (
    <Page
      title={missing ? `この${what}は見つかりません` : `この${what}を開けませんでした`}
      lead={missing ? '移されたか、いまの役割や担当では見られないものです。' : sentenceFor(error)}
      back={onlyHome ? undefined : back}
    >
      <ButtonRow>
        {!missing && (
          <Button kind="primary" onClick={onRetry}>
            もう一度読み込む
          </Button>
        )}
        <LinkButton href="/" icon="home">
          {onlyHome ? back.label : 'ホームへ戻る'}
        </LinkButton>
      </ButtonRow>
    </Page>
  )
}
