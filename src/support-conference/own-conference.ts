import { z } from 'zod'
import { calendarDate, daysBetween, timeInJapan, todayInJapan } from '#kernel/calendar-date.ts'
import { ok } from '#kernel/result.ts'
import { SECRECY_TEXTS } from './by-laws.ts'
import { type Answer, type Desk, missing } from './conference-desk.ts'
import { askDatabase } from './conference-store.ts'
import type { endOwnAction, getOwnConference, givePledge, openPack } from './member-contract.ts'
import { ownConference, packRecord } from './pack-records.ts'
import { packStateOf } from './present-sitting.ts'
import { openSealedPack } from './seal-pack.ts'
import { actionResults } from './support-conference.ts'

/** Auditors sit in no conference. */
const maySit = ({ staff }: Desk) => staff.plane !== 'auditor'

/** What the speaker was called to, their actions, and the texts they have yet to acknowledge. */
export async function getOwn(desk: Desk): Answer<typeof getOwnConference.response> {
  if (!maySit(desk)) return missing
  const now = desk.platform.now()
  const { sittings, actions, pledges } = await askDatabase(desk.tx, 'own_conference', { shape: ownConference })
  return ok({
    sittings: sittings.map((sitting) => ({
      ...sitting,
      items: sitting.items.map((item) => ({
        ...item,
        packs: item.packs.map(({ closed, ...pack }) => ({ ...pack, state: packStateOf({ ...pack, closed }, now) })),
      })),
    })),
    actions: actions.map((action) => ({
      ...action,
      daysLeft: daysBetween(todayInJapan(now), calendarDate(action.dueOn)),
    })),
    pledges: pledges.map((one) => ({ ...one, text: [...SECRECY_TEXTS[one.version]] })),
  })
}

export async function pledge(
  desk: Desk,
  document: z.output<typeof givePledge.body>,
): Answer<typeof givePledge.response> {
  if (!maySit(desk)) return missing
  return ok(await askDatabase(desk.tx, 'give_pledge', { document, shape: z.object({ signedOn: z.string() }) }))
}

const opened = packRecord.extend({ signed: z.boolean(), openedAt: z.string() })

export const SECRECY_LINE =
  '支援会議の資料です。生活困窮者自立支援法により、正当な理由なく外に漏らすことはできません。この義務は、構成員でなくなった後も続きます。'

/** Opens one's own pack; the opening is written down before anything is answered. */
export async function open(desk: Desk, pack: string): Answer<typeof openPack.response> {
  if (!maySit(desk)) return missing
  const found = await askDatabase(desk.tx, 'open_pack', { id: pack, shape: opened })
  const { name, organization, copyNumber } = found
  const at = new Date(found.openedAt)
  const when = `${todayInJapan(at)} ${timeInJapan(at)}`
  return ok({
    id: found.id,
    kind: found.kind,
    sittingId: found.sittingId,
    startsAt: found.startsAt,
    topic: found.topic,
    lines: [...openSealedPack(desk.platform, found)],
    watermark: {
      name,
      organization,
      copyNumber,
      openedAt: found.openedAt,
      text: `${organization} ${name}　${when}　第${copyNumber}号`,
    },
    closesAt: found.closesAt,
    signLater: !found.signed,
    secrecyLine: SECRECY_LINE,
  })
}

export async function endOwn(
  desk: Desk,
  action: string,
  { result }: z.output<typeof endOwnAction.body>,
): Answer<typeof endOwnAction.response> {
  if (!maySit(desk)) return missing
  const shape = z.object({ result: z.enum(actionResults) })
  return ok(await askDatabase(desk.tx, 'end_own_action', { document: { id: action, result }, shape }))
}
