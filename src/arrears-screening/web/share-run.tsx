import { useApi } from '#ui/use-api.ts'
import { listDeskAgreements } from '../desk/trial-contract.ts'
import type { WorkView } from './desk-shapes.ts'
import { ShareCounts } from './share-counts.tsx'

/** For each agreement under which somebody was found: the counts of the run for its partners. */
export function ShareRun({ work }: { work: WorkView }) {
  const reading = useApi(listDeskAgreements, {})
  const found = new Set(work.run?.byMunicipality.map(({ agreementId }) => agreementId))
  const agreements = reading.data?.agreements.filter(({ agreementId }) => found.has(agreementId)) ?? []
  return agreements.map((agreement) => (
    <ShareCounts key={agreement.agreementId} source={{ kind: 'run', workId: work.id, agreement }} />
  ))
}
