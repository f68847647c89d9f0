import type { z } from 'zod'
import { NotificationBanner } from '#ui/banner.tsx'
import { momentText } from '#ui/day-text.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { Card } from '#ui/page.tsx'
import type { auditCheckpoint } from '../audit-contract.ts'

type Checkpoint = z.output<typeof auditCheckpoint>
type ChainStateProps = { length: string; checkpoint: Checkpoint | undefined }

/** When the chain of the log was last signed outside the database, and whether the log still holds that line. */
export function ChainState({ length, checkpoint }: ChainStateProps) {
  if (checkpoint?.agrees === false) {
    return (
      <NotificationBanner tone="error" title="署名した控えと、記録が合っていません">
        {momentText(checkpoint.at)}に署名した{checkpoint.sequence}
        番の控えと、いまの記録が違います。記録に触れずに、この仕組みを動かしている担当者に知らせましょう。
      </NotificationBanner>
    )
  }
  return (
    <Card tone="quiet">
      <p className="font-bold">記録のつながりを確かめた時刻</p>
      {checkpoint === undefined ? (
        <p>まだありません。10分ごとに、記録の最後の行が署名されて、データベースの外に控えられます。</p>
      ) : (
        <p className="figures">
          {momentText(checkpoint.at)}（{checkpoint.sequence}番まで。署名した控えと合っています）
        </p>
      )}
      <p className="figures">記録の長さ：{length}行</p>
      <Disclosure summary="すべての行を確かめるには">
        <p className="max-w-line">
          この仕組みを動かしている担当者が <code>npm run cli audit verify</code>{' '}
          を行うと、最初の行からすべてのつながりと、外に置いた控えが照らし合わされます。
        </p>
      </Disclosure>
    </Card>
  )
}
