import type { Actor } from './cast.ts'
import type { House, Method } from './house.ts'
import type { Marks } from './marks.ts'
import type { Watch } from './watch.ts'

/** Where the stories are lived: through the real doors, every answer already watched. */
export type Stage = {
  readonly house: House
  readonly marks: Marks
  readonly watch: Watch
  /** Does one thing; throws when the house says no. */
  say(actor: Actor, method: Method, url: string, body?: unknown): Promise<string>
}

export function openStage(house: House, watch: Watch): Stage {
  return {
    house,
    watch,
    marks: watch.marks,
    say: async (actor, method, url, body) => {
      const answer = await watch.ask(actor, { method, url, body })
      if (answer.status >= 300) throw new Error(`${actor.name} ${method} ${url}: ${answer.status} ${answer.body}`)
      return answer.body
    },
  }
}
