import { z } from 'zod'
import type { DataCategory } from '#consent/consent.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { recordAudit } from '#platform/database/session.ts'
import { type Answer, type Desk, may, missing } from './conference-desk.ts'
import { askDatabase } from './conference-store.ts'
import { loadItem, type OpenedItem, sealPaper } from './item-papers.ts'
import { getSittingView } from './keep-sitting.ts'
import type { getMaterial, issuePacks, Material, MaterialView, writeMaterial } from './pack-contract.ts'
import type { ItemPapers } from './pack-records.ts'
import { findWhereabouts, PACK_FIELDS, type PackField, packFieldsFor } from './pack-rules.ts'
import { type PackLine, sealPack } from './seal-pack.ts'
import { listSittingCommands } from './support-conference.ts'

/** The material of an item, and exactly what each called member would see of it. */
export async function getItemMaterial(desk: Desk, item: string): Answer<typeof getMaterial.response> {
  if (!may(desk, 'keep-items')) return missing
  const loaded = await loadItem(desk, item)
  if (!loaded.ok) return loaded
  const { subject_id: subjectId } = loaded.value.opened.record
  await recordAudit(desk.tx, {
    action: 'conference-paper.read',
    subjectId,
    objectId: item,
    detail: { kind: 'material' },
  })
  return ok(present(loaded.value))
}

function present(item: OpenedItem): MaterialView {
  const { papers, material } = item
  const commands = listSittingCommands(papers.state)
  const writes = ['planned', 'called', 'open'].includes(papers.state)
  return {
    itemId: papers.itemId,
    version: papers.version,
    caseId: papers.caseId,
    protected: papers.protected,
    material,
    previews: papers.called.map((reader) => ({
      callId: reader.callId,
      memberId: reader.memberId,
      name: reader.name,
      organization: reader.organization,
      kind: reader.kind,
      lines: [...linesFor(item, reader)].filter(isMaterialLine),
      hidden: hiddenFrom(item, reader),
    })),
    opensAt: papers.opensAt,
    closesAt: papers.closesAt,
    allowed: [
      ...(writes ? (['write-material'] as const) : []),
      ...(material !== undefined && commands.includes('issue-pack') ? (['issue-pack'] as const) : []),
    ],
  }
}

type Reader = ItemPapers['called'][number]
type MaterialLine = MaterialView['previews'][number]['lines'][number]

function isMaterialLine(line: PackLine): line is PackLine & MaterialLine {
  return line.field in PACK_FIELDS
}

/** What one member's pack holds: the fields of its kind that are filled in. */
export function linesFor(item: OpenedItem, { kind, ofTheTeam }: Reader): readonly PackLine[] {
  const { papers, material } = item
  if (material === undefined) return []
  const values = valuesOf(item, material)
  return packFieldsFor({ kind, ofTheTeam }, { protected: papers.protected, leftOut: material.leftOut }).flatMap(
    (field) => {
      const value = values[field]?.trim()
      return value ? [{ field, label: PACK_FIELDS[field].label, value }] : []
    },
  )
}

/** Fields that are filled in and that this member does not get, by their names. */
function hiddenFrom(item: OpenedItem, reader: Reader): string[] {
  const shown = new Set(linesFor(item, reader).map(({ field }) => field))
  const values = item.material === undefined ? {} : valuesOf(item, item.material)
  return Object.entries(PACK_FIELDS)
    .filter(
      ([field]) =>
        !shown.has(asField(field)) && Object.entries(values).some(([name, value]) => name === field && value),
    )
    .map(([, { label }]) => label)
}

function asField(name: string): PackField {
  return z
    .enum(['name', 'reading', 'address', 'phone', 'supply', 'payment', 'people', 'situation', 'efforts', 'question'])
    .parse(name)
}

function valuesOf({ opened }: OpenedItem, material: Material): Readonly<Record<PackField, string | undefined>> {
  const { name, reading, address, phone, people } = opened.household
  return {
    name,
    reading,
    address,
    phone,
    supply: material.supply,
    payment: material.payment,
    people: material.people || people,
    situation: material.situation,
    efforts: material.efforts,
    question: material.question,
  }
}

/** Keeps what was written for the sitting; nobody but those who may open the case sees it before it is handed over. */
export async function keepMaterial(
  desk: Desk,
  item: string,
  given: z.output<typeof writeMaterial.body>,
): Answer<typeof writeMaterial.response> {
  if (!may(desk, 'keep-items')) return missing
  const loaded = await loadItem(desk, item)
  if (!loaded.ok) return loaded
  const safe = decideWords(loaded.value, [given.material.question])
  if (!safe.ok) return safe
  const document = {
    itemId: item,
    version: given.version,
    kind: 'material',
    basis: given.material.basis.kind,
    sealed: sealPaper(loaded.value, 'material', given.material),
  }
  await askDatabase(desk.tx, 'write_paper', { document, shape: z.literal(true) })
  return getItemMaterial(desk, item)
}

/** Of a protected person no sentence that leaves the team says where they are. */
export function decideWords({ papers, opened }: OpenedItem, words: readonly (string | undefined)[]): Result<unknown> {
  if (!papers.protected) return ok(undefined)
  const found = words.map((text) => findWhereabouts(text ?? '', opened.household)).find((one) => one !== undefined)
  if (found === undefined) return ok(undefined)
  const named = { address: 'ご住所', phone: '電話番号', place: '学校や勤め先' }[found]
  return refuse(
    'protected-whereabouts',
    `保護の印があるため、担当のほかに伝わる文には書けません。${named}のように見えるところを消すと保存できます。`,
  )
}

/** Hands over one pack for each called member; asks for a step-up, which the database checks. */
export async function handOutMaterial(
  desk: Desk,
  item: string,
  { version }: z.output<typeof issuePacks.body>,
): Answer<typeof issuePacks.response> {
  if (!may(desk, 'keep-items')) return missing
  const loaded = await loadItem(desk, item)
  if (!loaded.ok) return loaded
  if (loaded.value.material === undefined) {
    return refuse('paper-missing', 'まだ資料が書かれていません。会議で決めたいことを書くと、渡せます。')
  }
  const packs = loaded.value.papers.called.map((reader) => packOf(desk, reader, linesFor(loaded.value, reader)))
  await sendPacks(desk, { itemId: item, version, kind: 'material', packs })
  return getSittingView(desk, loaded.value.papers.sittingId)
}

export type NewPack = {
  readonly id: string
  readonly callId: string
  readonly sharingId: string
  readonly actionId?: string
  readonly parts: readonly {
    readonly category: DataCategory | string
    readonly sealed: string
    readonly wrappedKey: string
  }[]
}

/** One pack for one member, sealed for their organisation. */
export function packOf({ platform, staff }: Desk, reader: Reader, lines: readonly PackLine[]): NewPack {
  const sharingId = platform.newId()
  const to = { tenantId: staff.tenant?.id ?? '', sharingId, organizationId: reader.organizationId }
  return { id: platform.newId(), callId: reader.callId, sharingId, parts: sealPack(platform, to, lines) }
}

type Sending = {
  readonly itemId: string
  readonly version: number
  readonly kind: 'material' | 'decision'
  readonly packs: readonly NewPack[]
}

/** Writes packs, their lines of the ledger and the news, in one call. */
export async function sendPacks(desk: Desk, document: Sending): Promise<number> {
  return askDatabase(desk.tx, 'issue_packs', { document, shape: z.int() })
}
