import { constants, existsSync } from 'node:fs'
import { access, chmod, mkdir, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCodeOf, OperatorTrouble } from './operator-trouble.ts'

/** Makes the folder for everything this installation keeps (0700) and tries whether it can be written to. */
export async function prepareDataFolder(folder: string): Promise<void> {
  const trial = join(folder, `.trial-${process.pid}`)
  try {
    await makePrivateFolder(folder)
    const handle = await open(trial, 'w', 0o600)
    await handle.close()
    await rm(trial)
  } catch (cause) {
    throw folderTrouble(folder, cause)
  }
}

/** Makes a folder and those above it, closed to others (0700). */
export async function makePrivateFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    // Node says "no such file" where the disk is read only; the nearest folder that exists tells the truth.
    if (errorCodeOf(cause) === 'ENOENT') await access(nearestExisting(folder), constants.W_OK)
    throw cause
  }
  await chmod(folder, 0o700)
}

function nearestExisting(folder: string): string {
  const above = dirname(folder)
  return existsSync(folder) || above === folder ? folder : nearestExisting(above)
}

export function diskFull(folder: string, cause: unknown): OperatorTrouble {
  return new OperatorTrouble(
    'disk-full',
    `ディスクの空きが足りません（${folder}）。いらないファイルを消して空きを作ってから、もう一度始めてください。これまでに保存した記録はそのまま残っています。`,
    { exitCode: 74, cause },
  )
}

/** Turns what the system said about a folder (`ENOSPC`, `EROFS` …, or the words in a server log) into one sentence. */
export function folderTrouble(folder: string, cause: unknown): OperatorTrouble {
  const said = `${errorCodeOf(cause) ?? ''} ${cause instanceof Error ? cause.message : String(cause)}`
  if (/ENOSPC|EDQUOT|53100|No space left on device|Disk quota exceeded/.test(said)) {
    return diskFull(folder, cause)
  }
  if (/EROFS|EACCES|EPERM|Read-only file system|Permission denied/.test(said)) {
    return new OperatorTrouble(
      'folder-not-writable',
      `フォルダー ${folder} に書き込めません。このフォルダーの持ち主と書き込みの許可を確かめるか、書き込める場所を環境変数 TOMOSHIBI_DATA に指定してください。`,
      { exitCode: 73, cause },
    )
  }
  if (/ENOTDIR|EEXIST|ENOENT|ENAMETOOLONG|EINVAL/.test(said)) {
    return new OperatorTrouble(
      'folder-unusable',
      `${folder} をフォルダーとして使えません。同じ名前のファイルがあれば別の場所へ移すか、使える場所を環境変数 TOMOSHIBI_DATA に指定してください。`,
      { exitCode: 73, cause },
    )
  }
  return new OperatorTrouble(
    'database-did-not-start',
    `データベースを始められませんでした（${folder}）。くわしい記録は postgres.log にあります。もう一度始めても同じときは、その記録を添えて管理者に伝えてください。`,
    { exitCode: 70, cause },
  )
}
