import type pg from 'pg'
import type { JournalLine } from './erasure-journal.ts'

/**
 * Tells a restored database what was erased or withdrawn after its backup was taken; what it knows already is left alone.
 * As the administrator, before any plane is opened. Answers how many lines were new.
 */
export async function replayJournal(admin: pg.ClientBase, lines: readonly JournalLine[]): Promise<number> {
  let fresh = 0
  await admin.query('begin')
  try {
    for (const line of await unknownTo(admin, lines)) {
      const { rows } = await admin.query<{ fresh: boolean }>('select sec.replay_journal_line($1::jsonb) as fresh', [
        JSON.stringify(line),
      ])
      if (rows[0]?.fresh === true) fresh += 1
    }
    await admin.query('commit')
  } catch (cause) {
    await admin.query('rollback')
    throw cause
  }
  return fresh
}

async function unknownTo(admin: pg.ClientBase, lines: readonly JournalLine[]): Promise<readonly JournalLine[]> {
  const { rows } = await admin.query<{ id: string }>('select id from app.journal_lines where id = any ($1::uuid[])', [
    lines.map(({ id }) => id),
  ])
  const known = new Set(rows.map(({ id }) => id))
  return lines.filter(({ id }) => !known.has(id))
}
