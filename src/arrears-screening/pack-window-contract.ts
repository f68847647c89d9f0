import { z } from 'zod'

/** A consultation window as a letter needs it. */
export const packWindowShape = z.record(z.string(), z.unknown())
