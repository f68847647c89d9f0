import { randomBytes } from 'node:crypto'
import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LetterFiles } from '#letter/bulk/letter-files.ts'
import { lettersFlags, lettersUsage, printLettersCommand } from '#letter/bulk/letters-cli.ts'
import { readRegistration, registerFile, registerUsage } from '#letter/bulk/register-cli.ts'
import { stockSentences } from '#letter/index.ts'
import { errorCodeOf, OperatorTrouble, wordsOf } from '#platform/config/operator-trouble.ts'
import { withClient } from '#platform/database/connection.ts'
import { gateRole } from '#platform/database/roles.ts'
import { openTypesetters } from '#platform/pdf/typesetters.ts'
import { type Command, counted, quarters, readFlags, usageTrouble } from './command.ts'
import { inHouse } from './house.ts'

/** A folder for the owner alone; files appear whole or not at all. */
export async function letterFolder(folder: string): Promise<LetterFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return {
    read: async (name) => {
      try {
        return await readFile(join(folder, name))
      } catch (cause) {
        if (errorCodeOf(cause) === 'ENOENT') return undefined
        throw cause
      }
    },
    write: async (name, bytes) => {
      const unfinished = join(folder, `.${name}.part`)
      await writeFile(unfinished, bytes, { mode: 0o600, flush: true })
      await rename(unfinished, join(folder, name))
    },
    append: (name, line) => appendFile(join(folder, name), `${line}\n`, { mode: 0o600, flush: true }),
  }
}

async function readInput(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (cause) {
    if (errorCodeOf(cause) !== 'ENOENT') throw cause
    throw new OperatorTrouble('no-file', `${path} が見つかりません。場所と名前を確かめてください。`, {
      exitCode: 66,
      cause,
    })
  }
}

export const lettersCommand: Command = {
  name: 'letters',
  summary: '抽出した方へのご案内のお手紙をまとめて作ります（通信もデータベースも使いません）',
  usage: lettersUsage,
  run: async (args, { say, signal }) => {
    const flags = readFlags(lettersUsage, () => lettersFlags(args))
    const done = await printLettersCommand(flags, {
      readInput,
      openFolder: letterFolder,
      openTypesetters,
      randomBytes,
      now: () => new Date(),
      say,
      onProgress: quarters(say, '印刷'),
      signal,
    })
    if (done.ok) return done.value
    if (done.refusal.code === 'usage') throw usageTrouble(done.refusal.because, lettersUsage)
    throw new OperatorTrouble(done.refusal.code, done.refusal.because, { exitCode: 65 })
  },
}

export const lettersRegisterCommand: Command = {
  name: 'letters register',
  summary: '印刷したお手紙のコードを登録し、ご本人のページが開くようにします（何度行っても同じです）',
  usage: registerUsage,
  run: async (args, { config, say }) => {
    const [path, ...more] = args
    if (path === undefined || more.length > 0) throw usageTrouble('登録ファイルを一つ指定してください。', registerUsage)
    const file = readRegistration(await readInput(path))
    if (!file.ok) throw new OperatorTrouble(file.refusal.code, file.refusal.because, { exitCode: 65 })
    return inHouse(config, async ({ database: { admin }, keys }) => {
      const done = await withClient({ ...admin, role: gateRole }, (client) =>
        registerFile(client, keys, file.value),
      ).catch((cause: unknown) => {
        const because = Object.entries(stockSentences).find(([code]) => wordsOf(cause).includes(code))?.[1]
        throw because === undefined ? cause : new OperatorTrouble('letters-refused', because, { exitCode: 65, cause })
      })
      say(`${counted(done.registered)}通のお手紙を登録しました。すでに登録されていたもの：${counted(done.known)}通。`)
      for (const number of done.clashes) say(`  番号 ${number} は別のお手紙と重なりました。QRコードは使えます。`)
      return 0
    })
  },
}
