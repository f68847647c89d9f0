import { join } from 'node:path'
import { sql } from 'kysely'
import { listUnusualLooksOfWeek, remindOfUnjudgedLooks } from '#access-review/index.ts'
import { ledgerTasks } from '#information-sharing/index.ts'
import { signingKey } from '#platform/audit/checkpoint.ts'
import { checkpointSigner } from '#platform/audit/sign-checkpoints.ts'
import { openKeyRing } from '#platform/crypto/key-ring.ts'
import type { Clockwork, Tasks } from '#platform/jobs/start-jobs.ts'
import { openErasureJournal } from '#platform/journal/erasure-journal.ts'
import { openMailer } from '#platform/mail/mailer.ts'
import { escalate, mailNotice, notify } from '#referral/index.ts'
import { clearSessions, erase, writeJournal } from '#retention/index.ts'
import { chaseActions, closePacks, tellConference } from '#support-conference/index.ts'
import type { Surroundings } from './start/parts.ts'

/** Every job by name; each feature brings its own. */
export function tasks({ config, rootKey }: Pick<Surroundings, 'config' | 'rootKey'>): Tasks {
  const sign = checkpointSigner({
    folder: join(config.dataFolder, 'checkpoints'),
    key: signingKey(openKeyRing(rootKey).secret('audit-signing')),
  })
  const journal = openErasureJournal({ folder: join(config.dataFolder, 'journal'), keys: openKeyRing(rootKey) })
  const mailer = openMailer({
    smtpUrl: config.smtpUrl,
    spoolFolder: join(config.dataFolder, 'mail'),
    origin: config.publicUrl ?? 'http://localhost',
    from: config.mailFrom,
  })
  return {
    notify,
    escalate,
    mail: mailNotice(mailer),
    ...ledgerTasks,
    'list-unusual-looks': listUnusualLooksOfWeek,
    'remind-of-looks': remindOfUnjudgedLooks,
    erase,
    'clear-sessions': clearSessions,
    'write-journal': writeJournal(journal),
    'close-packs': closePacks,
    'chase-actions': chaseActions,
    'tell-conference': tellConference,
    'sign-checkpoints': async (_payload, { databases, now }) => {
      await sign(databases.worker, now())
    },
    'clear-old-drafts': async (_payload, { databases }) => {
      await sql`delete from app.drafts where updated_at < now() - interval '7 days'`.execute(databases.worker)
    },
  }
}

/** What the clock asks for, in UTC: `minute hour day month weekday task`. Drafts go at 3:17 in Japan; the week's looks are listed at 5:10. */
export const clockwork: Clockwork = [
  '*/5 * * * * escalate ?max=3',
  '*/10 * * * * sign-checkpoints ?max=3',
  '*/5 * * * * close-packs ?max=3',
  '5 0,6 * * * chase-actions ?max=3',
  '17 18 * * * clear-old-drafts ?max=3',
  '5 * * * * chase-recalls ?max=3',
  '10 20 * * * list-unusual-looks ?max=3',
  '27 18 * * * clear-sessions ?max=3',
  '* * * * * write-journal ?max=1',
  '0 23 * * 0-4 remind-of-looks ?max=1',
]
