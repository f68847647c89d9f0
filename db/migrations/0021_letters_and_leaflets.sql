-- Letters printed in bulk at the company, the stock of leaflets, and what was handed out. Counts and hashes only: no name,
-- no contract, no address. No role of ours reads or writes these tables; everything goes through the functions below.

-- What a letter came with, how it reached the person, and which words it had.
alter table app.guidance_codes
  add column stage text check (stage in ('general', 'unpaid-notice', 'reminder', 'stop-notice', 'pledge')),
  add column channel text check (channel in ('door', 'post', 'enclosed', 'counter', 'phone')),
  add column wording_version text check (length(wording_version) between 1 and 40);
-- Whether a page was opened or a call was asked for is written on no letter: whoever printed the codes could open all but
-- one of any group and read the last one off its sum, however the sum is told (docs/decisions/0015).
create index guidance_codes_by_year on app.guidance_codes (organization_id, handed_on) where handed_on is not null;

-- Where leaflets lie: the company's own store, a branch, a contractor.
create table app.leaflet_places (
  organization_id uuid not null references app.organizations (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 60),
  kind text not null check (kind in ('store', 'branch', 'contractor')),
  -- The contractor whose people hand leaflets out: what they hand over is taken from this place.
  employer_id uuid references app.organizations (id),
  reorder_at integer not null check (reorder_at between 0 and 1000000),
  -- Whether it is known that too few are left. A new place begins empty, which is no news.
  low_told boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, name)
);
create unique index one_store_for_each_company on app.leaflet_places (organization_id) where kind = 'store';
create unique index one_place_for_each_employer on app.leaflet_places (organization_id, employer_id) where employer_id is not null;

-- Every movement stays; a mistake is mended by another one. `counted` sets the balance to what was counted.
create table app.leaflet_moves (
  organization_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('received', 'handed', 'used', 'spoiled', 'counted')),
  place_id uuid not null,
  to_place_id uuid,
  count integer not null check (count between 0 and 1000000),
  -- What the movement does to `place_id`; the other place gets `count`.
  change integer not null,
  first_number text check (first_number ~ '^[0-9]{8}$'),
  last_number text check (last_number ~ '^[0-9]{8}$'),
  cost_yen integer check (cost_yen between 0 and 99999999),
  moved_on date not null,
  written_by uuid not null,
  at timestamptz not null default now(),
  primary key (organization_id, id),
  check ((kind = 'handed') = (to_place_id is not null)),
  check (cost_yen is null or kind in ('received', 'handed')),
  check (to_place_id is distinct from place_id),
  foreign key (organization_id, place_id) references app.leaflet_places (organization_id, id),
  foreign key (organization_id, to_place_id) references app.leaflet_places (organization_id, id)
);

