/** One whole run in a process of its own; prints seconds and the most memory it held. Arguments: file, mapping, pack, folder. */
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readAccountMapping, readScreeningPack } from '#arrears-screening/read-screening-file.ts'
import { runScreening } from '#arrears-screening/run/run-screening.ts'
import { calendarDate } from '#kernel/calendar-date.ts'
import { getValue } from '#kernel/result.ts'
import { openSigningKey } from '#platform/crypto/signing-key-file.ts'
import { benchRunDate } from './rules.ts'

const [file = '', mapping = '', pack = '', folder = ''] = process.argv.slice(2)
const given = (path: string) => readFileSync(path, 'utf8')
await rm(folder, { recursive: true, force: true })
const began = performance.now()
const summary = getValue(
  await runScreening({
    sources: [file],
    mapping: { text: given(mapping), value: getValue(readAccountMapping(given(mapping))) },
    pack: { text: given(pack), value: getValue(readScreeningPack(given(pack))) },
    runDate: calendarDate(benchRunDate),
    out: join(folder, 'out'),
    encoding: 'utf-8',
    key: await openSigningKey(join(folder, 'company')),
    companyLog: join(folder, 'company', 'run-log.jsonl'),
    version: 'bench',
    now: () => new Date(),
  }),
)
const seconds = (performance.now() - began) / 1000
await rm(folder, { recursive: true, force: true })
// The kernel counts kilobytes.
const peakMb = process.resourceUsage().maxRSS / 1024
console.log(JSON.stringify({ seconds, peakMb, read: summary.counts.read, matched: summary.counts.matched }))
