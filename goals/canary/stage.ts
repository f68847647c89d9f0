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
  say(actor: Actor, what: `${Method} /${string}`, body?: unknown): Promise<string>
}

export function openStage(house: House, watch: Watch): Stage {
  return {
    house,
    watch,
    marks: watch.marks,
    say: async (actor, what, body) => {
      const [method, url] = partsOf(what)
      const answer = await watch.ask(actor, { method, url, body })
      if (answer.status >= 300) throw new Error(`${actor.name} ${what}: ${answer.status} ${answer.body}`)
      return answer.body
    },
  }
}

function partsOf(what: `${Method} /${string}`): readonly [Method, string] {
  const method = methods.find((one) => what.startsWith(`${one} `)) ?? 'GET'
  return [method, what.slice(method.length + 1)]
}

const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const satisfies readonly Method[]
