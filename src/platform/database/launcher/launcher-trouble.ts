import { OperatorTrouble } from '#platform/config/operator-trouble.ts'

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
