import { type PointerEvent, useId, useRef, useState } from 'react'
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
export function SignaturePad({ label, name, value, onChange, spokenLabel }: SignaturePadProps) {
  const unique = useId()
  const id = name === undefined ? unique : fieldId(name)
  const problem = useFieldProblem(name)
  const [round, setRound] = useState(0)
  function startOver(next: Signature | undefined) {
    setRound(round + 1)
    onChange(next)
  }
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend id={id} tabIndex={-1} className="mb-2 text-std-17B-170">
        {label}
      </legend>
      {value?.kind !== 'spoken' && (
        <>
          <Paper key={round} label={`${label}を書くところ`} onDrawn={(png) => onChange({ kind: 'drawn', png })} />
          <div className="flex flex-wrap items-center gap-3">
            <p role="status">{value === undefined ? '枠の中に指やペンで書けます' : '署名を受け取りました'}</p>
            {value !== undefined && <Button onClick={() => startOver(undefined)}>署名を書き直す</Button>}
          </div>
        </>
      )}
      <Checkbox
        label={spokenLabel ?? '口頭で確認しました（署名はしていません）'}
        hint="指で書けないとき、書きたくないときはこちらを選べます"
        checked={value?.kind === 'spoken'}
        onChange={(spoken) => startOver(spoken ? { kind: 'spoken' } : undefined)}
      />
      {problem !== undefined && <FieldError id={`${id}-error`}>{problem}</FieldError>}
    </fieldset>
  )
}

type Sheet = PointerEvent<HTMLCanvasElement>

function pointOn({ currentTarget: sheet, clientX, clientY }: Sheet) {
  const box = sheet.getBoundingClientRect()
  return {
    x: ((clientX - box.left) / box.width) * sheet.width,
    y: ((clientY - box.top) / box.height) * sheet.height,
  }
}

function usePen(onDrawn: (png: string) => void) {
  const drawing = useRef(false)
  function begin(event: Sheet) {
    event.currentTarget.setPointerCapture(event.pointerId)
    drawing.current = true
    const ink = event.currentTarget.getContext('2d')
    const { x, y } = pointOn(event)
    if (ink === null) return
    Object.assign(ink, { lineWidth: 5, lineCap: 'round', lineJoin: 'round', strokeStyle: '#1a1a1a' })
    ink.beginPath()
    ink.moveTo(x, y)
    ink.lineTo(x + 0.1, y)
    ink.stroke()
  }
  function draw(event: Sheet) {
    if (!drawing.current) return
    const ink = event.currentTarget.getContext('2d')
    const { x, y } = pointOn(event)
    ink?.lineTo(x, y)
    ink?.stroke()
  }
  function end(event: Sheet) {
    if (!drawing.current) return
    drawing.current = false
    onDrawn(event.currentTarget.toDataURL('image/png'))
  }
  return { onPointerDown: begin, onPointerMove: draw, onPointerUp: end, onPointerCancel: end }
}

function Paper({ label, onDrawn }: { label: string; onDrawn: (png: string) => void }) {
  const pen = usePen(onDrawn)
  return (
    <div className="relative max-w-line rounded-8 border-1 border-solid-gray-600 bg-white">
      <canvas
        {...pen}
        width={960}
        height={320}
        role="img"
        aria-label={label}
        className="block aspect-[3/1] w-full cursor-crosshair touch-none"
      />
      <span
        aria-hidden="true"
        className="pointer-events-none absolute right-4 bottom-1/4 left-4 border-b-1 border-dashed border-solid-gray-420"
      />
    </div>
  )
}
