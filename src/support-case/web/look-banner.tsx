import { useEffect, useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'

const MINUTE = 60_000

/** Says, as long as it lasts, that this is no case of one's own: how long it stays open, and that others know. */
export function LookBanner({ until }: { until: string }) {
  const left = useMinutesLeft(until)
  return (
    <NotificationBanner
      tone="warning"
      title={left > 0 ? `担当でないケースを開いています。あと${left}分で閉じます` : '60分がたったため、閉じました'}
    >
      読むことだけができます。開いたことと理由は、主任と個人情報の担当に伝わっています。
    </NotificationBanner>
  )
}

function useMinutesLeft(until: string): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE / 4)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.ceil((new Date(until).getTime() - now) / MINUTE))
}
