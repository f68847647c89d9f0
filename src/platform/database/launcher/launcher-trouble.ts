import { errorCodeOf, OperatorTrouble } from '#platform/config/operator-trouble.ts'

/** Turns what the system said about a folder (`ENOSPC`, `EROFS` …, or the words in a server log) into one sentence. */
export function folderTrouble(folder: string, cause: unknown): OperatorTrouble {
  const said = `${errorCodeOf(cause) ?? ''} ${cause instanceof Error ? cause.message : String(cause)}`
  if (/ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/.test(said)) {
    return new OperatorTrouble(
      'disk-full',
      `ディスクの空きが足りません（${folder}）。いらないファイルを消して空きを作ってから、もう一度始めてください。これまでに保存した記録はそのまま残っています。`,
      { exitCode: 74, cause },
    )
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

export function alreadyRunning(holder: string): OperatorTrouble {
  return new OperatorTrouble(
    'already-running',
    `このフォルダーのともしびは、もう動いています（プロセス ${holder}）。そのままお使いいただけます。始め直すときは、動いているほうを Ctrl-C で止めてからにしてください。`,
    { exitCode: 75 },
  )
}

export function binariesMissing(platform: string, cause?: unknown): OperatorTrouble {
  return new OperatorTrouble(
    'database-binaries-missing',
    `この機械（${platform}）で動く PostgreSQL が見つかりません。npm ci をもう一度行うか、PostgreSQL 15 以上を用意して環境変数 TOMOSHIBI_DATABASE_URL に接続先を指定してください。`,
    { cause },
  )
}

export function rootNeedsAnotherIdentity(cause?: unknown): OperatorTrouble {
  return new OperatorTrouble(
    'root-cannot-run-database',
    'PostgreSQL は root のままでは動かせず、この機械では unshare も setpriv も使えませんでした。root でない利用者で始めるか、環境変数 TOMOSHIBI_DATABASE_URL に別の PostgreSQL を指定してください。',
    { cause },
  )
}

export function otherVersion(found: string, folder: string): OperatorTrouble {
  return new OperatorTrouble(
    'database-version',
    `${folder} の記録は PostgreSQL ${found} のもので、いまのともしび（PostgreSQL 18）では開けません。以前の版のともしびで控えを取ってから移してください。`,
  )
}
