import { printCodes, readOwnSecurity } from '#platform/auth/account-contract.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { useSend } from '#ui/use-api.ts'
import { PrintedCodes } from './printed-codes.tsx'

/** A new sheet; the old one is worthless from then on. */
export function NewCodes({ loginName }: { loginName: string }) {
  const send = useSend(printCodes, { makesStale: [readOwnSecurity] })
  return (
    <div className="flex flex-col gap-4">
      {send.error && <NotificationBanner tone="error" live title={send.error.title} />}
      {send.data === undefined ? (
        <>
          <p className="max-w-line">新しい10個を作ると、前の控えは使えなくなります。画面に出るのは一度だけです。</p>
          <div>
            <Button busy={send.isPending} busyLabel="作っています…" onClick={() => send.mutate({})}>
              新しい控えを作る
            </Button>
          </div>
        </>
      ) : (
        <PrintedCodes codes={send.data.codes} loginName={loginName} />
      )}
    </div>
  )
}
