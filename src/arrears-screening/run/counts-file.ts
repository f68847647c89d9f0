import { isMunicipalityCode } from '#kernel/municipality-code.ts'
import { findMunicipality } from '#kernel/municipality-directory.ts'
import { NOTICE_STAGES } from '../account.ts'
import { clausesOf } from '../condition.ts'
import { phraseOf } from '../condition-words.ts'
import type { PackAgreement, ScreeningPack } from '../screening-pack-contract.ts'
import { type CountKey, csvLine } from './output-rows.ts'
import { type CellNode, cutToSteps, hideSmallCells, type ShownNode } from './small-cells.ts'

/** People under one key. */
export type CountCell = CountKey & { readonly people: number }

/** Adds people up under their keys. */
export class Tally {
  readonly #cells = new Map<string, CountCell>()

  add(counted: CountKey, people = 1): void {
    const { municipality, agreementId, version, clause, stage } = counted
    const key = keyOf(counted)
    const before = this.#cells.get(key)?.people ?? 0
    this.#cells.set(key, { municipality, agreementId, version, clause, stage, people: before + people })
  }

  /** In an order that depends on the keys only. */
  cells(): readonly CountCell[] {
    return [...this.#cells].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, cell]) => cell)
  }
}

const keyOf = (key: CountKey) =>
  [key.municipality, key.agreementId, key.version, key.clause.padStart(4, '0'), stageOrder(key.stage)].join('\t')
const stageOrder = (stage: string) => Object.keys(NOTICE_STAGES).indexOf(stage)

/** Everybody → municipality → clause of an agreement version → notice stage. */
function treeOf(cells: readonly CountCell[]): CellNode {
  const levels: readonly ((cell: CountCell) => string)[] = [
    ({ municipality }) => municipality,
    ({ agreementId, version, clause }) => [agreementId, version, clause].join('\t'),
    ({ stage }) => stage,
  ]
  return nodeOf({ key: '', cells, levels })
}

type Level = (cell: CountCell) => string
function nodeOf(given: { key: string; cells: readonly CountCell[]; levels: readonly Level[] }): CellNode {
  const { key, cells, levels } = given
  const [level, ...below] = levels
  const people = cells.reduce((sum, cell) => sum + cell.people, 0)
  if (level === undefined) return { key, people, children: [] }
  const groups = Map.groupBy(cells, level)
  return { key, people, children: [...groups].map(([key, cells]) => nodeOf({ key, cells, levels: below })) }
}

const header = [
  '集計',
  '市区町村コード',
  '市区町村',
  '協定',
  '協定の番号',
  '版',
  '条件の番号',
  '条件',
  'お知らせの段階',
  '人数',
]
const hiddenMark = '※'
const legend =
  '凡例：人数は、ご案内する方の数を10人きざみに切り捨てたものです（37人は30）。そのため、内訳を足しても合計とは合いません。※は、10人未満であるか、ほかの数から10人未満の数がわかってしまうために伏せた数です。伏せた数の内訳と、すべて伏せることになる内訳は、行を省いています。個人の情報は含みません。'

/** counts.csv: the only file of a run that may leave the company. */
export function countsCsv(cells: readonly CountCell[], pack: ScreeningPack): string {
  const agreements = new Map(pack.agreements.map((each) => [`${each.agreementId}\t${each.version}`, each]))
  const shown = cutToSteps(hideSmallCells(treeOf(cells)))
  const lines = [csvLine(header), csvLine(['全体', '', '', '', '', '', '', '', '', peopleOf(shown)])]
  for (const municipality of shown.children) {
    const place = [municipality.key, placeName(municipality.key)]
    lines.push(csvLine(['市区町村', ...place, '', '', '', '', '', '', peopleOf(municipality)]))
    for (const clause of municipality.children) {
      const [id = '', version = '', path = ''] = clause.key.split('\t')
      const agreement = agreements.get(`${id}\t${version}`)
      const named = [...place, agreement?.title ?? '', id, version, path, wordsOfClause(agreement, path)]
      lines.push(csvLine(['条件', ...named, '', peopleOf(clause)]))
      for (const stage of clause.children) {
        lines.push(csvLine(['段階', ...named, stageName(stage.key), peopleOf(stage)]))
      }
    }
  }
  return `${lines.join('')}${csvLine([legend])}`
}

function wordsOfClause(agreement: PackAgreement | undefined, path: string): string {
  const clause = agreement && clausesOf(agreement.condition).find((each) => each.path === path)
  return clause ? phraseOf(clause.condition) : ''
}

const peopleOf = ({ people }: ShownNode) => people ?? hiddenMark

function placeName(code: string): string {
  return isMunicipalityCode(code) ? (findMunicipality(code)?.name ?? '') : ''
}

function stageName(stage: string): string {
  const names: Readonly<Record<string, string>> = NOTICE_STAGES
  return names[stage] ?? 'わかりません'
}
