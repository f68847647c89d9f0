import { type DemoAccount, listDemoAccounts, login } from '#platform/auth/auth-contract.ts'
import { CallButton, DemoBanner, EmergencyBanner, NotificationBanner } from '#ui/banner.tsx'
import { Icon } from '#ui/icon.tsx'
import { Link } from '#ui/link.tsx'
import { PageHeading, SkipLink } from '#ui/page.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { Lamp } from './lamp.tsx'
import { useSession } from './session.tsx'
import { SignInForm } from './sign-in-form.tsx'

const withPeople = 'grid grid-cols-1 gap-10 lg:grid-cols-[minmax(0,1fr)_minmax(0,25rem)] lg:gap-16'

/** The way in. In the demo town its people stand at the right: one press and one is in. */
export function LoginPage() {
  const demo = useApi(listDemoAccounts, {})
  const accounts = demo.data?.accounts ?? []
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {accounts.length > 0 && <DemoBanner />}
      <header className="border-b-1 border-solid-gray-300">
        <p className="mx-auto flex max-w-[75rem] items-center gap-3 px-4 py-4 md:px-8">
          <Lamp className="size-9" />
          <span className="text-std-22B-150 text-solid-gray-900">ともしび</span>
          <span className="hidden text-solid-gray-700 sm:inline">電気・ガスが止まる前に、相談へつなぐ</span>
        </p>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[75rem] flex-1 px-4 py-6 md:px-8 md:py-10">
        {/* One place for the form, with or without the town's people: what is typed while they load stays. */}
        <div className={accounts.length > 0 ? withPeople : 'mx-auto max-w-[28rem]'}>
          {accounts.length > 0 && <DemoPeople accounts={accounts} />}
          <SignIn />
        </div>
      </main>
      <LoginFooter />
    </div>
  )
}

function SignIn() {
  const { accept } = useSession()
  return (
    <div className="flex flex-col gap-6">
      <PageHeading>ログイン</PageHeading>
      <SignInForm onSignedIn={accept} />
      <p>
        招待のコードを受け取った方は、
        <Link href="/enrolment">はじめてのログイン</Link>
        へ進みます。
      </p>
      <Emergency />
    </div>
  )
}

function Emergency() {
  return (
    <EmergencyBanner
      title="命の危険があるとき"
      actions={
        <>
          <CallButton number="119" label="救急・消防" tone="danger" />
          <CallButton number="110" label="警察" tone="danger" />
        </>
      }
    >
      ログインは要りません。まず電話をしてください。
    </EmergencyBanner>
  )
}

function DemoPeople({ accounts }: { accounts: readonly DemoAccount[] }) {
  const { accept } = useSession()
  const send = useSend(login, { makesStale: [] })
  return (
    <section aria-labelledby="demo-people" className="flex flex-col gap-4">
      <h2 id="demo-people" className="text-std-22B-150 text-solid-gray-900 md:text-std-24B-150">
        見本の町の人として入る
      </h2>
      <p className="max-w-line">
        一人を選ぶと、その人の画面がすぐ開きます。同じ出来事を、別の人の側からも見てみましょう。
      </p>
      {send.error !== null && <NotificationBanner tone="error" live title={send.error.title} />}
      <ul className="grid grid-cols-1 gap-3 md:grid-cols-2">
        {accounts.map((account) => (
          <li key={account.loginName} className="flex">
            <button
              type="button"
              aria-busy={send.isPending}
              onClick={() => {
                const { loginName, password } = account
                if (!send.isPending) send.mutate({ body: { loginName, password } }, { onSuccess: accept })
              }}
              className="group flex w-full items-start gap-3 rounded-12 border-1 border-solid-gray-536 bg-white p-4 text-left hover:border-blue-900 hover:bg-blue-50"
            >
              <span className="flex min-w-0 flex-1 flex-col gap-1">
                <span className="text-[0.875rem] leading-[1.5] text-solid-gray-700">{account.organizationName}</span>
                <span className="text-std-18B-160 text-blue-1000 group-hover:underline">
                  {account.displayName}
                  <span className="ml-2 text-[0.875rem] text-solid-gray-800">{account.roleLabel}</span>
                </span>
                <span className="leading-[1.6]">{account.story}</span>
              </span>
              <Icon name="arrow" className="mt-1 text-blue-900" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function LoginFooter() {
  return (
    <footer data-print="never" className="border-t-1 border-solid-gray-300 bg-solid-gray-50">
      <p className="mx-auto max-w-[75rem] px-4 py-4 text-[0.875rem] leading-[1.7] text-solid-gray-700 md:px-8">
        職員の方の画面です。案内の手紙やちらしを受け取った方は、紙に印刷されたQRコードから、ログインなしで開けます。
      </p>
    </footer>
  )
}
