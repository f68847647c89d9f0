import { LinkButton } from './button.tsx'
import { Page } from './page.tsx'

/** An address that leads nowhere, to a screen of another role, or to what is not the reader's: answered alike. */
export function NotFound() {
  return (
    <Page title="ページが見つかりません" lead="移されたか、いまの役割では見られないページです。">
      <div>
        <LinkButton href="/" icon="home">
          ホームへ戻る
        </LinkButton>
      </div>
    </Page>
  )
}
