import type { Lane } from './lanes.ts'
import type { Bearer, Sizes } from './lease-store.ts'
import { addressKey, type Claim, type Emptied, keptMs, openPurse, type PurseOptions } from './purse.ts'

/** From what one user may ask in a minute (240): searches a quarter, reports half, an organisation ten times as much. */
export function sizesFor(perMinute: number): Sizes {
  const one = (part: number) => Math.min(1_000_000_000, Math.max(1, Math.round(perMinute * part)))
  const all = (part: number) => ({ user: one(part), organization: one(part * 10), address: one(part * 10) })
  return { requests: all(1), search: all(1 / 4), submit: all(1 / 2), form: { ...all(1), address: one(1 / 6) } }
}

/** `address` as a keyed hash. */
export type Caller = { readonly tokenHash: string | undefined; readonly address: string }
/** Whose request it is; both undefined for whoever is not signed in. */
export type Known = { readonly user: string | undefined; readonly organization: string | undefined }
export type Admission = ({ readonly ok: true } & Known) | ({ readonly ok: false } & Emptied)
export type Budgets = { admit(caller: Caller, lane: Lane): Promise<Admission> }

const requests = (whose: Bearer): Claim => ({ budget: 'requests', whose })
/** User before organisation, always: two leases never wait for each other. */
const ordinary = [requests('user'), requests('organization')]
const claimsOf: Readonly<Record<Lane, readonly Claim[]>> = {
  lifeline: [],
  free: [],
  // A budget of its own: whoever has read too much can still report.
  submit: [
    { budget: 'submit', whose: 'user' },
    { budget: 'submit', whose: 'organization' },
  ],
  search: [...ordinary, { budget: 'search', whose: 'user' }],
  form: [...ordinary, { budget: 'form', whose: 'address' }],
  'sign-in': ordinary,
  write: ordinary,
  read: ordinary,
  export: ordinary,
  page: ordinary,
}
const nobody: Known = { user: undefined, organization: undefined }
const mostKept = 20_000

/**
 * Counts requests against buckets in PostgreSQL that all processes share. A process takes some tokens ahead, so that
 * most requests wait for nothing. When the database does not answer, nobody is refused here: the door says what is so.
 */
export function openBudgets(options: PurseOptions): Budgets {
  const purse = openPurse(options)
  const sessions = new Map<string, Known & { readonly until: number }>()

  /**
   * A cookie is anybody's to make up, and whoever is behind the same address must not pay for it: each is looked up, and
   * counts for the address when it is nobody's.
   */
  async function whoIs({ tokenHash, address }: Caller, lane: Lane): Promise<Known> {
    if (tokenHash === undefined) return nobody
    const seen = sessions.get(tokenHash)
    if (seen !== undefined && seen.until > options.clock()) return seen
    const claims = claimsOf[lane].filter(({ whose }) => whose !== 'address')
    const answer = await purse.ask(claims, { keys: {}, tokenHash, address })
    if (answer === undefined || answer.user === null) return nobody
    const found = { user: answer.user, organization: answer.organization ?? undefined }
    if (sessions.size >= mostKept) sessions.clear()
    sessions.set(tokenHash, { ...found, until: options.clock() + keptMs })
    return found
  }

  return {
    admit: async (caller, lane) => {
      if (claimsOf[lane].length === 0) return { ok: true, ...nobody }
      const { user, organization } = await whoIs(caller, lane)
      const keys = { ...(user && { user }), ...(organization && { organization }), address: addressKey(caller.address) }
      const own = claimsOf[lane].filter(({ whose }) => keys[whose] !== undefined)
      const claims = user === undefined ? [...own, requests('address')] : own
      const emptied = await purse.take(claims, { ...caller, keys })
      return emptied === undefined ? { ok: true, user, organization } : { ok: false, ...emptied }
    },
  }
}
