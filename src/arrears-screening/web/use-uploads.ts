import { useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { api } from '#ui/api-client.ts'
import { ApiProblem } from '#ui/problem.ts'
import { uploadFile } from '#ui/upload-file.ts'
import { announceFile, sendPart } from '../desk/desk-contract.ts'
import { firstPartSize, nextPartSize, smallerPartSize } from './part-size.ts'

/** A file on its way up, or one that could not be taken. */
export type Upload = {
  readonly key: string
  readonly name: string
  readonly bytes: number
  readonly sent: number
  /** Why it stopped, in a sentence; the file itself is untouched. */
  readonly because?: string | undefined
}

type Options = { readonly workId: string; readonly partBytes: number; readonly onArrived: () => void }

/** Files go up one after the other, each in parts; a part that broke off is sent again, never the whole file. */
export function useUploads({ workId, partBytes, onArrived }: Options) {
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const queue = useRef(Promise.resolve())
  const leaving = useRef(new AbortController())
  useEffect(() => {
    leaving.current = new AbortController()
    return () => leaving.current.abort()
  }, [])
  const change = (key: string, part: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)))
  const forget = (key: string) => setUploads((all) => all.filter((one) => one.key !== key))

  async function take(file: File, key: string) {
    const { signal } = leaving.current
    if (signal.aborted) return
    try {
      await sendFile(file, { workId, partBytes, signal, onSent: (sent) => change(key, { sent }) })
      forget(key)
      onArrived()
    } catch (cause) {
      const because =
        cause instanceof ApiProblem ? (cause.fields[0]?.message ?? cause.title) : 'ファイルを送れませんでした。'
      change(key, { because })
      onArrived()
    }
  }
  function add(files: readonly File[]) {
    const keyed = files.map((file) => ({ file, key: crypto.getRandomValues(new Uint32Array(2)).join('-') }))
    setUploads((all) => [
      ...all.filter(({ because }) => because === undefined),
      ...keyed.map(({ file, key }) => ({ key, name: file.name, bytes: file.size, sent: 0 })),
    ])
    for (const { file, key } of keyed) queue.current = queue.current.then(() => take(file, key))
  }
  return { uploads, add, forget }
}

type Sending = {
  readonly workId: string
  readonly partBytes: number
  readonly signal: AbortSignal
  readonly onSent: (bytes: number) => void
}

async function sendFile(file: File, { workId, partBytes, signal, onSent }: Sending): Promise<void> {
  const { fileId } = await api(announceFile, {
    params: { id: workId },
    body: { name: file.name.normalize('NFC'), bytes: file.size },
    signal,
  })
  let received = 0
  let size = firstPartSize(partBytes)
  for (let again = 0; received < file.size; ) {
    const offset = received
    const begun = performance.now()
    try {
      const part = file.slice(offset, offset + size)
      const answer = await uploadFile(sendPart, {
        params: { id: workId, fileId },
        query: { offset },
        file: part,
        signal,
        onProgress: (sent) => onSent(offset + sent),
      })
      received = answer.received
      size = nextPartSize({ bytes: part.size, ms: performance.now() - begun, most: partBytes })
      again = 0
    } catch (cause) {
      const known = placeOf(cause)
      again += 1
      if (signal.aborted || again > mostTries || known === undefined) throw cause
      received = known ?? offset
      size = smallerPartSize(size)
      // A place may be taken just now, or the line away for a moment.
      if (known === null) await new Promise((resolve) => setTimeout(resolve, Math.min(again, 5) * 1000))
    }
    onSent(received)
  }
}

const mostTries = 8
const place = z.object({ received: z.number() })

/** Where to go on after a part that failed: what the server has, `null` where it did not say, undefined where nothing helps. */
function placeOf(cause: unknown): number | null | undefined {
  if (!(cause instanceof ApiProblem)) return undefined
  if (cause.code === 'part_not_next' || cause.code === 'upload_too_slow') {
    return place.safeParse(cause.problem.current).data?.received ?? undefined
  }
  return cause.status === 0 || cause.status >= 500 ? null : undefined
}
