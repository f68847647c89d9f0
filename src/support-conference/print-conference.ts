import path from 'node:path'
import { z } from 'zod'
import { addDays, calendarDate, timeInJapan, todayInJapan } from '#kernel/calendar-date.ts'
import { formatEra, formatShort } from '#kernel/date-text.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import { recordAudit } from '#platform/database/session.ts'
import { listUnprintable } from '#platform/pdf/printable.ts'
import { typesetPdf } from '#platform/pdf/typeset.ts'
import { type Answer, type Desk, may, missing } from './conference-desk.ts'
import { askDatabase, type SittingDetail, sittingDetail } from './conference-store.ts'
import { decisionLines } from './decide-item.ts'
import { loadItem } from './item-papers.ts'
import { SECRECY_LINE } from './own-conference.ts'
import type { printCopy, printDecision, printSitting } from './pack-contract.ts'
import { packRecord } from './pack-records.ts'
import { openSealedPack, type PackLine } from './seal-pack.ts'
import {
  ACTION_KINDS,
  ACTION_RESULTS,
  ITEM_KINDS,
  ITEM_TOPICS,
  SITTING_KINDS,
  SITTING_STATES,
} from './support-conference.ts'

/** What one sheet says; every value reaches the template as data. */
export type Sheet = {
  readonly title: string
  readonly notice: string | null
  /** Number of the copy in its frame, such as 「第3号」. */
  readonly copy: string | null
  readonly watermark: string | null
  readonly foot: string
  readonly facts: readonly (readonly [string, string])[]
  readonly sections: readonly {
    readonly heading: string
    readonly lines: readonly Pick<PackLine, 'label' | 'value'>[]
  }[]
}

/** Sets a sheet; refuses characters that neither typeface can draw. */
export async function setSheet(data: Sheet, printedAt: Date): Promise<Result<Uint8Array>> {
  const unknown = listUnprintable(JSON.stringify(data))
  if (unknown.length > 0) {
    return refuse(
      'unprintable',
      `「${unknown.join('」「')}」は用意した書体にない文字です。かななど別の書き方にすると印刷できます。`,
    )
  }
  const template = path.join(import.meta.dirname, 'conference-sheet.typ')
  return ok(await typesetPdf({ template, title: data.title, data, language: 'ja', standard: 'ua-1', printedAt }))
}

const moment = (iso: string) => `${formatEra(todayInJapan(new Date(iso)))} ${timeInJapan(new Date(iso))}`
const day = (date: string) => formatShort(calendarDate(date))
const pdfOf = (bytes: Uint8Array, fileName: string) => ({ pdf: Buffer.from(bytes).toString('base64'), fileName })

const printed = packRecord.extend({ issuedAt: z.string() })

/** One numbered copy of a pack; the same id prints the same number again. */
export async function printNumberedCopy(
  desk: Desk,
  packId: string,
  { id }: z.output<typeof printCopy.body>,
): Answer<typeof printCopy.response> {
  if (!may(desk, 'keep-items')) return missing
  const shape = z.object({ id: z.string(), number: z.int() })
  const copy = await askDatabase(desk.tx, 'print_copy', { document: { id, packId }, shape })
  const found = await askDatabase(desk.tx, 'copy_to_print', { id, shape: printed })
  const number = `第${copy.number}号`
  const sheet: Sheet = {
    title: found.kind === 'material' ? '支援会議 案件の資料' : '支援会議 方針のお知らせ',
    notice: `${SECRECY_LINE}会議の後、この紙をお返しください。写しはとらないでください。`,
    copy: number,
    watermark: `${found.organization} ${found.name}　${moment(found.issuedAt)}　${number}`,
    foot: `${found.body}　${number}　${found.organization} ${found.name}　${moment(found.issuedAt)} に作成`,
    facts: [
      ['会議', `${found.body}（${moment(found.startsAt)}）`],
      ['案件', ITEM_TOPICS[found.topic]],
      ['お渡しする方', `${found.organization} ${found.name}`],
      ['返していただく日', `${day(addDays(todayInJapan(new Date(found.closesAt)), -1))} まで`],
    ],
    sections: [{ heading: '内容', lines: openSealedPack(desk.platform, found) }],
  }
  const set = await setSheet(sheet, desk.platform.now())
  return set.ok ? ok({ ...copy, ...pdfOf(set.value, `shienkaigi-${copy.number}.pdf`) }) : set
}

