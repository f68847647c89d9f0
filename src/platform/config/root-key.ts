import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCodeOf, OperatorTrouble } from './operator-trouble.ts'

const keyLength = 32

/** Where the root key of a data folder lies. */
export function rootKeyFile(dataFolder: string): string {
  return join(dataFolder, 'keys', 'root.key')
}

/**
 * The 32 random bytes from which every other secret follows. Made on the very first start only: `mayCreate` is false
 * as soon as there are records, because a new key would not open them.
 */
export async function readRootKey(dataFolder: string, { mayCreate }: { mayCreate: boolean }): Promise<Buffer> {
  const file = rootKeyFile(dataFolder)
  const mode = await stat(file).then(
    (found) => found.mode & 0o777,
    (cause) => {
      if (errorCodeOf(cause) === 'ENOENT') return undefined
      throw unreadable(file, cause)
    },
  )
  if (mode === undefined) {
    if (!mayCreate) throw missing(file)
    return createRootKey(file)
  }
  if ((mode & 0o077) !== 0) {
    throw new OperatorTrouble(
      'root-key-open',
      `鍵のファイル ${file} を、ほかの利用者も読める設定になっています（${mode.toString(8)}）。だれかに読まれていないか確かめたうえで、chmod 600 ${file} を行ってから始めてください。`,
    )
  }
  const key = await readFile(file).catch((cause) => {
    throw unreadable(file, cause)
  })
  if (key.length !== keyLength) throw damaged(file)
  return key
}

async function createRootKey(file: string): Promise<Buffer> {
  const key = randomBytes(keyLength)
  const growing = `${file}.${process.pid}`
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const handle = await open(growing, 'wx', 0o600)
    try {
      await handle.writeFile(key)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(growing, file)
    return key
  } catch (cause) {
    throw new OperatorTrouble(
      'root-key-not-written',
      `鍵のファイル ${file} を書けませんでした。フォルダーに書き込めるか、ディスクに空きがあるかを確かめてから、もう一度始めてください。`,
      { exitCode: 74, cause },
    )
  }
}

function missing(file: string): OperatorTrouble {
  return new OperatorTrouble(
    'root-key-missing',
    `鍵のファイル ${file} がありません。この鍵がないと保存した記録を開けないため、新しい鍵は作りませんでした。控えから戻してから始めてください。`,
  )
}

function damaged(file: string): OperatorTrouble {
  return new OperatorTrouble(
    'root-key-damaged',
    `鍵のファイル ${file} の長さが ${keyLength} バイトではありません。控えから戻してから始めてください。`,
  )
}

function unreadable(file: string, cause: unknown): OperatorTrouble {
  return new OperatorTrouble(
    'root-key-unreadable',
    `鍵のファイル ${file} を読めません。持ち主と読み取りの許可を確かめてから始めてください。`,
    { cause },
  )
}
