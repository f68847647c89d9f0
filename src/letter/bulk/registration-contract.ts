import { z } from 'zod'
import { LETTER_LANGUAGES, LETTER_STAGES } from '../letter.ts'

/** How many letters one upload may register; longer files are sent in parts, in any order. */
export const LARGEST_REGISTRATION = 2_000

const letter = z.strictObject({
  number: z.string().regex(/^[0-9]{12}$/, 'お手紙の番号は12けたの数字です。'),
  /** SHA-256 of the code on the paper: from 130 random bits, so nobody finds the code from it. */
  codeHash: z.string().regex(/^[0-9a-f]{64}$/, 'コードの控えを読み取れません。'),
  kind: z.literal('letter'),
  language: z.enum(LETTER_LANGUAGES),
  municipality: z.string().regex(/^[0-9]{6}$/, '市区町村コードは6けたの数字です。'),
  tenantId: z.guid(),
  windowId: z.guid(),
  stage: z.enum(LETTER_STAGES),
})

export const registrationHead = {
  format: z.literal('tomoshibi-letter-registration/1', 'お手紙の登録ファイル（第1版）ではありません。'),
  organizationId: z.guid(),
  issuedOn: z.iso.date('発行日を読み取れません。'),
  wordingVersion: z.string().min(1).max(40),
  /** How the letters reach people: enclosed with the notice of their stage, or by themselves. */
  channel: z.enum(['enclosed', 'post']),
}

/** `registration.json`: all that the installation learns of a print run. No names, no contracts, no addresses. */
export const registrationShape = z.strictObject({ ...registrationHead, letters: z.array(letter) })
export type Registration = z.infer<typeof registrationShape>
export type RegisteredLetter = Registration['letters'][number]

/** The same in parts that one request may carry. */
export const registrationPart = z.strictObject({
  ...registrationHead,
  letters: z
    .array(letter)
    .min(1, '登録するお手紙がありません。')
    .max(LARGEST_REGISTRATION, `一度に登録できるのは${LARGEST_REGISTRATION.toLocaleString('ja')}通までです。`),
})

/** Makes the codes of a print run open their pages. The same file again changes nothing. */
export const registerLetters = {
  method: 'POST',
  path: '/api/letters/registrations',
  summary:
    'まとめて印刷したお手紙のコードを登録します。お名前もご契約も含まないファイルです。何度送っても同じ結果です。',
  body: registrationPart,
  response: z.object({
    registered: z.int(),
    known: z.int(),
    /** Numbers that another letter of the company already carries: the QR code works, the number is not read out. */
    clashes: z.array(z.string()),
  }),
} as const
