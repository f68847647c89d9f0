import { benchRunDate } from './rules.ts'

/**
 * The ten rules as somebody who knows DuckDB would write them for this one month, without any of our code: one join with
 * the list of municipalities (`hand_municipalities`: code, rule), one CASE over the rule, one over the reasons not to guide.
 */
export function handSql(parquet: string): string {
  return `
select contract_id, municipality, clause,
  case
    when objection then 'objection'
    when not customer then 'not-customer'
    when in_support then 'in-support'
    when instalment_plan = 'kept' then 'kept-plan'
    when last_guided_on between DATE '${benchRunDate}' - 90 and DATE '${benchRunDate}'
      and coalesce(unpaid_yen - unpaid_yen_when_guided < 10000, true) then 'guided-recently'
  end as reason
from (
  select a.*,
    case m.rule
      when 0 then case when months_in_arrears >= 3 and notice_stage in ('stop-notice', 'stopped') then 0 end
      when 1 then case when months_in_arrears >= 2 and elderly_alone then 0 when months_in_arrears >= 4 then 1 end
      when 2 then case when months_in_arrears >= 1 and cannot_pay_said then 0
        when months_in_arrears >= 3 and unpaid_yen >= 30000 then 1 end
      when 3 then case when unpaid_yen >= 20000 and oldest_due_on <= DATE '${benchRunDate}' - 75 then 0 end
      when 4 then case when notice_stage in ('stop-notice', 'stopped') and stop_on <= DATE '${benchRunDate}' + 14 then 0 end
      when 5 then case when months_in_arrears >= 2 and infant then 0 when months_in_arrears >= 1 and medical_device then 1
        when months_in_arrears >= 3 and deferral_asked is not true then 2 end
      when 6 then case when winter_area and months_in_arrears >= 1 then 0
        when months_in_arrears >= 3 and unpaid_yen >= 25000 then 1 end
      when 7 then case when notice_stage in ('stop-notice', 'stopped') and supply in ('electricity', 'gas')
        and months_in_arrears >= 2 then 0 end
      when 8 then case when instalment_plan = 'broken' then 0 when cannot_pay_said and unpaid_yen >= 10000 then 1
        when months_in_arrears >= 4 and customer then 2 end
      when 9 then case when (months_in_arrears >= 2 or unpaid_yen >= 15000)
        and (elderly_alone or infant or medical_device or deferral_asked)
        and instalment_plan is distinct from 'kept' then 0 end
    end as clause
  from read_parquet('${parquet}') a join hand_municipalities m using (municipality)
)
where clause is not null`
}
