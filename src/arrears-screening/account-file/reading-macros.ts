import { HYPHENS } from '#kernel/character-width.ts'
import { ERAS } from '#kernel/era.ts'
import { sqlText } from '#platform/duckdb/open-duckdb.ts'

/*
 * The slow half of reading a cell, as SQL of DuckDB: what real files hold beside plain digits. Each macro answers NULL for
 * what it cannot read. The kernel's parsers say what is right; cells-agree.test.ts holds both equal.
 */

const FULL_WIDTH = `${String.fromCharCode(...Array.from({ length: 94 }, (_, index) => 0xff01 + index))}\u3000\uFFE5`
const HALF_WIDTH = `${String.fromCharCode(...Array.from({ length: 94 }, (_, index) => 0x21 + index))} ¥`
const SPACES = '[\\s\\x{0B}\\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}\\x{FEFF}]'
const HYPHEN = `[${HYPHENS.replaceAll(/[\u0080-\uFFFF]/g, (sign) => `\\x{${sign.charCodeAt(0).toString(16)}}`)}]`

const VOICED = [...'カキクケコサシスセソタチツテトハヒフヘホウ'] as const
const NARROW = '｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ'

/** Half-width kana brought to full width, then their sound marks joined: the pairs that words of these files hold. */
function wideKana(text: string): string {
  const wide = `translate(${text}, ${sqlText(`${NARROW}ﾞﾟ`)}, ${sqlText(`${NARROW}ﾞﾟ`.normalize('NFKC').replace(/[\u3099\u309A]/g, (mark) => (mark === '\u3099' ? '゛' : '゜')))})`
  const marked = [...VOICED.map((kana) => `${kana}゛`), ...[...'ハヒフヘホ'].map((kana) => `${kana}゜`)]
  return marked.reduce((sql, pair) => `replace(${sql}, ${sqlText(pair)}, ${sqlText(joined(pair))})`, wide)
}

function joined(pair: string): string {
  return pair.replace('゛', '\u3099').replace('゜', '\u309A').normalize('NFC')
}

const squaredEras = [
  ['㍾', '明治'],
  ['㍽', '大正'],
  ['㍼', '昭和'],
  ['㍻', '平成'],
  ['㋿', '令和'],
] as const

const withoutSquares = squaredEras.reduce(
  (sql, [sign, name]) => `replace(${sql}, ${sqlText(sign)}, ${sqlText(name)})`,
  'x',
)

/** A date from the parts `y`, `m`, `d` of a struct, within an era when one is called. */
const eraCases = ERAS.map(({ name, letter, startsOn, endsOn }) => {
  const called = [name, name[0] ?? '', letter, letter.toLowerCase()].map(sqlText).join(', ')
  const until = endsOn === undefined ? '' : ` and d <= date ${sqlText(endsOn)}`
  return { called, first: Number(startsOn.slice(0, 4)), within: `d >= date ${sqlText(startsOn)}${until}` }
})

const eraYear = `case ${eraCases.map(({ called, first }) => `when e in (${called}) then ${first - 1}`).join(' ')} end`
const eraHolds = `case ${eraCases.map(({ called, within }) => `when e in (${called}) then ${within}`).join(' ')} else false end`

const dateText = (year: string) =>
  `try_cast(lpad(${year}::varchar, 4, '0') || '-' || lpad(p.m, 2, '0') || '-' || lpad(p.d, 2, '0') as date)`

const WESTERN = '^([0-9]{4})(?:-|/|\\.|年)([0-9]{1,2})(?:-|/|\\.|月)([0-9]{1,2})日?$'
const COMPACT = '^([0-9]{4})([0-9]{2})([0-9]{2})$'
const OF_ERA =
  '^(明治|大正|昭和|平成|令和|[明大昭平令]|[mtshrMTSHR])\\.?(元|[0-9]{1,3})(?:-|/|\\.|年)([0-9]{1,2})(?:-|/|\\.|月)([0-9]{1,2})日?$'
const SHORT = '^(元|[0-9]{1,2})(?:-|/|\\.|年)([0-9]{1,2})(?:-|/|\\.|月)([0-9]{1,2})日?$'
const COMPACT_SHORT = '^([0-9]{1,2})([0-9]{2})([0-9]{2})$'
const WEEKDAY = '\\(([月火水木金土日])(?:曜日?)?\\)$'
const parts = (pattern: string, names: string) => `regexp_extract(x, ${sqlText(pattern)}, [${names}])`

