import type { UnusualLook, UnusualReason } from './unusual-looks.ts'

type Told = Pick<UnusualLook, 'looks' | 'usual' | 'reasons'> & {
  readonly viewer: string
  /** The deed in Japanese, of an administrator. */
  readonly deed: string | undefined
}

/** One sentence for each reason, as whoever judges reads it: what happened, and no verdict. */
export function sentencesOf(told: Told): readonly string[] {
  return told.reasons.map((reason) => sentenceOf(reason, told))
}

function sentenceOf(reason: UnusualReason, { viewer, looks, usual, deed }: Told): string {
  switch (reason) {
    case 'administration':
      return `管理者の${viewer}さんが、自分で「${deed ?? '操作'}」を${looks}回行いました。`
    case 'same-surname':
      return `${viewer}さんと同じ名字かもしれない世帯です。名字は読み取らず、符号で比べました。`
    case 'same-address':
      return `${viewer}さんと同じ住所かもしれない世帯です。住所は読み取らず、符号で比べました。`
    case 'not-assigned':
      return `${viewer}さんは、見たときこのケースの担当ではありませんでした（${looks}回）。`
    case 'protected':
      return '保護の印があるケースを、担当でない人が見た記録です。'
    case 'burst':
      return usual === null
        ? `一日に${looks}件のケースを開きました。ふだんの数は、まだわかりません。`
        : `一日に${looks}件のケースを開きました。ふだんは${usual}件ほどです。`
    case 'off-hours':
      return '業務の時間の外（夜・休日）に見ています。当番ではありませんでした。'
    case 'no-action':
      return '見たあと一日のあいだに、記録や操作がありません。'
    default: {
      const never: never = reason
      return never
    }
  }
}
