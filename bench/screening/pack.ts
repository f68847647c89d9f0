import { benchAgreements, benchConditions, benchMunicipalities, conditionOf } from './rules.ts'

/** The suppression of all agreements of the bench. */
const suppression = {
  keptPlan: true,
  guidedWithinDays: 90,
  unlessRoseByYen: 10_000,
  objection: true,
  notCustomer: true,
  inSupport: true,
} as const

/** `pack.json` of the bench: 900 agreements with ten different conditions. */
export function benchPack(): string {
  const agreements = benchMunicipalities.slice(0, benchAgreements).map((municipality, at) => ({
    agreementId: `00000000-0000-4000-8000-${String(at + 1).padStart(12, '0')}`,
    version: 1,
    title: `見本の協定${at + 1}`,
    municipalities: [municipality],
    condition: benchConditions[conditionOf(at)],
    suppression,
    factsAllowed: ['elderlyAlone', 'infant', 'medicalDevice', 'winterArea', 'inSupport'],
  }))
  return JSON.stringify({
    format: 'tomoshibi-screening-pack/1',
    issuedOn: '2026-01-05',
    company: { organizationId: '00000000-0000-4000-8000-000000000000', name: 'あかり電力（見本）' },
    agreements,
    windows: [],
  })
}
