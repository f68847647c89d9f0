-- Who exists, who is speaking, and the functions on which every policy rests.
--
-- Planes are separate database users (app_welfare, app_utility, …); tables belong to tomoshibi_owner; functions that
-- may look further than a plane belong to tomoshibi_gate, which nobody can log in as. Every table: table, row-level
-- security (forced, so that even the owner is bound), grants, policies. What is not granted is refused.

create schema auth;
create schema app;
create schema sec;

grant usage on schema app, sec to app_welfare, app_utility, app_auditor, app_worker, app_public, app_login;
grant usage, create on schema sec to tomoshibi_gate;
grant usage on schema auth, app to tomoshibi_gate;

-- A tenant is the municipality (or prefecture) that answers for consultation in its area.
create table app.tenants (
  id uuid primary key,
  municipality_code text not null unique check (municipality_code ~ '^[0-9]{6}$'),
  name text not null,
  demo boolean not null default false,
  -- Clocks by urgency, feedback habits and season dates of this municipality; defaults stand in code.
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);

-- A retailer and a network operator of one group are two organisations, also when staff are seconded.
create table app.organizations (
  id uuid primary key,
  tenant_id uuid references app.tenants (id),
  code text not null unique check (code ~ '^[a-z][a-z0-9-]{1,40}$'),
  name text not null,
  kind text not null check (kind in ('municipality', 'prefecture', 'municipal-section', 'consultation-agency',
    'budget-support-provider', 'electricity-retailer', 'network-operator', 'gas-retailer', 'gas-pipeline-operator',
    'water-utility', 'lp-gas-retailer', 'member-business', 'contractor', 'platform')),
  -- Decides which law the gate applies: APPI Art. 27 for private businesses, Art. 69 for municipal bodies,
  -- for a commissioned body what its contract says.
  legal_kind text not null check (legal_kind in ('private-business', 'municipal-body', 'commissioned-body')),
  commissioned_by uuid references app.organizations (id),
  section_of uuid references app.organizations (id),
  corporate_number text check (corporate_number ~ '^[1-9][0-9]{12}$'),
  phone text,
  created_at timestamptz not null default now(),
  constraint organizations_belong_to_a_tenant_when_public
    check (tenant_id is not null or kind not in ('municipality', 'prefecture', 'municipal-section', 'consultation-agency')),
  unique (tenant_id, id)
);

create table app.users (
  id uuid primary key,
  organization_id uuid not null references app.organizations (id),
  tenant_id uuid references app.tenants (id),
  plane text not null check (plane in ('welfare', 'utility', 'auditor')),
  login_name text not null check (login_name ~ '^[a-z0-9][a-z0-9._-]{0,40}$'),
  display_name text not null,
  roles text[] not null,
  -- A contractor's staff work under the company's name; their employer is kept, because contracts say who was trained.
  employed_by uuid references app.organizations (id),
  phone text,
  mail text,
  demo boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  unique (organization_id, login_name),
  unique (organization_id, id),
  constraint users_of_the_welfare_plane_have_a_tenant check (plane = 'utility' or tenant_id is not null),
  constraint users_have_a_role check (cardinality(roles) > 0),
  constraint users_roles_fit_the_plane check (
    (plane = 'utility' and roles <@ array['field_worker', 'arrears_clerk', 'liaison', 'utility_admin'])
    or (plane = 'welfare' and roles <@ array['consultation_worker', 'lead_worker', 'municipal_officer', 'tenant_admin'])
    or (plane = 'auditor' and roles <@ array['auditor']))
);

create table app.teams (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  organization_id uuid not null,
  name text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, organization_id) references app.organizations (tenant_id, id)
);

create table app.team_members (
  tenant_id uuid not null,
  team_id uuid not null,
  user_id uuid not null references app.users (id),
  primary key (tenant_id, team_id, user_id),
  foreign key (tenant_id, team_id) references app.teams (tenant_id, id) on delete cascade
);
create index team_members_by_user on app.team_members (user_id, tenant_id);

