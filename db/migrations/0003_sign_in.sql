-- Sign-in: credentials, printed codes, invitations and the brakes on guessing. Only app_login may call what stands
-- here, and it reads no table: it hands over what was typed (as hashes) and gets an answer. What a person does for
-- their own security and what an administrator does to accounts stands in 0014.
--
-- Order of a sign-in: begin_login (brakes, the stored hash) → argon2id in the application, always, also for names
-- that do not exist → finish_login (second factor used up, session opened, in one transaction).

grant usage on schema auth to app_login;
grant create on schema auth to tomoshibi_gate;

alter table auth.sessions
  -- 'Windows・Edge': enough to recognise one's own devices, too little to recognise a person.
  add column device text not null default '' check (length(device) <= 60);

create table auth.credentials (
  user_id uuid primary key references app.users (id) on delete cascade,
  password_hash text check (password_hash like '$argon2id$%'),
  password_set_at timestamptz,
  -- Sealed by the application; a copy of the database makes no codes.
  totp_sealed bytea,
  totp_pending bytea,
  -- A code is good once: only a later time step is taken.
  totp_step bigint
);

create table auth.one_time_codes (
  code_hash bytea primary key check (octet_length(code_hash) = 32),
  user_id uuid not null references app.users (id) on delete cascade,
  made_at timestamptz not null default now(),
  used_at timestamptz
);
create index one_time_codes_by_user on auth.one_time_codes (user_id) where used_at is null;

-- Handed over in person, 128 bits, a day long: the holder sets password and second factor; nobody sets them for others.
create table auth.enrolments (
  code_hash bytea primary key check (octet_length(code_hash) = 32),
  user_id uuid not null unique references app.users (id) on delete cascade,
  kind text not null check (kind in ('invitation', 'reset')),
  -- Null when the operator's command line made it.
  made_by uuid references app.users (id),
  made_at timestamptz not null default now(),
  until timestamptz not null default now() + interval '24 hours',
  totp_sealed bytea
);

-- Token buckets: a row per account or address, refilled by the clock, kept over restarts. Names are keyed hashes.
create table auth.attempts (
  lane text not null check (lane in ('account', 'second-factor', 'address', 'step-up')),
  key text not null check (length(key) between 1 and 100),
  tokens double precision not null,
  at timestamptz not null,
  primary key (lane, key)
);
create index attempts_by_time on auth.attempts (at);

do $$
declare t text;
begin
  foreach t in array array['credentials', 'one_time_codes', 'enrolments', 'attempts'] loop
    execute format('alter table auth.%I enable row level security', t);
    execute format('alter table auth.%I force row level security', t);
    execute format('grant select, insert, update, delete on auth.%I to tomoshibi_gate', t);
    execute format('create policy gate_passes on auth.%I to tomoshibi_gate using (true) with check (true)', t);
  end loop;
end $$;

-- 10 tries in 15 minutes for an account, 100 for an address. Answers whether one was left, and takes it.
create function auth.take(the_lane text, the_key text) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare most double precision := case the_lane when 'address' then 100 else 10 end; left_over double precision;
begin
  insert into auth.attempts as a values (the_lane, the_key, most - 1, clock_timestamp())
    on conflict (lane, key) do update set at = clock_timestamp(), tokens = greatest(-1,
      least(most, a.tokens + most * extract(epoch from clock_timestamp() - a.at) / 900) - 1)
    returning tokens into left_over;
  if left_over >= 0 then return true; end if;
  update auth.attempts a set tokens = a.tokens + 1 where a.lane = the_lane and a.key = the_key;
  return false;
end $$;

