import { useEffect, useRef } from 'react'
import type { z } from 'zod'
import { Icon } from '#ui/icon.tsx'
import type { ownPackView } from '../member-contract.ts'
import { untilText } from './member-words.ts'

type View = z.output<typeof ownPackView>

/** The lines, large, under the name of who opened them; nothing to save, copy out or print is offered. */
export function PackPaper({ view }: { view: View }) {
  const { lines, watermark, secrecyLine, closesAt } = view
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <article aria-labelledby="pack-heading" className="relative rounded-12 border-3 border-solid-gray-800 bg-white">
      <div className="relative flex flex-col gap-5 p-4 md:p-8">
        <h2 id="pack-heading" ref={heading} tabIndex={-1} className="sr-only">
          資料の内容
        </h2>
        <p className="flex items-start gap-2 border-b-1 border-solid-gray-420 pb-4 font-bold">
          <Icon name="lock" className="mt-0.5" />
          {secrecyLine}
        </p>
        <dl className="flex flex-col gap-5">
          {lines.map(({ field, label, value }) => (
            <div key={`${field} ${label} ${value}`}>
              <dt className="text-std-17B-170 text-solid-gray-800">{label}</dt>
              <dd className="text-[1.25rem] leading-[1.7] break-words whitespace-pre-wrap text-solid-gray-900">
                {value}
              </dd>
            </div>
          ))}
        </dl>
        <p className="border-t-1 border-solid-gray-420 pt-4">
          <span className="block">
            <span className="font-bold">{untilText(closesAt)}まで</span>開けます。そのあと自動で閉じます。
          </span>
          <span className="block text-[0.875rem] text-solid-gray-700 figures">{watermark.text}</span>
        </p>
      </div>
      <Watermark text={watermark.text} />
    </article>
  )
}

/** Drawn, not a background: it stays on paper. Pale enough that every line under it keeps its contrast. */
function Watermark({ text }: { text: string }) {
  const width = Math.max(320, text.length * 17 + 60)
  return (
    <svg
      aria-hidden="true"
      data-watermark="pack"
      className="pointer-events-none absolute inset-0 size-full overflow-hidden select-none"
    >
      <defs>
        <pattern
          id="pack-watermark"
          width={width}
          height="180"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-22)"
        >
          <text x="12" y="60" fontSize="17" fill="#1a1a1c" fillOpacity="0.2">
            {text}
          </text>
          <text x={12 - width / 2} y="150" fontSize="17" fill="#1a1a1c" fillOpacity="0.2">
            {text}
          </text>
          <text x={12 + width / 2} y="150" fontSize="17" fill="#1a1a1c" fillOpacity="0.2">
            {text}
          </text>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill="url(#pack-watermark)" />
    </svg>
  )
}
