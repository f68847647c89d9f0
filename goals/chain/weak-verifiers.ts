import type pg from 'pg'
import type { Result } from '#kernel/result.ts'
import { type AuditVerdict, type Verification, verifyAudit } from '#platform/audit/verify-audit.ts'

type Verifier = (client: pg.ClientBase, what: Verification) => Promise<Result<AuditVerdict>>

/** Verifiers that look away: each must be caught by the goal. */
export const weakVerifiers: Readonly<Record<string, Verifier>> = {
  /** The chain alone, without any head from outside the database. */
  'chain-alone': (client, what) => verifyAudit(client, { ...what, folder: '/nowhere', witnesses: [] }),
  /** Trusts the installation's own signed heads, and nobody else's. */
  'no-witness': (client, what) => verifyAudit(client, { ...what, witnesses: [] }),
  /** Never opens the ledger. */
  'no-ledger': async (client, what) => {
    const verdict = await verifyAudit(client, what)
    if (!verdict.ok) return verdict
    const faults = verdict.value.faults.filter(({ kind }) => !kind.startsWith('ledger-'))
    return { ok: true, value: { ...verdict.value, faults } }
  },
}
