import { actorsOf, type Cast } from './cast.ts'
import { inTurns } from './crawl.ts'
import { liveAlone, livePair } from './live.ts'
import { liveCases } from './live-case.ts'
import { liveConference } from './live-conference.ts'
import { liveDesks } from './live-desk.ts'
import { liveJudgement } from './live-judgement.ts'
import { livePerson, type Person } from './live-person.ts'
import { liveProtected } from './live-protected.ts'
import type { Stage } from './stage.ts'

/** The whole life of the cast. With `few`, letters and cases only between some companies and agencies. */
export async function livePlaces(stage: Stage, cast: Cast, few: boolean): Promise<readonly Person[]> {
  await liveAlone(stage, cast, actorsOf(cast))
  await liveDesks(stage, cast)
  const people: Person[] = []
  await inTurns(pairsOf(cast), async ({ pair, label, at, first }) => {
    await livePair(stage, pair, label)
    await liveJudgement(stage, pair, label)
    if (few && at % 3 !== 0) return
    await liveCases(stage, pair, label)
    await liveProtected(stage, pair, label)
    await liveConference(stage, pair, label)
    if (first || few) people.push(await livePerson(stage, pair, label))
  })
  return people
}

/** Every company with every agency of every municipality. */
function pairsOf({ towns, companies }: Cast) {
  const pairs = towns.flatMap((town, t) =>
    town.agencies.flatMap((agency, a) =>
      companies.map((company, c) => ({
        pair: { town, agency, company },
        label: `town-${t} agency-${a} company-${c}`,
        first: a === 0,
      })),
    ),
  )
  return pairs.map((one, at) => ({ ...one, at }))
}
