import { type PointerEvent, type RefObject, useId, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { Checkbox } from './choice-field.tsx'
import { FieldError, fieldId, useFieldProblem } from './form.tsx'

/** A drawn signature as a PNG (data URL), or the word that it was said aloud instead. */
export type Signature = { readonly kind: 'drawn'; readonly png: string } | { readonly kind: 'spoken' }

type SignaturePadProps = {
  label: string
  name?: string | undefined
  value: Signature | undefined
  onChange: (value: Signature | undefined) => void
  /** The sentence of the alternative for keyboards and for people who cannot or do not want to sign. */
  spokenLabel?: string | undefined
}

/** A place to sign with a finger, pen or mouse; the keyboard's way is the sentence below it. */
export function SignaturePad({
  label,
  name,
  value,
  onChange,
  spokenLabel = '口頭で確認しました（署名はしていません）',
}: SignaturePadProps) {
  const unique = useId()
  const id = name === undefined ? unique : fieldId(name)
  const problem = useFieldProblem(name)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [round, setRound] = useState(0)
  function erase() {
    setRound(round + 1)
    onChange(undefined)
  }
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-2 text-std-17B-170">{label}</legend>
      {value?.kind !== 'spoken' && (
        <>
          <div className="relative max-w-line rounded-8 border-1 border-solid-gray-600 bg-white">
            <Paper
              key={round}
              canvas={canvas}
              label={`${label}を書くところ`}
              onDrawn={(png) => onChange({ kind: 'drawn', png })}
            />
            <span
              aria-hidden="true"
              className="pointer-events-none absolute right-4 bottom-10 left-4 border-b-1 border-dashed border-solid-gray-420"
            />
          </div>
          <div className="flex flex-wrap items-center gap-3">
            <p role="status">{value === undefined ? '枠の中に指やペンで書けます' : '署名を受け取りました'}</p>
            {value !== undefined && <Button onClick={erase}>署名を書き直す</Button>}
          </div>
        </>
      )}
      <Checkbox
        label={spokenLabel}
        hint="指で書けないとき、書きたくないときはこちらを選べます"
        checked={value?.kind === 'spoken'}
        onChange={(spoken) => {
          setRound(round + 1)
          onChange(spoken ? { kind: 'spoken' } : undefined)
        }}
      />
      <span id={id} tabIndex={-1} />
      {problem !== undefined && <FieldError id={`${id}-error`}>{problem}</FieldError>}
    </fieldset>
  )
}

type PaperProps = { canvas: RefObject<HTMLCanvasElement | null>; label: string; onDrawn: (png: string) => void }

function Paper({ canvas, label, onDrawn }: PaperProps) {
  const drawing = useRef(false)
  function pen(event: PointerEvent<HTMLCanvasElement>) {
    const sheet = event.currentTarget
    const box = sheet.getBoundingClientRect()
    const ink = sheet.getContext('2d')
    const x = ((event.clientX - box.left) / box.width) * sheet.width
    const y = ((event.clientY - box.top) / box.height) * sheet.height
    return { ink, x, y }
  }
  function begin(event: PointerEvent<HTMLCanvasElement>) {
    event.currentTarget.setPointerCapture(event.pointerId)
    drawing.current = true
    const { ink, x, y } = pen(event)
    if (ink === null) return
    ink.lineWidth = 5
    ink.lineCap = 'round'
    ink.lineJoin = 'round'
    ink.strokeStyle = '#1a1a1a'
    ink.beginPath()
    ink.moveTo(x, y)
    ink.lineTo(x + 0.1, y)
    ink.stroke()
  }
  function draw(event: PointerEvent<HTMLCanvasElement>) {
    if (!drawing.current) return
    const { ink, x, y } = pen(event)
    ink?.lineTo(x, y)
    ink?.stroke()
  }
  function end(event: PointerEvent<HTMLCanvasElement>) {
    if (!drawing.current) return
    drawing.current = false
    onDrawn(event.currentTarget.toDataURL('image/png'))
  }
  return (
    <canvas
      ref={canvas}
      width={960}
      height={320}
      role="img"
      aria-label={label}
      onPointerDown={begin}
      onPointerMove={draw}
      onPointerUp={end}
      onPointerCancel={end}
      className="block aspect-[3/1] w-full cursor-crosshair touch-none"
    />
  )
}
