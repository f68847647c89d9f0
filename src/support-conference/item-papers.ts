import { ok, type Result } from '#kernel/result.ts'
import { openJson, sealJson } from '#platform/crypto/key-ring.ts'
import { type CaseDesk, loadCase, type OpenedCase } from '#support-case/index.ts'
import { type Desk, missing } from './conference-desk.ts'
import { askDatabase } from './conference-store.ts'
import { type Material, type Minutes, material, minutes } from './pack-contract.ts'
import { type ItemPapers, itemPapers } from './pack-records.ts'

/** An item whose case the speaker may open, with its papers opened. */
export type OpenedItem = {
  readonly papers: ItemPapers
  readonly opened: OpenedCase
  readonly material: Material | undefined
  readonly minutes: Minutes | undefined
}

/** Loads an item for those who may open its case; for everybody else it is not there. */
export async function loadItem(desk: Desk, item: string): Promise<Result<OpenedItem>> {
  const papers = await askDatabase(desk.tx, 'item_papers', { id: item, shape: itemPapers })
  const caseDesk: CaseDesk = desk
  const loaded = await loadCase(caseDesk, papers.caseId, 'note')
  if (!loaded.ok) return missing
  const { key, record } = loaded.value
  const open = (kind: 'material' | 'minutes') => {
    const sealed = papers.papers[kind]
    if (sealed === undefined) return undefined
    return openJson(
      key,
      { scopeId: record.tenant_id, recordId: papers.itemId, field: kind },
      Buffer.from(sealed, 'base64'),
    )
  }
  return ok({
    papers,
    opened: loaded.value,
    material: material.optional().parse(open('material')),
    minutes: minutes.optional().parse(open('minutes')),
  })
}

/** Seals a paper for the person of the case. */
export function sealPaper(
  { opened, papers }: OpenedItem,
  kind: 'material' | 'minutes',
  value: Material | Minutes,
): string {
  const place = { scopeId: opened.record.tenant_id, recordId: papers.itemId, field: kind }
  return Buffer.from(sealJson(opened.key, place, value)).toString('base64')
}
