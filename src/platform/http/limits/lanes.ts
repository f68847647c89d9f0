/**
 * What a door is for decides what it may take from whom. `lifeline` is never limited, queued or shed; `free` are files
 * that cost nothing; `page` is counted but uses no connection.
 */
export const lanes = [
  'lifeline',
  'submit',
  'sign-in',
  'write',
  'read',
  'search',
  'form',
  'export',
  'page',
  'free',
] as const
export type Lane = (typeof lanes)[number]

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Where the door itself knows better than its method. */
    lane?: Lane
  }
}

/** Several lanes hold a connection while they work; the lower the rank, the earlier it gets one. */
export const rankOf = {
  submit: 0,
  'sign-in': 1,
  write: 1,
  read: 2,
  search: 2,
  form: 2,
  export: 3,
} as const satisfies Partial<Record<Lane, number>>
export type WorkingLane = keyof typeof rankOf

/** Whether a door of this lane holds a connection while it works. */
export function isWorking(lane: Lane): lane is WorkingLane {
  return lane in rankOf
}

/**
 * The lag of the process (ms) from which a lane is turned away, so that the others are answered: first what can wait,
 * last the reports, the lifeline never.
 */
export const shedAbove: Readonly<Record<Lane, number>> = {
  export: 500,
  search: 500,
  read: 500,
  page: 1_000,
  form: 1_000,
  write: 1_000,
  'sign-in': 1_000,
  submit: 10_000,
  free: Number.POSITIVE_INFINITY,
  lifeline: Number.POSITIVE_INFINITY,
}
