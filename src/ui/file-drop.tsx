import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { cx } from './class-names.ts'
import { Icon } from './icon.tsx'

type FileDropProps = {
  /** What is asked for: 「未払いの一覧のファイル」 */
  label: string
  hint: ReactNode
  /** As of an `<input type="file">`: `.csv,.xlsx`. */
  accept: string
  /** The words on the button. */
  button?: string | undefined
  onFiles: (files: readonly File[]) => void
}

/** A place on which files can be dropped, with a button that does the same for hands that do not drag. */
export function FileDrop({ label, hint, accept, button = 'ファイルを選ぶ', onFiles }: FileDropProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    if (event.dataTransfer.files.length > 0) onFiles([...event.dataTransfer.files])
  }
  return (
    <section
      aria-labelledby={`${id}-label`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cx(
        'flex flex-col items-center gap-4 rounded-12 border-2 border-dashed p-6 text-center md:p-10',
        over ? 'border-blue-900 bg-blue-50' : 'border-solid-gray-420 bg-solid-gray-50',
      )}
    >
      <Icon name="document" className="size-10 text-blue-900" />
      <div className="flex flex-col gap-1">
        <h3 id={`${id}-label`} className="text-std-18B-160 text-solid-gray-900">
          {label}
        </h3>
        <div id={`${id}-hint`} className="max-w-line text-solid-gray-700">
          {hint}
        </div>
      </div>
      <input
        ref={input}
        type="file"
        multiple
        accept={accept}
        hidden
        onChange={({ currentTarget }) => taken(currentTarget, onFiles)}
      />
      <Button icon="plus" aria-describedby={`${id}-hint`} onClick={() => input.current?.click()}>
        {button}
      </Button>
    </section>
  )
}

function taken(input: HTMLInputElement, onFiles: FileDropProps['onFiles']): void {
  const files = [...(input.files ?? [])]
  // The same file again must count as a change.
  input.value = ''
  if (files.length > 0) onFiles(files)
}