/** Direction, roles and actions of an item; the record of the discussion is not in it. */
export async function printDecisionSheet(desk: Desk, item: string): Answer<typeof printDecision.response> {
  if (!may(desk, 'keep-items')) return missing
  const loaded = await loadItem(desk, item)
  if (!loaded.ok) return loaded
  const { papers, minutes, opened } = loaded.value
  if (minutes === undefined) return refuse('paper-missing', 'まだ方針が書かれていません。')
  const owner = (id: string) => papers.called.find(({ memberId }) => memberId === id)
  const sheet: Sheet = {
    title: '支援会議 方針と役割',
    notice: SECRECY_LINE,
    copy: null,
    watermark: `${desk.staff.organization.name} ${desk.staff.displayName}　${moment(desk.platform.now().toISOString())}`,
    foot: `${papers.body}　${moment(papers.startsAt)}　ケース ${opened.record.number}`,
    facts: [
      ['会議', `${papers.body}（${moment(papers.startsAt)}）`],
      ['案件', `${ITEM_TOPICS[papers.topic]}　ケース ${opened.record.number}`],
      ['招いた方', papers.called.map(({ organization, name }) => `${organization} ${name}`).join('、')],
      ['プラン', '支援プランの決定と評価は、支援調整会議で行います。'],
    ],
    sections: [
      { heading: '方針と役割', lines: decisionLines(minutes, papers.called) },
      {
        heading: '宿題',
        lines: minutes.actions.map(({ kind, ownerMemberId, dueOn, what }) => ({
          label: `${owner(ownerMemberId)?.organization ?? ''} ${owner(ownerMemberId)?.name ?? ''}：${ACTION_KINDS[kind]}（${day(dueOn)} まで）`,
          value: what,
        })),
      },
    ],
  }
  const set = await setSheet(sheet, desk.platform.now())
  if (!set.ok) return set
  await recordAudit(desk.tx, {
    action: 'conference-paper.printed',
    subjectId: opened.record.subject_id,
    objectId: item,
  })
  return ok(pdfOf(set.value, 'shienkaigi-houshin.pdf'))
}

/** The record of a sitting without anybody's affairs: numbers and topics, who was here, times, regional issues, the proof. */
export async function printSittingSheet(desk: Desk, sitting: string): Answer<typeof printSitting.response> {
  if (!may(desk, 'move')) return missing
  const found = await askDatabase(desk.tx, 'conference_sitting', { id: sitting, shape: sittingDetail })
  const set = await setSheet(sittingSheet(found), desk.platform.now())
  if (!set.ok) return set
  await recordAudit(desk.tx, { action: 'conference.printed', objectId: sitting })
  return ok(pdfOf(set.value, 'shienkaigi-kiroku.pdf'))
}

/** The sheet of a sitting. */
export function sittingSheet(found: SittingDetail): Sheet {
  const time = (iso: string | undefined) => (iso === undefined ? '－' : timeInJapan(new Date(iso)))
  return {
    title: `${found.body} 会議の記録`,
    notice: found.byLaws.closed
      ? 'この会議と資料は非公開です（運営要領）。この紙に、個人のことは書かれていません。'
      : null,
    copy: null,
    watermark: null,
    foot: `${found.body}　${moment(found.startsAt)}　運営要領 第${found.edition}版　保存 ${found.byLaws.retentionYears}年`,
    facts: [
      ['日時', `${moment(found.startsAt)}（開会 ${time(found.openedAt)}・閉会 ${time(found.closedAt)}）`],
      ['場所', found.place],
      ['種類', `${SITTING_KINDS[found.kind]}・${SITTING_STATES[found.state]}`],
    ],
    sections: [
      {
        heading: '案件',
        lines: found.agenda.map((item, index) => ({
          label: `${index + 1}．${ITEM_KINDS[item.kind]}（${ITEM_TOPICS[item.topic]}）${item.caseNumber ?? ''}`,
          value: `${item.title === undefined ? '' : `${item.title}　`}${time(item.startedAt)}〜${time(item.endedAt)}　呼んだ方 ${item.called.length}名・宿題 ${item.actions.length}件`,
        })),
      },
      {
        heading: '出席',
        lines: found.attendance.map(({ organization, name, arrivedAt, leftAt, signed }) => ({
          label: `${organization} ${name}`,
          value: `${time(arrivedAt)}〜${time(leftAt)}　守秘の確認 ${signed ? '済み' : 'まだ'}`,
        })),
      },
      {
        heading: '宿題',
        lines: found.agenda.flatMap(({ actions }) =>
          actions.map(({ organization, owner, kind, dueOn, result }) => ({
            label: `${organization} ${owner}`,
            value: `${ACTION_KINDS[kind]}（${day(dueOn)} まで）${result === undefined ? '' : `：${ACTION_RESULTS[result]}`}`,
          })),
        ),
      },
      { heading: '地域の課題', lines: found.issues.map(({ text }, index) => ({ label: `${index + 1}`, value: text })) },
      { heading: '資料を閉じた証明', lines: [proofLine(found)] },
    ],
  }
}

function proofLine({ proof, copies }: SittingDetail): { label: string; value: string } {
  const all = copies.out + copies.returned + copies.missing
  return {
    label:
      proof.packs === proof.packsClosed ? 'すべて閉じました' : `まだ${proof.packs - proof.packsClosed}件が開いています`,
    value: `渡した資料 ${proof.packs}件・閉じた ${proof.packsClosed}件・鍵を壊した ${proof.keysDestroyed}件・開かれた回数 ${proof.openings}回\n紙の写し ${all}部・戻った ${copies.returned}部・見つからない ${copies.missing}部・まだ戻らない ${copies.out}部${proof.lastClosedAt === undefined ? '' : `\n最後に閉じた日時 ${moment(proof.lastClosedAt)}`}`,
  }
}