-- Only failures count: who signs in gets the try back.
create function auth.give_back(the_lane text, the_key text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update auth.attempts a set tokens = a.tokens + 1 where a.lane = the_lane and a.key = the_key;
end $$;

-- Somebody who may sign in at all: not disabled, and a person of the demo town only while nothing but it is here.
create function auth.admitted(u app.users) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return u.id is not null and u.disabled_at is null and (not u.demo or sec.is_demo());
end $$;

-- p: {loginName, organizationCode, accountKey, address}. Unknown, disabled and closed accounts answer alike: no user.
create function auth.begin_login(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users; c auth.credentials; held boolean; address_held boolean;
begin
  delete from auth.attempts a where a.at < now() - interval '1 day';
  select x.* into u from app.users x join app.organizations o on o.id = x.organization_id
   where o.code = p ->> 'organizationCode' and x.login_name = p ->> 'loginName';
  address_held := not auth.take('address', p ->> 'address');
  held := not auth.take('account', p ->> 'accountKey');
  if auth.admitted(u) then select * into c from auth.credentials x where x.user_id = u.id; end if;
  -- The passwords of the demo town are public: there is nothing to guess and nobody to shut out.
  if auth.admitted(u) and u.demo then held := false; end if;
  return jsonb_build_object('held', held, 'addressHeld', address_held,
    'user', case when c.password_hash is null then null else jsonb_build_object('id', u.id, 'demo', u.demo,
      'passwordHash', c.password_hash, 'totpSealed', encode(c.totp_sealed, 'base64')) end);
end $$;

-- A time step later than the last one used, or a printed code that nobody used: good once, also for two at a time.
-- s: {kind: 'totp', step} | {kind: 'one-time', hash}
create function auth.use_second_factor(the_user uuid, s jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if s ->> 'kind' = 'totp' then
    update auth.credentials c set totp_step = (s ->> 'step')::bigint
     where c.user_id = the_user and c.totp_sealed is not null and coalesce(c.totp_step, 0) < (s ->> 'step')::bigint;
  else
    update auth.one_time_codes c set used_at = now()
     where c.user_id = the_user and c.used_at is null and c.code_hash = decode(s ->> 'hash', 'hex');
  end if;
  return found;
end $$;

-- Administrators' desks rest 15 minutes, others' 30; nobody stays longer than 12 hours. Both factors were just shown.
create function auth.open_for(u app.users, token_hash text, the_device text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare idle integer := case when u.roles && array['utility_admin', 'tenant_admin'] then 15 else 30 end;
begin
  insert into auth.sessions (token_hash, plane, user_id, device, idle_minutes, idle_until, absolute_until,
      stepped_up_at)
    values (decode(token_hash, 'hex'), u.plane, u.id, the_device, idle, now() + make_interval(mins => idle),
      now() + interval '12 hours', now());
  perform audit.append(coalesce(u.tenant_id, u.organization_id), u.id, 'session.opened', null, u.id, '{}');
end $$;

-- After the password was right. p: {userId, tokenHash, oldTokenHash, device, accountKey, address, second}; answers the
-- plane of the session that was opened. Only people of the demo town come in without `second`; for others it is asked
-- next, and the try counts as none. When the account's tries are gone, password and second factor together still open:
-- whoever guesses at a name shuts nobody out, since only tries with the right password count against the second factor.
create function auth.finish_login(p jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users; second jsonb := nullif(p -> 'second', 'null');
begin
  select * into u from app.users x where x.id = (p ->> 'userId')::uuid for update;
  if not auth.admitted(u) then return null; end if;
  if second is not null and not u.demo then
    if not auth.take('second-factor', u.id::text) then return null; end if;
    if not auth.use_second_factor(u.id, second) then return null; end if;
    perform auth.give_back('second-factor', u.id::text);
  end if;
  perform auth.give_back('account', p ->> 'accountKey');
  perform auth.give_back('address', p ->> 'address');
  if second is null and not u.demo then return null; end if;
  update auth.sessions s set revoked_at = now()
   where s.token_hash = decode(p ->> 'oldTokenHash', 'hex') and s.revoked_at is null;
  perform auth.open_for(u, p ->> 'tokenHash', p ->> 'device');
  return u.plane;
end $$;

create function auth.living(the_hash text) returns auth.sessions
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s from auth.sessions s where s.token_hash = decode(the_hash, 'hex') and s.user_id is not null
     and s.revoked_at is null and s.idle_until > now() and s.absolute_until > now() $$;

-- Who sits here, for the frame around the screens. Looking is no activity: an open screen does not keep a desk alive.
create function auth.read_session(p jsonb) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.sessions; u app.users; o app.organizations; t app.tenants;
begin
  s := auth.living(p ->> 'tokenHash');
  select * into u from app.users x where x.id = s.user_id and x.disabled_at is null;
  if u.id is null or s.plane <> p ->> 'plane' then return null; end if;
  select * into o from app.organizations x where x.id = u.organization_id;
  select * into t from app.tenants x where x.id = u.tenant_id;
  return jsonb_build_object(
    'user', jsonb_build_object('id', u.id, 'displayName', u.display_name, 'roles', to_jsonb(u.roles), 'plane', u.plane,
      'loginName', u.login_name || '@' || o.code),
    'organization', jsonb_build_object('id', o.id, 'name', o.name, 'kind', o.kind),
    'tenant', case when t.id is null then null else jsonb_build_object('id', t.id, 'name', t.name) end,
    'steppedUpUntil', case when s.stepped_up_at > now() - interval '5 minutes'
      then s.stepped_up_at + interval '5 minutes' end,
    'demo', sec.is_demo(),
    'notices', (select count(*) from app.notices n where n.user_id = u.id and n.read_at is null));
end $$;

-- p: {tokenHash, everywhere}. A token that no longer lives ends nothing but itself.
create function auth.end_session(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.sessions; u app.users;
begin
  s := auth.living(p ->> 'tokenHash');
  update auth.sessions x set revoked_at = now() where x.revoked_at is null
     and (x.token_hash = decode(p ->> 'tokenHash', 'hex') or (x.user_id = s.user_id and (p ->> 'everywhere')::boolean));
  if s.user_id is null then return false; end if;
  select * into u from app.users x where x.id = s.user_id;
  perform audit.append(coalesce(u.tenant_id, u.organization_id), u.id, 'session.ended', null, u.id,
    jsonb_build_object('everywhere', (p ->> 'everywhere')::boolean));
  return true;
end $$;

-- What a living session's person could prove again; the tries are counted here, no outsider can spend them.
create function auth.begin_step_up(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.sessions; u app.users; c auth.credentials;
begin
  s := auth.living(p ->> 'tokenHash');
  select * into u from app.users x where x.id = s.user_id;
  if not auth.admitted(u) then return null; end if;
  if not auth.take('step-up', u.id::text) then return jsonb_build_object('held', true); end if;
  select * into c from auth.credentials x where x.user_id = u.id;
  return jsonb_build_object('held', false, 'userId', u.id, 'demo', u.demo, 'passwordHash', c.password_hash,
    'totpSealed', encode(c.totp_sealed, 'base64'));
end $$;

-- The session's token stays: the secret never left the cookie, and calls under way would be lost with it.
create function auth.finish_step_up(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.sessions; second jsonb := nullif(p -> 'second', 'null');
begin
  s := auth.living(p ->> 'tokenHash');
  if s.user_id is null then return false; end if;
  if second is not null and not auth.use_second_factor(s.user_id, second) then return false; end if;
  perform auth.give_back('step-up', s.user_id::text);
  update auth.sessions x set stepped_up_at = now() where x.token_hash = s.token_hash;
  return true;
end $$;

-- An invitation or reset, looked at with the code alone. p: {codeHash, address}
create function auth.open_enrolment(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare e auth.enrolments; u app.users; o app.organizations;
begin
  if not auth.take('address', p ->> 'address') then return jsonb_build_object('held', true); end if;
  select * into e from auth.enrolments x where x.code_hash = decode(p ->> 'codeHash', 'hex') and x.until > now();
  select * into u from app.users x where x.id = e.user_id;
  if not auth.admitted(u) then return null; end if;
  perform auth.give_back('address', p ->> 'address');
  select * into o from app.organizations x where x.id = u.organization_id;
  return jsonb_build_object('userId', u.id, 'kind', e.kind, 'displayName', u.display_name, 'organizationName', o.name,
    'loginName', u.login_name || '@' || o.code, 'totpSealed', encode(e.totp_sealed, 'base64'), 'until', e.until);
end $$;

-- The first look's secret is kept: a reloaded page shows the same QR code. p: {codeHash, totpSealed}
create function auth.keep_enrolment_secret(p jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare kept bytea;
begin
  update auth.enrolments x set totp_sealed = coalesce(x.totp_sealed, decode(p ->> 'totpSealed', 'base64'))
   where x.code_hash = decode(p ->> 'codeHash', 'hex') and x.until > now() returning x.totp_sealed into kept;
  return encode(kept, 'base64');
end $$;

-- p: {codeHash, passwordHash, totpStep, codeHashes[], tokenHash, device}. Old factors and sessions end; the code too.
create function auth.complete_enrolment(p jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare e auth.enrolments; u app.users;
begin
  if p ->> 'totpStep' is null and jsonb_array_length(p -> 'codeHashes') = 0 then return null; end if;
  delete from auth.enrolments x where x.code_hash = decode(p ->> 'codeHash', 'hex') and x.until > now()
    returning * into e;
  select * into u from app.users x where x.id = e.user_id for update;
  if not auth.admitted(u) then return null; end if;
  delete from auth.credentials c where c.user_id = u.id;
  delete from auth.one_time_codes c where c.user_id = u.id;
  insert into auth.credentials (user_id, password_hash, password_set_at, totp_sealed, totp_step)
    values (u.id, p ->> 'passwordHash', now(), case when p ->> 'totpStep' is not null then e.totp_sealed end,
      (p ->> 'totpStep')::bigint);
  insert into auth.one_time_codes (code_hash, user_id)
    select decode(x, 'hex'), u.id from jsonb_array_elements_text(p -> 'codeHashes') x;
  update auth.sessions s set revoked_at = now() where s.user_id = u.id and s.revoked_at is null;
  perform auth.open_for(u, p ->> 'tokenHash', p ->> 'device');
  perform audit.append(coalesce(u.tenant_id, u.organization_id), u.id, 'account.enrolled', null, u.id,
    jsonb_build_object('kind', e.kind));
  return u.plane;
end $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'auth'::regnamespace loop
    execute format('alter function %s owner to tomoshibi_gate', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
revoke create on schema auth from tomoshibi_gate;
grant execute on function auth.begin_login(jsonb), auth.finish_login(jsonb), auth.read_session(jsonb),
  auth.end_session(jsonb), auth.begin_step_up(jsonb), auth.finish_step_up(jsonb), auth.open_enrolment(jsonb),
  auth.keep_enrolment_secret(jsonb), auth.complete_enrolment(jsonb) to app_login;
