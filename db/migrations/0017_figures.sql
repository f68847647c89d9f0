-- Figures for the municipality's officer: counts of the month, never rows, and no count that could point at somebody.
--
-- A cell under ten is not told (「10未満」), zero included. When one is hidden, the next larger ones are hidden with it
-- until at least two cells are hidden and they hold ten or more together: otherwise the total would give it away.

-- cells: {key: count}. Answers the same keys; null instead of a count that is not told.
create function sec.without_small_cells(cells jsonb) returns jsonb
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  with counted as (select key, value::int as n from jsonb_each_text(cells)),
  ordered as (
    select key, n, min(n) over () as smallest, row_number() over w as place, sum(n) over w - n as hidden_before
      from counted window w as (order by n, key rows between unbounded preceding and current row))
  select coalesce(jsonb_object_agg(key,
      case when n < 10 or (smallest < 10 and (place <= 2 or hidden_before < 10)) then null else n end), '{}')
    from ordered $$;

-- Reports that reached the speaker's municipality in this month (Japan), each once: an agency that handed one on does
-- not make it two.
create function sec.month_figures() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare first_day date := date_trunc('month', now() at time zone 'Asia/Tokyo')::date; answer jsonb;
begin
  perform sec.require_role(array['municipal_officer']);
  with received as (
    select r.kind, case when r.state = 'sent' then 'waiting' when r.state in ('acknowledged', 'accepted') then 'working'
        when r.state = 'concluded' then 'concluded' else 'elsewhere' end as state
      from app.referrals r
     where r.tenant_id = sec.tenant() and r.redirected_from is null
       and r.sent_at >= first_day::timestamp at time zone 'Asia/Tokyo')
  select jsonb_build_object('firstDay', first_day,
      'total', nullif(greatest(count(*), 9), 9),
      'byKind', sec.without_small_cells(jsonb_build_object(
        'arrears', count(*) filter (where kind = 'arrears'), 'signs', count(*) filter (where kind = 'signs'),
        'danger', count(*) filter (where kind = 'danger'))),
      'byState', sec.without_small_cells(jsonb_build_object(
        'waiting', count(*) filter (where state = 'waiting'), 'working', count(*) filter (where state = 'working'),
        'concluded', count(*) filter (where state = 'concluded'), 'elsewhere', count(*) filter (where state = 'elsewhere'))))
    into answer from received;
  return answer;
end $$;

alter function sec.without_small_cells(jsonb) owner to tomoshibi_gate;
alter function sec.month_figures() owner to tomoshibi_gate;
revoke all on function sec.without_small_cells(jsonb), sec.month_figures() from public;
grant execute on function sec.month_figures() to app_welfare;
