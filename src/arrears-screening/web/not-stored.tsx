import { Icon } from '#ui/icon.tsx'
import { Section } from '#ui/page.tsx'

/** Said plainly before anything is handed over: what is kept, for how long, and what never is. */
export function NotStored({ hours }: { hours: number | undefined }) {
  const within = hours === undefined ? '' : `${hours}時間たつと、`
  const lines = [
    'ファイルは、この会社の作業だけに使います。ほかの組織からは見えず、データベースにも入りません。',
    '実行が終わると、置いたファイルはすぐに消えます。結果のファイルだけが残ります。',
    `作業を終えると、結果もすべて消えます。終え忘れても、${within}自動で消えます。`,
    '外に見せられるのは人数だけです。10人未満の数は伏せられ、見せるかどうかは会社が決めます。',
  ]
  return (
    <Section title="置いたファイルは、どうなりますか">
      <ul className="flex max-w-line flex-col gap-2">
        {lines.map((line) => (
          <li key={line} className="flex items-start gap-2">
            <Icon name="lock" className="mt-1 size-5 text-blue-900" />
            <span>{line}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
