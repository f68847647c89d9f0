import { useCallback, useEffect, useState } from 'react'
import type { z } from 'zod'
import { api } from '#ui/api-client.ts'
import { sentenceFor } from '#ui/problem.ts'
import { dryRun } from '../desk/trial-contract.ts'
import type { DryRunAnswer } from './desk-shapes.ts'

const pauseMs = 250

type Question = z.input<(typeof dryRun)['body']>

/** The last answer stays while a newer question is counted; a question that was overtaken is ended, its answer never shown. */
export function useDryRun(question: Question) {
  const [answer, setAnswer] = useState<DryRunAnswer>()
  const [because, setBecause] = useState<string>()
  const [busy, setBusy] = useState(true)
  const [again, setAgain] = useState(0)
  useEffect(() => {
    const overtaken = new AbortController()
    const { signal } = overtaken
    setBusy(true)
    const ask = async () => {
      try {
        const counted = await api(dryRun, { body: question, signal })
        if (signal.aborted) return
        setAnswer(counted)
        setBecause(undefined)
        setBusy(false)
      } catch (cause) {
        if (signal.aborted) return
        setBecause(sentenceFor(cause))
        setBusy(false)
      }
    }
    const timer = setTimeout(() => void ask(), again === 0 ? pauseMs : 0)
    return () => {
      clearTimeout(timer)
      overtaken.abort()
    }
  }, [question, again])
  const retry = useCallback(() => setAgain((times) => times + 1), [])
  return { answer, busy, because, retry }
}
