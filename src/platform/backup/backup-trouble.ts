import { diskFull } from '#platform/config/data-folder.ts'
import { errorCodeOf, OperatorTrouble } from '#platform/config/operator-trouble.ts'

export function targetNotEmpty(folder: string): OperatorTrouble {
  return new OperatorTrouble(
    'backup-target-not-empty',
    `フォルダー ${folder} は空ではありません。前の控えに上書きしないよう、まだないフォルダーか空のフォルダーを指定してください。`,
    { exitCode: 73 },
  )
}

export function targetInsideDatabase(folder: string): OperatorTrouble {
  return new OperatorTrouble(
    'backup-target-inside',
    `フォルダー ${folder} は、データベースのフォルダーの中です。別の場所（できれば別のディスク）を指定してください。`,
    { exitCode: 73 },
  )
}

export function backupStopped(): OperatorTrouble {
  return new OperatorTrouble(
    'stopped',
    '途中で止めました。書きかけは片づけました。動いているともしびはそのままです。',
    {
      exitCode: 130,
    },
  )
}

export function tablespacesFound(): OperatorTrouble {
  return new OperatorTrouble(
    'backup-tablespaces',
    'このデータベースには、別の場所に置かれた表領域があります。ともしびの控えでは写せないため、PostgreSQL の pg_basebackup をお使いください。',
  )
}

export function walMissing(name: string): OperatorTrouble {
  return new OperatorTrouble(
    'backup-wal-missing',
    `控えに要る先行書き込みログ ${name} が見つかりませんでした。控えとして使えないため、片づけました。もう一度お試しください。`,
    { exitCode: 75 },
  )
}

export function noBackupThere(folder: string): OperatorTrouble {
  return new OperatorTrouble(
    'backup-missing',
    `${folder} に控えの目録（manifest.json）がありません。場所が違うか、途中で終わった控えです。途中で終わった控えからは戻せません。`,
    { exitCode: 66 },
  )
}

export function manifestUnreadable(folder: string, cause: unknown): OperatorTrouble {
  return new OperatorTrouble('backup-manifest', `${folder} の目録（manifest.json）を読めません。壊れた控えです。`, {
    exitCode: 65,
    cause,
  })
}

export function manifestForeign(folder: string): OperatorTrouble {
  return new OperatorTrouble(
    'backup-seal',
    `${folder} の目録の印が、いまの鍵（keys/root.key）と合いません。別の設置の控えか、鍵が違うか、目録が書き換えられています。その控えを取ったときの鍵を置いて、もう一度お試しください。`,
    { exitCode: 65 },
  )
}

export function backupDamaged(faults: readonly string[]): OperatorTrouble {
  const more = faults.length > 5 ? `\n  ほか ${faults.length - 5}件` : ''
  const list = faults
    .slice(0, 5)
    .map((fault) => `\n  ${fault}`)
    .join('')
  return new OperatorTrouble('backup-damaged', `この控えは、目録のとおりではありません。${list}${more}`, {
    exitCode: 65,
  })
}

/** What the system said about writing a backup, as a sentence; anything else is passed on as it is. */
export function writingTrouble(folder: string, cause: unknown): unknown {
  const code = errorCodeOf(cause) ?? ''
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') return diskFull(folder, cause)
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM' || code === 'ENOTDIR' || code === 'EEXIST') {
    return new OperatorTrouble(
      'backup-target-unusable',
      `${folder} に書き込めません。フォルダーの持ち主と書き込みの許可を確かめるか、別の場所を指定してください。`,
      { exitCode: 73, cause },
    )
  }
  return cause
}
