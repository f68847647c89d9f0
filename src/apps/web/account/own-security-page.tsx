import { type OwnSecurity, readOwnSecurity } from '#platform/auth/account-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Loaded } from '#ui/skeleton.tsx'
import { useApi } from '#ui/use-api.ts'
import { useSession } from '../session.tsx'
import { AccountChanges } from './account-changes.tsx'
import { ChangeAuthenticator } from './change-authenticator.tsx'
import { ChangePassword } from './change-password.tsx'
import { momentText } from './moment.ts'
import { NewCodes } from './new-codes.tsx'
import { OwnSessions } from './own-sessions.tsx'

/** One's own security: where one is signed in, and with what one signs in. */
export function OwnSecurityPage() {
  const reading = useApi(readOwnSecurity, {})
  return (
    <Page
      title="自分のログインに、心当たりのないものはありませんか"
      lead="いまログインしている端末と、ログインの方法を確かめられます。"
    >
      <Loaded reading={reading}>{(security) => <Parts security={security} />}</Loaded>
    </Page>
  )
}

function Parts({ security }: { security: OwnSecurity }) {
  const { state } = useSession()
  const loginName = state.kind === 'somebody' ? state.session.user.loginName : ''
  return (
    <>
      <OwnSessions sessions={security.sessions} />
      {security.demo ? <SharedAccount /> : <Factors security={security} loginName={loginName} />}
      <AccountChanges changes={security.changes} />
    </>
  )
}

function SharedAccount() {
  return (
    <NotificationBanner tone="information" title="見本の町の人は、パスワードだけでログインできます">
      みなさんで一緒に使うため、パスワードや確認の方法は変えられません。会社や市の管理者として「利用者」で人を招待すると、本番と同じ手順を試せます。
    </NotificationBanner>
  )
}

function Factors({ security, loginName }: { security: OwnSecurity; loginName: string }) {
  const { totp, codesLeft, passwordSetAt } = security
  return (
    <>
      <Section title="確認の方法">
        {codesLeft <= 3 && (
          <NotificationBanner tone="warning" title={`控えのコードは、残り${codesLeft}個です`}>
            {totp ? '端末をなくしたときのために、作り直しておけます。' : 'なくなる前に、新しい控えを印刷できます。'}
          </NotificationBanner>
        )}
        <p>
          認証アプリ：{totp ? '登録しています' : '登録していません'}
          <br />
          控えのコード：残り{codesLeft}個
        </p>
        <Disclosure summary={totp ? '認証アプリを別の端末に替える' : '認証アプリを登録する'}>
          <ChangeAuthenticator />
        </Disclosure>
        <Disclosure summary="控えのコードを作り直す">
          <NewCodes loginName={loginName} />
        </Disclosure>
      </Section>
      <Section title="パスワード">
        {passwordSetAt !== null && <p>最後に変えた日：{momentText(passwordSetAt)}</p>}
        <Disclosure summary="パスワードを変える">
          <ChangePassword loginName={loginName} />
        </Disclosure>
      </Section>
    </>
  )
}
