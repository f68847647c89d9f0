import { benchRunDate } from './rules.ts'

/** A deterministic number from 0 to `below`-1 of row `i`; each draw of a row has a number of its own. */
const draw = (salt: number, below: number) => `((hash(i * 64 + ${salt}) >> 20) % ${below})::INTEGER`
const percent = (salt: number, share: number) => `(${draw(salt, 1000)} < ${share * 10})`

/**
 * Invented contracts of a large electricity company: 92 of 100 owe nothing, the others between one and twelve months.
 * The same number of rows gives the same file on every machine: nothing is drawn by chance, everything from the row number.
 */
export function accountsSql(rows: number): string {
  return `
with drawn as (
  select i,
    case when ${percent(1, 92)} then 0 when ${percent(2, 55)} then 1 when ${percent(3, 50)} then 2
      when ${percent(4, 50)} then 3 else 4 + ${draw(5, 9)} end as months,
    ${draw(6, 1000)} as luck
  from range(${rows}) as numbers(i)
), staged as (
  select *, case when months = 0 then 0 when months = 1 then 1 + luck % 2 when months = 2 then 2 + (luck % 10 < 4)::INTEGER
    else 3 + (luck % 10 < 2)::INTEGER end as stage
  from drawn
)
select
  'C' || lpad(i::VARCHAR, 11, '0') as contract_id,
  case when ${percent(7, 70)} then 'electricity' when ${percent(8, 80)} then 'gas' else 'lp-gas' end as supply,
  codes[1 + ${draw(9, 960)}] as municipality,
  months as months_in_arrears,
  months * (3800 + ${draw(10, 9000)}) as unpaid_yen,
  case when months > 0 then DATE '${benchRunDate}' - (months * 30 + ${draw(11, 25)}) end as oldest_due_on,
  ['none', 'unpaid-notice', 'reminder', 'stop-notice', 'stopped'][1 + stage] as notice_stage,
  case when stage = 3 then DATE '${benchRunDate}' + ${draw(12, 30)} when stage = 4 then DATE '${benchRunDate}' - ${draw(12, 30)} end as stop_on,
  months > 0 and ${percent(13, 4)} as cannot_pay_said,
  months > 0 and ${percent(14, 5)} as deferral_asked,
  case when months = 0 or ${percent(15, 90)} then 'none' when ${percent(16, 70)} then 'kept' else 'broken' end as instalment_plan,
  ${percent(17, 8)} as elderly_alone,
  case when not ${percent(18, 20)} then ${percent(19, 6)} end as infant,
  ${percent(20, 1)} as medical_device,
  ${percent(21, 15)} as winter_area,
  case when months > 1 and ${percent(22, 25)} then DATE '${benchRunDate}' - ${draw(23, 400)} end as last_guided_on,
  case when months > 1 and ${percent(22, 25)} then (months - 1) * (3800 + ${draw(24, 9000)}) end as unpaid_yen_when_guided,
  ${percent(25, 1)} as objection,
  not ${percent(26, 2)} as customer,
  months > 0 and ${percent(27, 1)} as in_support,
  ['灯', '明里', '火野', '光本', '照井', '暁'][1 + ${draw(28, 6)}] || ' ' || ['花子', '太郎', '一', '美咲', '実', '葵'][1 + ${draw(29, 6)}] as person_name,
  lpad(${draw(30, 10_000_000)}::VARCHAR, 7, '0') as postal_code,
  '灯町市見本町' || (1 + ${draw(31, 30)}) || '丁目' || (1 + ${draw(32, 20)}) || '番' || (1 + ${draw(33, 30)}) || '号' as address,
  case when ${percent(34, 97)} then 'ja' else 'en' end as language,
  'R' || lpad(${draw(35, 1_000_000_000)}::VARCHAR, 9, '0') as reference
from staged, bench_municipalities`
}
