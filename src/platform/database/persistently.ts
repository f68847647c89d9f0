import { z } from 'zod'

const tries = 3
/** Two who waited for each other (40P01, 40001), or who wrote the same row at once (23505): the second look sees it. */
const crossed = z.object({ code: z.enum(['40P01', '40001', '23505']) })

/**
 * Runs a transaction again when the database ended it only because somebody else was at the same place at the same
 * moment: a withdrawal gets through. Everything in `work` has to lie in the transaction.
 */
export async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let turn = 1; ; turn++) {
    try {
      return await work()
    } catch (error) {
      if (turn >= tries || !crossed.safeParse(error).success) throw error
    }
  }
}
