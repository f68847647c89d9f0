import { codeDigest } from '#platform/crypto/guidance-code.ts'
import { csvOf } from '../csv-text.ts'
import { WORDING_VERSION } from '../letter.ts'
import { type BulkJob, type LetterBatch, LISTED_REASONS, type Listed, sequenceOf } from './bulk-letters.ts'
import { LETTER_FILES } from './letter-files.ts'
import type { Registration } from './registration-contract.ts'

/** How many letters per stage, language, wording, municipality and window: what the hand-out ledger counts. */
export function countsOf(batches: readonly LetterBatch[]) {
  const rows = batches.flatMap(({ letters }) =>
    letters.map(({ stage, language, municipality, windowId }) => ({ stage, language, municipality, windowId })),
  )
  const grouped = Map.groupBy(rows, (row) => JSON.stringify(Object.values(row)))
  return [...grouped.values()].flatMap((same) => {
    const [first] = same
    return first === undefined ? [] : [{ ...first, wordingVersion: WORDING_VERSION, letters: same.length }]
  })
}

/** The lists for humans. They hold contract numbers and stay with the company. */
export function listsOf(listed: readonly Listed[], batches: readonly LetterBatch[]): Record<string, string> {
  const toCheck = listed.filter(({ reason }) => isAboutWindow(reason))
  const notPrinted = listed.filter(({ reason }) => reason !== 'stale')
  const letters = batches.flatMap((batch) => batch.letters.map((letter) => ({ batch, letter })))
  return {
    [LETTER_FILES.windows]: csvOf(
      ['contract_id', 'reason', 'what', 'because', 'candidates', 'window_id'],
      toCheck.map(({ contractId, reason, because, candidates }) => [
        contractId,
        reason,
        LISTED_REASONS[reason],
        because,
        candidates.join(' / '),
        '',
      ]),
    ),
    [LETTER_FILES.notPrinted]: csvOf(
      ['contract_id', 'reason', 'what', 'because'],
      notPrinted.map(({ contractId, reason, because }) => [contractId, reason, LISTED_REASONS[reason], because]),
    ),
    [LETTER_FILES.letters]: csvOf(
      ['contract_id', 'number', 'sheet', 'file', 'stage', 'language', 'window_id', 'confirm_first'],
      letters.map(({ batch, letter }) => [
        letter.contractId,
        letter.number,
        sequenceOf(batch.batch, letter.sheet),
        `${batch.name}.pdf`,
        letter.stage,
        letter.language,
        letter.windowId,
        letter.confirmFirst ? 'yes' : 'no',
      ]),
    ),
  }
}

const isAboutWindow = (reason: Listed['reason']) =>
  reason === 'choose' ||
  reason === 'none' ||
  reason === 'contradiction' ||
  reason === 'not-connected' ||
  reason === 'stale'

/** What may leave the company. In the order of the hashes, which are random: the order of the addresses stays inside. */
export function registrationOf(job: BulkJob, batches: readonly LetterBatch[]): string {
  const letters = batches
    .flatMap((batch) => batch.letters)
    .map(({ code, number, language, municipality, tenantId, windowId, stage }) => ({
      number,
      codeHash: codeDigest(code),
      kind: 'letter' as const,
      language,
      municipality,
      tenantId,
      windowId,
      stage,
    }))
    .toSorted((one, other) => (one.codeHash < other.codeHash ? -1 : 1))
  const registration: Registration = {
    format: 'tomoshibi-letter-registration/1',
    organizationId: job.company.organizationId,
    issuedOn: job.issuedOn,
    wordingVersion: WORDING_VERSION,
    channel: job.channel,
    letters,
  }
  return `${JSON.stringify(registration)}\n`
}