-- What was handed out without a number: a window named on the telephone, a flyer at the counter.
create table app.handouts (
  organization_id uuid not null references app.organizations (id),
  id uuid not null,
  tenant_id uuid not null references app.tenants (id),
  handed_on date not null,
  stage text not null check (stage in ('general', 'unpaid-notice', 'reminder', 'stop-notice', 'pledge')),
  channel text not null check (channel in ('door', 'post', 'enclosed', 'counter', 'phone')),
  language text not null check (language in ('ja', 'ja-easy')),
  wording_version text not null check (length(wording_version) between 1 and 40),
  count integer not null check (count between 1 and 100000),
  written_by uuid not null,
  primary key (organization_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['leaflet_places', 'leaflet_moves', 'handouts'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('grant select, insert, update, delete on app.%I to tomoshibi_gate', t);
    execute format('create policy gate_passes on app.%I to tomoshibi_gate using (true) with check (true)', t);
  end loop;
end $$;

-- The codes of a print run. p: {issuedOn, wordingVersion, channel, letters: [{number, codeHash, language, tenantId, windowId,
-- stage}]}, hashes already keyed. The same again changes nothing; a number that another letter carries is answered.
create function sec.store_letters(company uuid, author uuid, p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare total integer := jsonb_array_length(p -> 'letters'); added integer; due integer; clashes jsonb;
begin
  if exists (select 1 from jsonb_array_elements(p -> 'letters') x where not exists (select 1 from app.contact_windows w
      where w.id = (x ->> 'windowId')::uuid and w.tenant_id = (x ->> 'tenantId')::uuid)) then
    raise exception 'letter-window-unknown' using errcode = 'TM422';
  end if;
  -- Another company's code cannot be taken over: whoever registered first keeps it, also when both register at once.
  if exists (select 1 from jsonb_array_elements(p -> 'letters') x join app.guidance_codes g
      on g.code_hash = decode(x ->> 'codeHash', 'hex') where g.organization_id <> company) then
    raise exception 'letter-code-taken' using errcode = 'TM409';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('letters ' || company::text, 0));
  with fresh as (
    select distinct on (x ->> 'codeHash') x from jsonb_array_elements(p -> 'letters') x
     where not exists (select 1 from app.guidance_codes g where g.organization_id = company
       and g.code_hash = decode(x ->> 'codeHash', 'hex'))),
  told as (
    select x, exists (select 1 from app.guidance_codes g where g.organization_id = company and g.kind = 'letter'
        and g.number = x ->> 'number') or count(*) over (partition by x ->> 'number') > 1 as clash from fresh),
  written as (
    insert into app.guidance_codes (code_hash, organization_id, tenant_id, kind, number, language, window_id, handed_by,
        handed_on, stage, channel, wording_version)
      select decode(x ->> 'codeHash', 'hex'), company, (x ->> 'tenantId')::uuid, 'letter',
        case when clash then 'clash ' || (x ->> 'codeHash') else x ->> 'number' end, x ->> 'language', (x ->> 'windowId')::uuid,
        author, (p ->> 'issuedOn')::date, x ->> 'stage', p ->> 'channel', p ->> 'wordingVersion' from told
       -- In one order for everybody: two who register the same codes wait for each other, never both.
       order by x ->> 'codeHash' on conflict (code_hash) do nothing
      returning 1)
  select (select count(*) from written), (select count(*) from told),
      (select coalesce(jsonb_agg(x ->> 'number'), '[]') from told where clash)
    into added, due, clashes;
  if added < due then raise exception 'letter-code-taken' using errcode = 'TM409'; end if;
  if added > 0 then
    perform audit.append(company, author, 'letter.registered', null, null, jsonb_build_object('count', added));
  end if;
  return jsonb_build_object('registered', added, 'known', total - added, 'clashes', clashes);
end $$;

create function sec.register_letters(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users;
begin
  perform sec.require_role(array['liaison', 'utility_admin']);
  u := sec.speaker();
  return sec.store_letters(u.organization_id, u.id, p);
end $$;

-- What lies where: movements, less what was handed over with a number by the people of the place.
create function sec.leaflet_balances(company uuid) returns table (place_id uuid, name text, kind text, reorder_at integer,
    received bigint, handed bigint, used bigint, spoiled bigint, cost_yen bigint, balance bigint, counted_on date)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with given as (
    select p.id as place, count(*) as n from app.guidance_codes g join app.users u on u.id = g.handed_by
      join app.leaflet_places p on p.organization_id = company
        and p.id = coalesce((select q.id from app.leaflet_places q where q.organization_id = company and q.employer_id = u.employed_by),
          (select q.id from app.leaflet_places q where q.organization_id = company and q.kind = 'store'))
     where g.organization_id = company and g.kind = 'leaflet' and g.handed_on is not null
       and g.handed_on >= p.created_at::date
       and g.handed_on > coalesce((select max(m.moved_on) from app.leaflet_moves m where m.organization_id = company
         and m.place_id = p.id and m.kind = 'counted'), '-infinity')
     group by p.id)
  select p.id, p.name, p.kind, p.reorder_at,
    coalesce(sum(m.count) filter (where m.place_id = p.id and m.kind = 'received'), 0),
    coalesce(sum(m.count) filter (where m.place_id = p.id and m.kind = 'handed'), 0),
    coalesce(sum(m.count) filter (where m.place_id = p.id and m.kind = 'used'), 0) + coalesce(max(g.n), 0),
    coalesce(sum(m.count) filter (where m.place_id = p.id and m.kind = 'spoiled'), 0),
    coalesce(sum(m.cost_yen) filter (where m.place_id = p.id), 0),
    coalesce(sum(case when m.place_id = p.id then m.change else m.count end), 0) - coalesce(max(g.n), 0),
    max(m.moved_on) filter (where m.place_id = p.id and m.kind = 'counted')
    from app.leaflet_places p left join app.leaflet_moves m on m.organization_id = company and p.id in (m.place_id, m.to_place_id)
      left join given g on g.place = p.id
   where p.organization_id = company group by p.organization_id, p.id order by p.kind = 'store' desc, p.name $$;

-- The contractors whose people speak for the company: their places may be named.
create function sec.employers_of(company uuid) returns setof app.organizations
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o from app.organizations o where o.id <> company and (o.commissioned_by = company
    or exists (select 1 from app.users u where u.organization_id = company and u.employed_by = o.id)) $$;

create function sec.leaflet_stock() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare company uuid := sec.organization();
begin
  perform sec.require_role(array['liaison', 'utility_admin']);
  return jsonb_build_object(
    'places', coalesce((select jsonb_agg(to_jsonb(b) || jsonb_build_object('employer', o.name, 'employer_id', o.id, 'version', p.version)
        order by b.kind = 'store' desc, b.name)
      from sec.leaflet_balances(company) b join app.leaflet_places p on p.organization_id = company and p.id = b.place_id
        left join app.organizations o on o.id = p.employer_id), '[]'),
    'employers', coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name) order by e.name)
      from sec.employers_of(company) e), '[]'));