-- Only the hash of a token is kept. kind 'person' is somebody who opened their own page with code and number.
create table auth.sessions (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  plane text not null check (plane in ('welfare', 'utility', 'auditor', 'public', 'worker')),
  user_id uuid references app.users (id),
  guidance_code_hash bytea,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  idle_minutes integer not null default 30,
  idle_until timestamptz not null,
  absolute_until timestamptz not null,
  stepped_up_at timestamptz,
  revoked_at timestamptz,
  constraint sessions_belong_to_somebody check ((user_id is null) <> (guidance_code_hash is null))
);
create index sessions_by_user on auth.sessions (user_id) where revoked_at is null;

alter table app.tenants enable row level security;        alter table app.tenants force row level security;
alter table app.organizations enable row level security;  alter table app.organizations force row level security;
alter table app.users enable row level security;          alter table app.users force row level security;
alter table app.teams enable row level security;          alter table app.teams force row level security;
alter table app.team_members enable row level security;   alter table app.team_members force row level security;
alter table auth.sessions enable row level security;      alter table auth.sessions force row level security;

-- The gate's own way through FORCE: functions owned by tomoshibi_gate check rights themselves, row by row.
grant select, insert, update, delete on all tables in schema auth, app to tomoshibi_gate;
create policy gate_passes on app.tenants to tomoshibi_gate using (true) with check (true);
create policy gate_passes on app.organizations to tomoshibi_gate using (true) with check (true);
create policy gate_passes on app.users to tomoshibi_gate using (true) with check (true);
create policy gate_passes on app.teams to tomoshibi_gate using (true) with check (true);
create policy gate_passes on app.team_members to tomoshibi_gate using (true) with check (true);
create policy gate_passes on auth.sessions to tomoshibi_gate using (true) with check (true);

-- The one session variable is a token's hash: knowing an id of another tenant is of no use, only a token is.
-- A session serves only the plane it was opened for, so a stolen welfare token is nothing to app_utility.
create function sec.session() returns auth.sessions
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s from auth.sessions s
   where s.token_hash = decode(nullif(current_setting('app.session', true), ''), 'hex')
     and session_user = 'app_' || s.plane
     and s.revoked_at is null and s.idle_until > now() and s.absolute_until > now() $$;

create function sec.speaker() returns app.users
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u from app.users u
   where u.id = (select (sec.session()).user_id) and u.disabled_at is null $$;

create function sec.user_id() returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (sec.speaker()).id $$;

create function sec.organization() returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (sec.speaker()).organization_id $$;

create function sec.tenant() returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (sec.speaker()).tenant_id $$;

