-- Budgets of requests, shared by every process of an installation and kept over restarts, and news that are combined
-- when many of one kind come at once. Immediate danger takes from no budget.

-- Token buckets, refilled by the clock. A process takes several tokens at a time (a lease), so that most requests ask
-- nothing here. Keys are ids, or keyed hashes of addresses.
create table auth.budgets (
  budget text not null check (budget in ('requests', 'search', 'submit', 'form')),
  key text not null check (length(key) between 1 and 120),
  tokens double precision not null,
  at timestamptz not null,
  primary key (budget, key)
) with (fillfactor = 60);
create index budgets_by_time on auth.budgets (at);
alter table auth.budgets enable row level security;
alter table auth.budgets force row level security;
grant select, insert, update, delete on auth.budgets to tomoshibi_gate;
create policy gate_passes on auth.budgets to tomoshibi_gate using (true) with check (true);

-- Up to `wanted` tokens of a bucket that holds `most` and fills within a minute. Answers how many, and after how many
-- milliseconds there will be one more when there was none.
create function auth.lease(the_budget text, the_key text, most integer, wanted integer) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare held auth.budgets; left_over double precision; granted integer;
begin
  insert into auth.budgets values (the_budget, the_key, most, clock_timestamp()) on conflict do nothing;
  select * into held from auth.budgets b where b.budget = the_budget and b.key = the_key for update;
  left_over := least(most,
    held.tokens + most * greatest(0, extract(epoch from clock_timestamp() - held.at)) / 60);
  granted := greatest(0, least(wanted, floor(left_over)));
  update auth.budgets b set tokens = left_over - granted, at = clock_timestamp()
   where b.budget = the_budget and b.key = the_key;
  return jsonb_build_object('granted', granted,
    'waitMs', case when granted > 0 then 0 else ceil((1 - left_over) * 60000 / most) end);
end $$;

-- Whose requests a session's are: one user's and one organisation's; a person on their own page is nobody's member.
-- p: {tokenHash?, address?, wants: [{budget, whose: user|organization|address, most, wanted}]}
-- Answers {user, organization, leases: [{budget, whose, granted, waitMs}]}, without leases of whom it does not know.
create function auth.lease_requests(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare who text; house text; w jsonb; whose_key text; leases jsonb := '[]';
begin
  -- A lease that a crash forgets is given twice, at worst; nobody has to wait for the disk.
  perform set_config('synchronous_commit', 'off', true);
  select coalesce('user:' || u.id, 'person:' || encode(s.guidance_code_hash, 'hex')), 'organization:' || u.organization_id
    into who, house
    from auth.sessions s left join app.users u on u.id = s.user_id
   where s.token_hash = decode(p ->> 'tokenHash', 'hex') and s.revoked_at is null
     and s.idle_until > now() and s.absolute_until > now() and (s.user_id is null or u.disabled_at is null);
  -- Always in the order in which the application names them (user before organisation): two never wait for each other.
  for w in select x from jsonb_array_elements(p -> 'wants') with ordinality as t (x, place) order by place loop
    whose_key := case w ->> 'whose' when 'user' then who when 'organization' then house
      else 'address:' || (p ->> 'address') end;
    continue when whose_key is null;
    leases := leases || jsonb_build_array(jsonb_build_object('budget', w -> 'budget', 'whose', w -> 'whose')
      || auth.lease(w ->> 'budget', whose_key, (w ->> 'most')::integer, (w ->> 'wanted')::integer));
  end loop;
  -- A bucket that nobody touched for an hour is full, as one that does not exist.
  if random() < 0.005 then
    delete from auth.budgets b where (b.budget, b.key) in (select x.budget, x.key from auth.budgets x
      where x.at < now() - interval '1 hour' order by x.at limit 500 for update skip locked);
  end if;
  return jsonb_build_object('user', who, 'organization', house, 'leases', leases);
end $$;

-- One notice may stand for several of its kind: the tenth danger within ten minutes from one person, and all after it.
alter table app.notices add column count integer not null default 1 check (count >= 1);

create index danger_reviews_by_reporter on app.danger_reviews (reported_by);

-- Writes the notice that counts, or makes it count higher, and unread again. Answers whether it is new: then it is mailed.
-- p: {userId, id, kind, count}
create function sec.count_notice(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare fresh boolean;
begin
  insert into app.notices as n (user_id, id, kind, count)
    values ((p ->> 'userId')::uuid, (p ->> 'id')::uuid, p ->> 'kind', (p ->> 'count')::integer)
    on conflict (user_id, id) do update set count = excluded.count, read_at = null, at = now()
      where n.count < excluded.count
    returning n.xmax = 0 into fresh;
  return coalesce(fresh, false);
end $$;

do $$
declare f regprocedure;
begin
  grant create on schema auth to tomoshibi_gate;
  foreach f in array array['auth.lease(text, text, integer, integer)', 'auth.lease_requests(jsonb)',
      'sec.count_notice(jsonb)']::regprocedure[] loop
    execute format('alter function %s owner to tomoshibi_gate', f);
    execute format('revoke all on function %s from public', f);
  end loop;
  revoke create on schema auth from tomoshibi_gate;
end $$;
grant execute on function auth.lease_requests(jsonb) to app_login;
grant execute on function sec.count_notice(jsonb) to app_worker;
