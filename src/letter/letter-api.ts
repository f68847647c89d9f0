import { err, ok } from '#kernel/result.ts'
import { door } from '#platform/http/door.ts'
import type { App } from '#platform/http/frame.ts'
import type { Platform } from '#platform/platform.ts'
import { issueLeafletBatch, issueOneLetter } from './issue-letter.ts'
import { mayWithLetters } from './letter-access.ts'
import { countLetters, issueLeaflets, issueLetter } from './letter-contract.ts'
import { listLetterCounts } from './letter-store.ts'
import { stockApi } from './stock/stock-api.ts'

const notYours = { code: 'forbidden', because: 'この操作は、いまの役割では行えません。' } as const

/** Letters and leaflets of a company: printed on demand, numbered, counted without names. */
export function letterApi(app: App, platform: Platform): void {
  stockApi(app, platform)
  const company = { app, platform, planes: ['utility'] } as const

  door(company, issueLetter, async ({ tx, staff, body }) =>
    mayWithLetters(staff.roles, 'issue') ? issueOneLetter({ platform, tx, staff }, body) : err(notYours),
  )
  door(company, issueLeaflets, async ({ tx, staff, body }) =>
    mayWithLetters(staff.roles, 'issue') ? issueLeafletBatch({ platform, tx, staff }, body) : err(notYours),
  )
  door(company, countLetters, async ({ tx, staff }) =>
    mayWithLetters(staff.roles, 'count') ? ok({ counts: await listLetterCounts(tx.db) }) : err(notYours),
  )
}