create function sec.has_role(role text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(role = any ((sec.speaker()).roles), false) $$;

-- Five minutes: what leaves an organisation is confirmed by the person who sends it, not by an open screen.
create function sec.stepped_up() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((sec.session()).stepped_up_at > now() - interval '5 minutes', false) $$;

create function sec.require_role(allowed text[]) returns void
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not coalesce((sec.speaker()).roles && allowed, false) then
    raise exception 'role-missing' using errcode = '42501';
  end if;
end $$;

-- Binds the transaction to a session and says who is speaking; null means: sign in again.
create function sec.open_session(token_hash_hex text) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.sessions; u app.users; o app.organizations; t app.tenants;
begin
  perform set_config('app.session', token_hash_hex, true);
  s := sec.session();
  if s.token_hash is null then return null; end if;
  if s.seen_at < now() - interval '1 minute' then
    update auth.sessions x set seen_at = now(), idle_until = now() + make_interval(mins => x.idle_minutes)
     where x.token_hash = (select y.token_hash from auth.sessions y where y.token_hash = s.token_hash
                            for update skip locked);
  end if;
  if s.user_id is null then
    return jsonb_build_object('plane', s.plane, 'guidanceCodeHash', encode(s.guidance_code_hash, 'hex'));
  end if;
  u := sec.speaker();
  if u.id is null then return null; end if;
  select * into o from app.organizations x where x.id = u.organization_id;
  select * into t from app.tenants x where x.id = u.tenant_id;
  return jsonb_build_object(
    'plane', s.plane, 'userId', u.id, 'displayName', u.display_name, 'roles', to_jsonb(u.roles), 'demo', u.demo,
    'organization', jsonb_build_object('id', o.id, 'code', o.code, 'name', o.name, 'kind', o.kind,
      'legalKind', o.legal_kind),
    'tenant', case when t.id is null then null
      else jsonb_build_object('id', t.id, 'name', t.name, 'municipalityCode', t.municipality_code) end,
    'steppedUpAt', s.stepped_up_at, 'absoluteUntil', s.absolute_until);
end $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'sec'::regnamespace loop
    execute format('alter function %s owner to tomoshibi_gate', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
grant execute on function sec.session(), sec.speaker(), sec.user_id(), sec.organization(), sec.tenant(),
  sec.has_role(text), sec.stepped_up(), sec.require_role(text[]), sec.open_session(text)
  to app_welfare, app_utility, app_auditor, app_worker, app_public, tomoshibi_owner;

-- Names of municipalities and organisations are public; anybody with a living session may read them.
grant select on app.tenants to app_welfare, app_auditor, app_worker;
-- Companies read names and clocks; why each column is open to them stands in goals/access/open-columns.ts.
grant select (id, name, settings) on app.tenants to app_utility;
create policy only_who_is_signed_in on app.tenants as restrictive for select
  to app_welfare, app_utility, app_auditor using ((select sec.user_id()) is not null);
create policy tenants_are_public_knowledge on app.tenants for select to app_welfare, app_utility, app_auditor using (true);
create policy worker_reads_tenants on app.tenants for select to app_worker using (true);

grant select on app.organizations to app_welfare, app_auditor, app_worker;
grant select (id, tenant_id, name, kind, legal_kind, phone) on app.organizations to app_utility;
create policy only_who_is_signed_in on app.organizations as restrictive for select
  to app_welfare, app_utility, app_auditor using ((select sec.user_id()) is not null);
create policy organizations_are_public_knowledge on app.organizations for select to app_welfare, app_utility, app_auditor using (true);
create policy worker_reads_organizations on app.organizations for select to app_worker
  using (true);

-- Colleagues: welfare staff see their tenant's, a company its own. Telephone and mail are not among what colleagues
-- read: the worker sends to them, administrators keep them through sec.staff_accounts.
grant select on app.users to app_worker;
grant select (id, organization_id, tenant_id, plane, login_name, display_name, roles, employed_by, demo, disabled_at,
  created_at) on app.users to app_welfare, app_auditor;
grant select (id, organization_id, login_name, display_name) on app.users to app_utility;
create policy welfare_stays_in_its_tenant on app.users as restrictive for select to app_welfare, app_auditor
  using (tenant_id = (select sec.tenant()));
create policy company_stays_in_its_organization on app.users as restrictive for select to app_utility
  using (organization_id = (select sec.organization()));
create policy colleagues_see_each_other on app.users for select to app_welfare, app_utility, app_auditor
  using ((select sec.user_id()) is not null);
create policy worker_reads_users on app.users for select to app_worker using (true);

grant select on app.teams, app.team_members to app_welfare, app_auditor;
create policy teams_of_the_tenant on app.teams as restrictive for select to app_welfare, app_auditor
  using (tenant_id = (select sec.tenant()));
create policy teams_are_known_in_the_house on app.teams for select to app_welfare, app_auditor
  using ((select sec.user_id()) is not null);
create policy members_of_the_tenant on app.team_members as restrictive for select to app_welfare, app_auditor
  using (tenant_id = (select sec.tenant()));
create policy members_are_known_in_the_house on app.team_members for select to app_welfare, app_auditor
  using ((select sec.user_id()) is not null);