/** Statements that teach a connection to read cells. */
export const readingMacros: readonly string[] = [
  `tm_half(x) as translate(x, ${sqlText(FULL_WIDTH)}, ${sqlText(HALF_WIDTH)})`,
  `tm_squeeze(x) as regexp_replace(tm_half(x), ${sqlText(SPACES)}, '', 'g')`,
  `tm_word(x) as lower(regexp_replace(${wideKana('tm_half(x)')}, ${sqlText(SPACES)}, '', 'g'))`,
  `tm_number(x) as try_cast(nullif(x, '') as bigint)`,
  `tm_count(x) as tm_number(regexp_extract(tm_squeeze(x), '^([0-9]{1,4})(?:\\.0+)?(?:[かヶカヵケ箇ヵ]?月分?|回|件)?$', 1))`,
  `tm_yen_bare(x) as regexp_replace(regexp_replace(regexp_replace(tm_squeeze(x), '^([-−▲△]?)[¥\\\\]', '\\1'), '^[¥\\\\]([-−▲△])', '\\1'), '(?:円也?|,?-)$', '')`,
  `tm_yen_digits(x) as tm_number(replace(regexp_extract(x, '^[-−▲△]?([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\\.0*)?$', 1), ',', '')) * (case when regexp_matches(x, '^[-−▲△]') then -1 else 1 end)`,
  `tm_yen(x) as case when tm_yen_digits(tm_yen_bare(x)) between -99999999 and 99999999 then tm_yen_digits(tm_yen_bare(x)) end`,
  `tm_check(n) as (11 - (6 * (n // 10000) + 5 * (n // 1000 % 10) + 4 * (n // 100 % 10) + 3 * (n // 10 % 10) + 2 * (n % 10)) % 11) % 10`,
  `tm_is_code(n) as n // 10000 between 1 and 47 and n % 10 = tm_check(n // 10)`,
  `tm_code(n) as case when tm_is_code(n) then lpad(n::varchar, 6, '0') end`,
  `tm_digits(x, short, long) as case when regexp_full_match(x, '[0-9]+') and strlen(x) between short and long then tm_number(x) end`,
  `tm_code_six(x) as tm_code(tm_digits(tm_squeeze(x), 6, 6))`,
  `tm_code_six_mended(x) as tm_code(tm_digits(tm_squeeze(x), 5, 6))`,
  `tm_code_five(x) as tm_code(tm_digits(tm_squeeze(x), 4, 5) * 10 + tm_check(tm_digits(tm_squeeze(x), 4, 5)))`,
  `tm_hyphens(x) as regexp_replace(regexp_replace(regexp_replace(tm_half(x), '([0-9]) ?[ーｰ一] ?([0-9])', '\\1-\\2', 'g'), '([0-9]) ?[ーｰ一] ?([0-9])', '\\1-\\2', 'g'), ${sqlText(HYPHEN)}, '-', 'g')`,
  `tm_date_plain(x) as regexp_replace(tm_hyphens(${withoutSquares}), ${sqlText(SPACES)}, '', 'g')`,
  `tm_known_day(d) as case when d between date '0001-01-01' and date '9999-12-31' then d end`,
  `tm_western(p) as ${dateText('p.y')}`,
  `tm_within_era(e, d) as case when ${eraHolds} then d end`,
  `tm_era_year(e, y) as (${eraYear}) + (case when y = '元' then 1 else nullif(try_cast(y as integer), 0) end)`,
  `tm_of_era(e, p) as tm_within_era(e, ${dateText('tm_era_year(e, p.y)')})`,
  `tm_date_bare(x) as coalesce(tm_western(${parts(WESTERN, "'y','m','d'")}), tm_western(${parts(COMPACT, "'y','m','d'")}), tm_of_era(${parts(OF_ERA, "'e','y','m','d'")}.e, ${parts(OF_ERA, "'e','y','m','d'")}))`,
  `tm_date_short_bare(x, era) as coalesce(tm_date_bare(x), tm_of_era(era, ${parts(SHORT, "'y','m','d'")}), tm_of_era(era, ${parts(COMPACT_SHORT, "'y','m','d'")}))`,
  `tm_weekday_fits(x, d) as case when not regexp_matches(x, ${sqlText(WEEKDAY)}) or substr('月火水木金土日', isodow(d)::integer, 1) = regexp_extract(x, ${sqlText(WEEKDAY)}, 1) then d end`,
  `tm_without_weekday(x) as regexp_replace(x, ${sqlText(WEEKDAY)}, '')`,
  `tm_date(x) as tm_weekday_fits(tm_date_plain(x), tm_known_day(tm_date_bare(tm_without_weekday(tm_date_plain(x)))))`,
  `tm_date_short(x, era) as tm_weekday_fits(tm_date_plain(x), tm_known_day(tm_date_short_bare(tm_without_weekday(tm_date_plain(x)), era)))`,
  `tm_date_serial(x) as coalesce(date '1899-12-30' + tm_digits(regexp_replace(tm_squeeze(x), '\\.[0-9]*$', ''), 5, 5)::integer, tm_date(x))`,
  `tm_postal_bare(x) as regexp_replace(regexp_replace(tm_hyphens(x), '[〒\\s]', '', 'g'), '^([0-9]{3})-([0-9]{4})$', '\\1\\2')`,
  `tm_postal(x) as case when regexp_full_match(tm_postal_bare(x), '[0-9]{7}') then tm_postal_bare(x) end`,
  `tm_unwrapped(x) as regexp_replace(trim(tm_half(x)), '^="([^"]*)"$', '\\1')`,
  `tm_identifier(x) as case when regexp_full_match(tm_unwrapped(x), '[^\\x00-\\x20\\x7F=+@][^\\x00-\\x1F\\x7F]{0,63}') then tm_unwrapped(x) end`,
].map((macro) => `create or replace temp macro ${macro}`)
