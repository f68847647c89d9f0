import { z } from 'zod'

/**
 * Imported before every contract: the pages run under `script-src 'self'`,
 * and zod would otherwise try to compile code from text as soon as a shape is written down.
 */
z.config({ jitless: true })
