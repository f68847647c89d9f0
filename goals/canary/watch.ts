import { extractText, getDocumentProxy } from 'unpdf'
import { z } from 'zod'
import type { Actor } from './cast.ts'
import type { Answer, Asked, House } from './house.ts'
import type { Marks } from './marks.ts'

export type Leak = { readonly who: string; readonly door: string; readonly where: string }
export type Watch = {
  readonly marks: Marks
  readonly leaks: Leak[]
  /** Canaries that reached somebody who may have them: the proof that there was something to see. */
  readonly delivered: Set<string>
  readonly answers: () => number
  /** Asks as somebody (nobody: `undefined`), and reads every byte of the answer. */
  ask(actor: Pick<Actor, 'name' | 'session'> | undefined, asked: Asked): Promise<Answer>
  /** Reads a text that has no business holding any canary, but those written where `but` says. */
  nothingIn(what: string, text: string, but?: RegExp): void
}

const withPdf = z.looseObject({ pdf: z.string() })

/** Looks at everything that leaves the house, and says who got what they may never have. */
export function openWatch(house: House, marks: Marks): Watch {
  const leaks: Leak[] = []
  const delivered = new Set<string>()
  let answers = 0
  return {
    marks,
    leaks,
    delivered,
    answers: () => answers,
    ask: async (actor, asked) => {
      const answer = await house.ask({ ...asked, session: asked.session ?? actor?.session })
      answers += 1
      const who = actor?.name ?? 'nobody'
      for (const mark of marks.findIn(await everyWordOf(answer))) {
        if (mark.may.has(who)) delivered.add(mark.text)
        else leaks.push({ who, door: `${asked.method} ${asked.url.slice(0, 80)}`, where: mark.where })
      }
      if (answer.status >= 500)
        leaks.push({ who, door: `${asked.method} ${asked.url}`, where: `status ${answer.status}` })
      return answer
    },
    nothingIn: (what, text, but) => {
      for (const mark of marks.findIn(text).filter(({ where }) => !but?.test(where)))
        leaks.push({ who: what, door: '-', where: mark.where })
    },
  }
}

/** Body and headers; of a PDF the words that stand in it, without the ends of lines. */
async function everyWordOf({ body, headers }: Answer): Promise<string> {
  const text = `${JSON.stringify(headers)}\n${body}`
  return body.includes('"pdf":"') ? `${text}\n${await wordsOfPdf(body)}` : text
}

/** The text of the PDF that a JSON answer carries. */
export async function wordsOfPdf(body: string): Promise<string> {
  const { pdf } = withPdf.parse(JSON.parse(body))
  const document = await getDocumentProxy(new Uint8Array(Buffer.from(pdf, 'base64')), { verbosity: 0 })
  const { text } = await extractText(document, { mergePages: true })
  return text.replaceAll(/\s/g, '')
}
