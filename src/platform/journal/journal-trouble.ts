import { OperatorTrouble } from '#platform/config/operator-trouble.ts'

export function journalBroken(name: string, line: number): OperatorTrouble {
  return new OperatorTrouble(
    'journal-broken',
    `消去と取り消しの控え journal/${name} の${line}行めが、書いたときのものと違います。書き換えられたか、途中が抜けています。元の控えを置いてから、もう一度始めてください。それまで、ともしびは始まりません。`,
    { exitCode: 65 },
  )
}

export function journalMissing(folder: string): OperatorTrouble {
  return new OperatorTrouble(
    'journal-missing',
    `バックアップから戻したあと、まだ消去と取り消しをやり直していません。${folder} に、前のデータフォルダーの journal フォルダーを置いて、もう一度始めてください。それまで、ともしびは始まりません（消したはずの方の記録や、取り消された同意が生きているためです）。控えを取ってから消去も取り消しもなかったことが確かなときは、空のファイル journal/none.journal を置くと始まります。`,
    { exitCode: 66 },
  )
}
