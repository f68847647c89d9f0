import { useEffect, useRef } from 'react'
import type { HandedOver } from '#platform/auth/staff-contract.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { momentText } from './moment.ts'

/** The code that is handed over in person: shown once, printable as a slip. */
export function HandOver({ handed, onClose }: { handed: HandedOver; onClose: () => void }) {
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-labelledby="hand-over"
      className="rounded-12 border-3 border-success-2 bg-white p-4 md:p-6"
    >
      <h2 id="hand-over" className="text-std-20B-150 text-green-1000">
        コードを本人に手渡してください
      </h2>
      <p className="mt-3">
        ログイン名：<span className="break-all">{handed.loginName}</span>
      </p>
      <p className="mt-2">コード（{momentText(handed.until)}まで、一度だけ）：</p>
      <p className="mt-1 font-mono text-[1.25rem] leading-[1.6] break-all">{handed.code}</p>
      <p className="mt-3 max-w-line">
        本人はログイン画面の「はじめてのログイン」からこのコードを入力し、パスワードと確認の方法を自分で決めます。メールでは送らず、対面か、本人とわかる電話で伝えます。この画面を閉じると、もう表示できません。
      </p>
      <div className="mt-4">
        <ButtonRow>
          <Button icon="print" onClick={() => window.print()}>
            手渡す紙を印刷する
          </Button>
          <Button kind="tertiary" onClick={onClose}>
            渡したので閉じる
          </Button>
        </ButtonRow>
      </div>
    </section>
  )
}
