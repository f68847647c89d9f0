import { z } from 'zod'
import { ledgerGrounds } from './grounds.ts'

/** On what something was shared, as the ledger holds it; alone, because first screens carry it. */
export const ledgerGround = z.enum(ledgerGrounds)
