import { type RefObject, useEffect, useRef, useState } from 'react'
import { roleNames } from '#organization/organization.ts'
import type { Session } from '#platform/auth/auth-contract.ts'
import { Button, LinkButton } from '#ui/button.tsx'
import { Icon } from '#ui/icon.tsx'
import { useSession } from './session.tsx'

/** Who sits here, and the ways out. Closes with Esc and when the focus leaves. */
export function AccountMenu({ session, onHelp }: { session: Session; onHelp: () => void }) {
  const { signOut } = useSession()
  const [leaving, setLeaving] = useState(false)
  const box = useRef<HTMLDetailsElement>(null)
  useClosing(box)
  const { user, organization, tenant } = session
  async function leave(everywhere: boolean) {
    setLeaving(true)
    await signOut(everywhere)
  }
  return (
    <details ref={box} className="group relative">
      <summary className="inline-flex min-h-11 cursor-pointer list-none items-center gap-2 rounded-8 px-2 hover:bg-solid-gray-50 hover:underline [&::-webkit-details-marker]:hidden">
        <Icon name="person" />
        <span className="sr-only">{user.displayName}さんのメニュー</span>
        <span aria-hidden="true" className="hidden max-w-48 truncate md:inline">
          {user.displayName}
        </span>
        <Icon name="chevron-down" className="hidden size-5 group-open:rotate-180 md:inline-block" />
      </summary>
      <div className="absolute top-full right-0 z-20 mt-2 flex w-[min(20rem,calc(100vw-2rem))] flex-col gap-4 rounded-12 border-1 border-solid-gray-420 bg-white p-4 shadow-2">
        <div>
          <p className="font-bold">{user.displayName}</p>
          <p className="leading-[1.6]">{organization.name}</p>
          {tenant !== undefined && tenant.name !== organization.name && <p className="leading-[1.6]">{tenant.name}</p>}
          <p className="leading-[1.6] text-solid-gray-700">{user.roles.map((role) => roleNames[role]).join('・')}</p>
        </div>
        <div className="flex flex-col gap-2">
          <LinkButton wide kind="tertiary" href="/account" icon="lock">
            自分のログイン
          </LinkButton>
          <Button wide busy={leaving} busyLabel="書きかけを保存しています…" onClick={() => void leave(false)}>
            ログアウトする
          </Button>
          <Button wide kind="tertiary" onClick={() => void leave(true)}>
            すべての端末でログアウトする
          </Button>
          <Button wide kind="tertiary" icon="question" onClick={onHelp}>
            キーボードの使い方
          </Button>
        </div>
      </div>
    </details>
  )
}

function useClosing(box: RefObject<HTMLDetailsElement | null>) {
  useEffect(() => {
    const close = () => {
      if (box.current !== null) box.current.open = false
    }
    const outside = (event: Event) => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) close()
    }
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || box.current?.open !== true) return
      close()
      box.current.querySelector('summary')?.focus()
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    document.addEventListener('keydown', onEscape)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
      document.removeEventListener('keydown', onEscape)
    }
  }, [box])
}