end $$;

-- Told once, when a balance falls under its mark; again only after it has been at the mark, by whatever way it fell.
create function sec.tell_low_leaflets(company uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare fallen integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('leaflet stock ' || company::text, 0));
  with now_low as (select b.place_id, b.balance < b.reorder_at as low from sec.leaflet_balances(company) b),
  changed as (update app.leaflet_places p set low_told = n.low from now_low n
      where p.organization_id = company and p.id = n.place_id and p.low_told <> n.low returning n.low)
  select count(*) filter (where c.low) into fallen from changed c;
  if fallen > 0 then
    insert into app.notices (user_id, id, kind) select x.id, gen_random_uuid(), 'leaflets-low' from app.users x
     where x.organization_id = company and 'liaison' = any (x.roles) and x.disabled_at is null;
  end if;
end $$;

-- p: {id, name, kind, employerId?, reorderAt, version?}. Without a version a new place, the same again without effect; with
-- one, a change of the place as it stood then. The company's own store stays its store. Answers what is kept now, null where
-- somebody else changed it before.
create function sec.keep_leaflet_place(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users; x app.leaflet_places;
begin
  perform sec.require_role(array['liaison', 'utility_admin']);
  u := sec.speaker();
  if p ->> 'employerId' is not null and (p ->> 'kind' <> 'contractor'
      or (p ->> 'employerId')::uuid not in (select e.id from sec.employers_of(u.organization_id) e)) then
    raise exception 'leaflet-employer-unknown' using errcode = 'TM422';
  end if;
  if p ->> 'version' is null then
    insert into app.leaflet_places (organization_id, id, name, kind, employer_id, reorder_at)
      values (u.organization_id, (p ->> 'id')::uuid, p ->> 'name', p ->> 'kind', (p ->> 'employerId')::uuid, (p ->> 'reorderAt')::integer)
      on conflict (organization_id, id) do nothing;
    select * into x from app.leaflet_places l where l.organization_id = u.organization_id and l.id = (p ->> 'id')::uuid;
    return case when (x.name, x.kind, x.employer_id, x.reorder_at) is not distinct from (p ->> 'name', p ->> 'kind',
      (p ->> 'employerId')::uuid, (p ->> 'reorderAt')::integer) then to_jsonb(x) end;
  end if;
  select * into x from app.leaflet_places l where l.organization_id = u.organization_id and l.id = (p ->> 'id')::uuid for update;
  if not found then raise exception 'leaflet-place-missing' using errcode = 'TM404'; end if;
  if (x.kind = 'store') <> (p ->> 'kind' = 'store') then raise exception 'leaflet-store-stays' using errcode = 'TM422'; end if;
  if x.version <> (p ->> 'version')::integer then return null; end if;
  update app.leaflet_places l set name = p ->> 'name', kind = p ->> 'kind', employer_id = (p ->> 'employerId')::uuid,
      reorder_at = (p ->> 'reorderAt')::integer, version = l.version + 1
   where l.organization_id = x.organization_id and l.id = x.id returning * into x;
  -- A new mark may lie above what is left; a mark lowered is no news.
  perform sec.tell_low_leaflets(u.organization_id);
  return to_jsonb(x);
exception when unique_violation then raise exception 'leaflet-place-taken' using errcode = 'TM409';
end $$;

-- p: {id, kind, placeId, toPlaceId?, count, firstNumber?, lastNumber?, costYen?, movedOn}. Sent twice it is one movement.
create function sec.move_leaflets(p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users; n integer := (p ->> 'count')::integer; here record; change integer;
begin
  perform sec.require_role(array['liaison', 'utility_admin']);
  u := sec.speaker();
  perform pg_advisory_xact_lock(hashtextextended('leaflet stock ' || u.organization_id::text, 0));
  if exists (select 1 from app.leaflet_moves m where m.organization_id = u.organization_id and m.id = (p ->> 'id')::uuid) then return; end if;
  select * into here from sec.leaflet_balances(u.organization_id) b where b.place_id = (p ->> 'placeId')::uuid;
  if not found or (p ->> 'toPlaceId' is not null and not exists (select 1 from app.leaflet_places t
      where t.organization_id = u.organization_id and t.id = (p ->> 'toPlaceId')::uuid)) then
    raise exception 'leaflet-place-missing' using errcode = 'TM404';
  end if;
  change := case p ->> 'kind' when 'received' then n when 'counted' then n - here.balance else -n end;
  if p ->> 'kind' in ('handed', 'used', 'spoiled') and n > here.balance then raise exception 'leaflets-not-there' using errcode = 'TM422'; end if;
  insert into app.leaflet_moves (organization_id, id, kind, place_id, to_place_id, count, change, first_number, last_number,
      cost_yen, moved_on, written_by)
    values (u.organization_id, (p ->> 'id')::uuid, p ->> 'kind', here.place_id, (p ->> 'toPlaceId')::uuid, n, change,
      p ->> 'firstNumber', p ->> 'lastNumber', (p ->> 'costYen')::integer, (p ->> 'movedOn')::date, u.id);
  perform sec.tell_low_leaflets(u.organization_id);
end $$;

-- p: {id, tenantId, handedOn, stage, channel, language, wordingVersion, count}
create function sec.record_handout(p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users;
begin
  perform sec.require_role(array['arrears_clerk', 'liaison', 'utility_admin']);
  u := sec.speaker();
  if not exists (select from app.tenants t where t.id = (p ->> 'tenantId')::uuid) then raise exception 'handout-town-unknown' using errcode = 'TM422'; end if;
  insert into app.handouts (organization_id, id, tenant_id, handed_on, stage, channel, language, wording_version, count, written_by)
    values (u.organization_id, (p ->> 'id')::uuid, (p ->> 'tenantId')::uuid, (p ->> 'handedOn')::date, p ->> 'stage', p ->> 'channel',
      p ->> 'language', p ->> 'wordingVersion', (p ->> 'count')::integer, u.id)
    on conflict (organization_id, id) do nothing;
end $$;

-- A fiscal year of hand-outs: what the company itself recorded (handed, led) and nothing that its codes could tell it.
create function sec.handout_ledger(from_day date, until_day date) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform sec.require_role(array['liaison', 'utility_admin']);
  return coalesce((select jsonb_agg(jsonb_build_object('month', x.month, 'municipalityName', t.name, 'stage', x.stage,
      'channel', x.channel, 'language', x.language, 'wordingVersion', x.wording_version, 'handed', x.handed, 'led', x.led)
      order by x.month desc, t.name, x.stage, x.channel, x.language, x.wording_version)
    from (select to_char(y.handed_on, 'YYYY-MM') as month, y.tenant_id, y.stage, y.channel, y.language, y.wording_version,
        sum(y.n)::bigint as handed, sum(y.led) as led
      from (select g.handed_on, g.tenant_id, coalesce(g.stage, 'general') as stage, coalesce(g.channel,
            case g.kind when 'leaflet' then 'door' else 'post' end) as channel, g.language,
            coalesce(g.wording_version, '-') as wording_version, 1 as n, (g.report_id is not null)::integer as led
          from app.guidance_codes g where g.organization_id = sec.organization()
        union all
        select h.handed_on, h.tenant_id, h.stage, h.channel, h.language, h.wording_version, h.count, 0
          from app.handouts h where h.organization_id = sec.organization()) y
     where y.handed_on >= from_day and y.handed_on < until_day
     group by 1, 2, 3, 4, 5, 6) x join app.tenants t on t.id = x.tenant_id), '[]');
end $$;

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p
      where p.pronamespace = 'sec'::regnamespace and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f.name);
    execute format('revoke all on function %s from public', f.name);
  end loop;
end $$;
grant execute on function sec.register_letters(jsonb), sec.leaflet_stock(), sec.keep_leaflet_place(jsonb),
  sec.move_leaflets(jsonb), sec.record_handout(jsonb), sec.handout_ledger(date, date) to app_utility;
