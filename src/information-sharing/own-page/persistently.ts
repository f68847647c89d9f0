import { z } from 'zod'

const tries = 3
const waitedForEachOther = z.object({ code: z.enum(['40P01', '40001']) })

/** Runs a transaction again when the database ended it only because two waited for each other: a withdrawal gets through. */
export async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let turn = 1; ; turn++) {
    try {
      return await work()
    } catch (error) {
      if (turn >= tries || !waitedForEachOther.safeParse(error).success) throw error
    }
  }
}
