import { z } from 'zod'
import { isCalendarDate } from '#kernel/calendar-date.ts'
import { accountMappingShape } from '../account-file/account-mapping-contract.ts'
import { inspectionView, workView } from './desk-views.ts'

/** Screening on the server of a small company: liaison and administrator of the utility plane; for others it is not there. */
export const deskLimits = z.object({
  /** Of one file. */
  fileBytes: z.number(),
  /** Of one part of an upload. */
  partBytes: z.number(),
  files: z.number(),
  openWorks: z.number(),
  /** After so many hours everything of a work is removed. */
  hours: z.number(),
})

const day = z.string().refine(isCalendarDate, '日付は「2026-03-31」のように入力してください。').meta({ format: 'date' })
const work = z.strictObject({ id: z.uuid() })
const file = z.strictObject({ id: z.uuid(), fileId: z.uuid() })

export const listWorks = {
  method: 'GET',
  path: '/api/screening/works',
  summary: '会社の絞り込みの作業の一覧と、置けるファイルの大きさや数',
  response: z.object({ works: z.array(workView), limits: deskLimits }),
} as const

export const openWork = {
  method: 'POST',
  path: '/api/screening/works',
  summary: '絞り込みの作業をはじめる（同時に開けるのは数件まで）',
  response: workView,
} as const

export const readWork = {
  method: 'GET',
  path: '/api/screening/works/:id',
  summary: '作業のいまの様子（処理の進み方もここで見る）',
  params: work,
  response: workView,
} as const

export const closeWork = {
  method: 'DELETE',
  path: '/api/screening/works/:id',
  summary: '作業を終え、置いたファイルと結果をすべて消す',
  params: work,
  response: z.undefined(),
} as const

/** Says name and size before the first byte; answers the work with the new file, `received: 0`. */
export const announceFile = {
  method: 'POST',
  path: '/api/screening/works/:id/files',
  summary: '置くファイルの名前と大きさを先に知らせる（日付は名前から推し量る）',
  params: work,
  body: z.strictObject({
    name: z
      .string()
      .trim()
      .min(1, 'ファイルの名前を入れてください。')
      .refine(
        (name) => new TextEncoder().encode(name).length <= 200,
        'ファイルの名前が長すぎます（全角で66文字まで）。',
      )
      .regex(/^[^/\\\p{Cc}]+$/u, 'ファイルの名前に、/ や \\ や見えない文字は使えません。')
      .regex(/\.(csv|txt|tsv|parquet|pq|xlsx)$/i, 'CSV・TSV・XLSX・Parquet のファイルを選んでください。'),
    bytes: z
      .int('大きさは整数です。')
      .min(1, '空のファイルです。')
      .max(Number.MAX_SAFE_INTEGER, 'ファイルが大きすぎます。'),
  }),
  response: z.object({ fileId: z.string(), work: workView }),
} as const

/**
 * One part of a file, raw (`application/octet-stream`, at most `limits.partBytes`), in order: `offset` is `received` of the
 * file. A part that is broken off leaves nothing; the same part again is harmless (409 `part_not_next` says `current.received`).
 * Not opened by `api()`: `fetch(pathWithQuery, {method: 'PUT', body: blob, headers: {'content-type': 'application/octet-stream', 'x-csrf-token'}})`.
 */
export const sendPart = {
  method: 'PUT',
  path: '/api/screening/works/:id/files/:fileId/parts',
  summary: 'ファイルの中身を、順に少しずつ送る',
  params: file,
  query: z.strictObject({ offset: z.coerce.number().int('位置は整数です。').min(0, '位置は0以上です。') }),
  response: z.object({ received: z.number(), whole: z.boolean() }),
} as const

export const dateFile = {
  method: 'PUT',
  path: '/api/screening/works/:id/files/:fileId',
  summary: 'ファイルがいつ時点のものかを決める',
  params: file,
  body: z.strictObject({ asOf: day.nullable() }),
  response: workView,
} as const

export const removeFile = {
  method: 'DELETE',
  path: '/api/screening/works/:id/files/:fileId',
  summary: '置いたファイルを消す',
  params: file,
  response: workView,
} as const

/** Of one file; the proposal of the first file serves all files of a work, since one mapping reads them all. */
export const inspectWorkFile = {
  method: 'GET',
  path: '/api/screening/works/:id/files/:fileId/inspection',
  summary: '置いたファイルの文字コード・列・はじめの行（伏せ字）と、読み方の提案',
  params: file,
  response: inspectionView,
} as const

/** Starts reading in the background (`task.kind: 'read'`); the same mapping again is harmless. */
export const keepMapping = {
  method: 'PUT',
  path: '/api/screening/works/:id/mapping',
  summary: '列の読み方を決め、読めない行を数える',
  params: work,
  body: z.strictObject({ mapping: accountMappingShape }),
  response: workView,
} as const

/** Runs in the background; stopped, it goes on where it stopped with the same date. */
export const runWork = {
  method: 'POST',
  path: '/api/screening/works/:id/run',
  summary: 'いま有効な協定の条件で絞り込む（終わると、置いたファイルは消える）',
  params: work,
  body: z.strictObject({
    /** The files to screen; more than one where one day's accounts come in several. */
    fileIds: z
      .array(z.uuid())
      .min(1, 'どのファイルでさがすかを選んでください。')
      .max(24, '一度に選べるのは24個までです。'),
    runDate: day.refine(
      (date) => date >= '2000-01-01' && date <= '2099-12-31',
      '基準日は2000年から2099年までの日です。',
    ),
  }),
  response: workView,
} as const

export const stopWork = {
  method: 'POST',
  path: '/api/screening/works/:id/stop',
  summary: '動いている処理や、待っている処理を止める',
  params: work,
  response: workView,
} as const

/** After a run; one letter each, in the background. */
export const printWorkLetters = {
  method: 'POST',
  path: '/api/screening/works/:id/letters',
  summary: '見つかった方へのお手紙を、印刷できるファイルにまとめる',
  params: work,
  body: z.strictObject({
    phone: z
      .string()
      .trim()
      .regex(/^[0-9０-９][0-9０-９()（）‐－-]{7,19}$/, '会社の電話番号を入れてください（例：000-0000-0000）。'),
    section: z.string().trim().max(60, '部署は60文字までです。'),
    hours: z.string().trim().max(100, '受付時間は100文字までです。'),
    stage: z
      .enum(['general', 'unpaid-notice', 'reminder', 'stop-notice', 'pledge'], 'お手紙の種類を選んでください。')
      .nullable(),
    channel: z.enum(['enclosed', 'post'], '同封か郵送かを選んでください。'),
  }),
  response: workView,
} as const

/** A plain link or fetch; 401 `stepup_required` for what is about people. `name` is one of `run.outputs`. */
export const takeOutput = {
  method: 'GET',
  path: '/api/screening/works/:id/outputs/:name',
  summary: '結果のファイルを受け取る（個人に関わるファイルは、受け取ったことが記録される）',
  params: work.extend({ name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/i, 'ファイルの名前を確かめてください。') }),
  response: z.unknown(),
} as const

/** The same rule for the files of `letters.files`. */
export const takeLetters = {
  ...takeOutput,
  path: '/api/screening/works/:id/letters/:name',
  summary: 'お手紙のファイルを受け取る（受け取ったことが記録される）',
} as const
