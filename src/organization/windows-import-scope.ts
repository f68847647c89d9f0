/** Which part of a municipality a row answers for: what the row says, what its name says, and nothing more. */
import { addressSearchKey } from '#kernel/search-key.ts'
import type { WindowArea } from './contact-window.ts'
import type { NationalArea } from './national-areas.ts'
import type { MendKind } from './windows-import-model.ts'

export type Scope =
  | { readonly area: WindowArea; readonly mend?: { readonly kind: MendKind; readonly because: string } }
  | { readonly because: string }

export type ScopeAsked = {
  readonly area: NationalArea
  readonly serviceArea: string
  readonly windowName: string
  /** Wards of the municipality; empty for all but the designated cities. */
  readonly wards: readonly NationalArea[]
  /** Keys of all names of municipalities, to notice a row that speaks of another one. */
  readonly municipalityKeys: ReadonlySet<string>
}

function levelOf(area: NationalArea): 'ward' | 'municipality' {
  return area.kind === 'ward' ? 'ward' : 'municipality'
}

function fromServiceArea({ area, serviceArea, wards, municipalityKeys }: ScopeAsked): Scope {
  const key = addressSearchKey(serviceArea)
  const ownKeys = [area.name, area.fullName, `${area.prefectureName}${area.name}`].map(addressSearchKey)
  if (ownKeys.includes(key)) return { area: { level: levelOf(area), code: area.code } }
  const ward = wards.find((one) =>
    [one.name, one.fullName, `${one.prefectureName}${one.fullName}`].some((name) => addressSearchKey(name) === key),
  )
  if (ward !== undefined) return { area: { level: 'ward', code: ward.code } }
  if (municipalityKeys.has(key)) {
    return { because: `担当区域「${serviceArea}」と、行の市区町村（${area.name}）が食い違います。` }
  }
  return { area: { level: levelOf(area), code: area.code, part: serviceArea } }
}

/** The one ward that a window's name names (「緑区自立支援相談窓口」); 東住吉区 is not 住吉区. */
function findWardInName(name: string, wards: readonly NationalArea[]): NationalArea | undefined {
  const named = wards.filter((ward) => name.includes(ward.name))
  const longest = named.filter((ward) => !named.some((other) => other !== ward && other.name.endsWith(ward.name)))
  return longest.length === 1 ? longest[0] : undefined
}

/**
 * The area of a row. A name that names a ward while the row claims the whole city makes the claim doubtful: the window
 * then covers "a part" and a human is asked, unless the mend that narrows it to the ward was asked for.
 */
export function scopeOf(asked: ScopeAsked): Scope {
  const { area, serviceArea, windowName, wards } = asked
  if (serviceArea.trim() !== '') return fromServiceArea(asked)
  const ward = findWardInName(windowName, wards)
  if (ward === undefined) return { area: { level: levelOf(area), code: area.code } }
  return {
    area: { level: levelOf(area), code: area.code, part: `名称に${ward.name}とあります` },
    mend: {
      kind: 'wards-from-names',
      because: `名称にある${ward.name}（${ward.code}）を担当区域にしました。`,
    },
  }
}

/** The ward that `wards-from-names` narrows a scope to. */
export function wardScope(asked: ScopeAsked): WindowArea | undefined {
  const ward = findWardInName(asked.windowName, asked.wards)
  return ward === undefined ? undefined : { level: 'ward', code: ward.code }
}
