import iconv from 'iconv-lite'

/** One row of the company's list as the story knows it: what the file says, and what must come of it. */
type Row = {
  readonly cells: readonly string[]
  readonly end: 'guided' | 'left-alone' | 'elsewhere' | 'not-met' | 'broken'
}

const header = [
  'お客様番号',
  '契約種別',
  '自治体',
  '未納月数',
  '未納額',
  '停止予定日',
  '督促区分',
  '支払困難申出',
  '氏名',
  '郵便番号',
  '供給場所',
  '分納',
  '案内不要',
]

const stages = ['お知らせ前', '未払いのお知らせ', '督促', '赤紙'] as const
const brokenEvery = 125

/** 5,000 rows of nobody: every name is a number, every place is invented; every 125th cannot be read. */
export function arrearsRows(count = 5000): readonly Row[] {
  return Array.from({ length: count }, (_, at) => rowAt(at + 1))
}

function rowAt(number: number): Row {
  const months = number % 5
  const yen = 4000 + (number % 9) * 3000
  const stage = stages[number % 4] ?? stages[0]
  const said = number % 17 === 0
  const kept = number % 11 === 0
  const objects = number % 23 === 0
  const elsewhere = number % 7 === 0
  const cells = [
    `ML-${String(number).padStart(6, '0')}`,
    '電気',
    elsewhere ? '992020' : '992011',
    String(months),
    `"${yen.toLocaleString('ja-JP')}"`,
    months > 2 ? 'R8.7.20' : '',
    stage,
    said ? '有' : '無',
    `見本　${number}番`,
    '000-0000',
    elsewhere ? `架空町${number}番地` : `灯町市本町三丁目${number}番`,
    kept ? '履行中' : '',
    objects ? '○' : '',
  ]
  if (number % brokenEvery === 0) return { cells: broken(cells, number), end: 'broken' }
  if (elsewhere) return { cells, end: 'elsewhere' }
  const fits = said || (months >= 2 && yen >= 10_000 && (stage === '督促' || stage === '赤紙'))
  if (!fits) return { cells, end: 'not-met' }
  return { cells, end: kept || objects ? 'left-alone' : 'guided' }
}

/** A sum in words, a day that does not exist, a code whose check digit is wrong, a number of months that is none. */
function broken(cells: readonly string[], number: number): readonly string[] {
  const faults = [
    [4, '九万円'],
    [5, 'R8.2.30'],
    [2, '992012'],
    [3, '三か月くらい'],
  ] as const
  const [at, text] = faults[(number / brokenEvery) % faults.length] ?? faults[0]
  return cells.with(at, text)
}

/** The file as an older system writes it: CP932, CRLF. */
export function arrearsFile(rows: readonly Row[]): Buffer {
  return iconv.encode(
    `${[header, ...rows.map(({ cells }) => cells)].map((cells) => cells.join(',')).join('\r\n')}\r\n`,
    'cp932',
  )
}

/** How many rows end in each way. */
export function endsOf(rows: readonly Row[]): Readonly<Record<Row['end'], number>> {
  const of = (end: Row['end']) => rows.filter((row) => row.end === end).length
  return {
    guided: of('guided'),
    'left-alone': of('left-alone'),
    elsewhere: of('elsewhere'),
    'not-met': of('not-met'),
    broken: of('broken'),
  }
}
