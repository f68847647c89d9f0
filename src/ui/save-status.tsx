import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

export type SaveState =
  | { readonly kind: 'untouched' }
  | { readonly kind: 'restored'; readonly at: string }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'failed'; readonly because: string }
  | { readonly kind: 'conflict' }

const clock = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', hour: '2-digit', minute: '2-digit' })

/** The words for a state of saving: 「保存済み 14:03」. */
export function saveSentence(state: SaveState): string {
  switch (state.kind) {
    case 'untouched':
      return '入力は自動で保存されます'
    case 'restored':
      return `前回の入力を戻しました（${clock.format(new Date(state.at))} 保存）`
    case 'waiting':
    case 'saving':
      return '保存しています…'
    case 'saved':
      return `保存済み ${clock.format(new Date(state.at))}`
    case 'failed':
      return `まだ保存できていません。入力はこの画面に残っています。${state.because}`
    case 'conflict':
      return '別の画面でも書きかけがあります。どちらを残すか選べます。'
    default: {
      const never: never = state
      return never
    }
  }
}

/** Says without being asked whether what was typed is kept. */
export function SaveStatus({ state, onRetry }: { state: SaveState; onRetry?: (() => void) | undefined }) {
  const trouble = state.kind === 'failed' || state.kind === 'conflict'
  return (
    <div data-print="never" className="flex flex-wrap items-center gap-2 text-solid-gray-700">
      <p role="status" className="flex items-start gap-1">
        <Icon
          name={trouble ? 'warning' : state.kind === 'saved' || state.kind === 'restored' ? 'check' : 'edit'}
          className="mt-1 size-5"
        />
        <span className="figures">{saveSentence(state)}</span>
      </p>
      {state.kind === 'failed' && onRetry !== undefined && (
        <Button kind="tertiary" onClick={onRetry}>
          もう一度保存する
        </Button>
      )}
    </div>
  )
}
