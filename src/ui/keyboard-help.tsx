import { Dialog } from './dialog.tsx'

const keys = [
  ['Tab / Shift + Tab', '次・前の項目へ移る'],
  ['Enter', 'リンクを開く、ボタンを押す'],
  ['Space', 'チェックを付ける・外す'],
  ['← → ↑ ↓', 'タブや選択肢の間を移る'],
  ['/', '検索に移る'],
  ['?', 'この一覧を開く'],
  ['Esc', '開いているものを閉じる'],
] as const

/** Every key the app listens to. */
export function KeyboardHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="キーボードの使い方">
      <dl className="flex flex-col">
        {keys.map(([key, does]) => (
          <div key={key} className="grid grid-cols-[9rem_minmax(0,1fr)] gap-4 border-t-1 border-solid-gray-420 py-2">
            <dt>
              <kbd className="rounded-4 border-1 border-solid-gray-536 bg-solid-gray-50 px-2 py-0.5 font-sans">
                {key}
              </kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-solid-gray-700">文字を入力している間は、「/」や「?」はふつうの文字として入ります。</p>
    </Dialog>
  )
}
