-- Where help is: municipalities and wards with their codes, contact windows, and what each window answers for.
--
-- Addresses and telephones of public offices are public: everybody may read them, also a page without a session. A
-- window of a tenant is changed by that tenant's officers; the register of the whole country is written by the
-- operator's import alone (cli windows import), which runs as the owner.

create table app.areas (
  code text primary key check (code ~ '^[0-9]{6}$'),
  kind text not null check (kind in ('prefecture', 'municipality', 'ward', 'special-territory')),
  name text not null check (length(name) between 1 and 60),
  full_name text not null,
  prefecture_name text not null,
  city_code text references app.areas (code),
  -- 'postal-data': the list that npm carries; 'register': only an imported register knows it; 'invented': demo towns.
  origin text not null default 'postal-data' check (origin in ('postal-data', 'register', 'invented')),
  -- Only for areas that postal data do not know; the others are looked up there.
  postal_codes text[] not null default '{}',
  constraint areas_of_kind_ward_have_a_city check ((kind = 'ward') = (city_code is not null))
);
create index areas_beside_the_postal_data on app.areas (origin) where origin <> 'postal-data';
create index areas_by_city on app.areas (city_code) where city_code is not null;

-- One line for each import that was carried out: whose work, which files, which mends, what became of the rows.
create table app.directory_imports (
  id uuid primary key,
  source text not null check (source ~ '^[a-z][a-z0-9-]{1,60}$'),
  attribution text not null,
  summary jsonb not null,
  imported_at timestamptz not null default now()
);
create index directory_imports_by_source on app.directory_imports (source, imported_at desc);

create table app.contact_windows (
  id uuid primary key,
  -- Set when the window belongs to an organisation that works with this installation.
  tenant_id uuid references app.tenants (id),
  organization_id uuid references app.organizations (id),
  name text not null check (length(name) between 1 and 200),
  section text not null check (length(section) between 1 and 200),
  role text not null check (role in ('responsible', 'fallback', 'pointer')),
  phone text,
  fax text,
  mail text,
  postal_code text check (postal_code ~ '^[0-9]{7}$'),
  address text,
  official_url text check (official_url ~ '^https?://'),
  methods text,
  -- As src/organization/opening-hours.ts reads it; {"kind":"unknown"} is honest, a guess is not.
  hours jsonb not null,
  when_closed_name text,
  when_closed_phone text,
  confirmed_on date,
  -- Name of the record in the register it came from; the next import finds it again.
  source text,
  source_record text,
  -- No longer in its register. Kept, because letters and reports name it.
  retired_at timestamptz,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  unique (source, source_record),
  unique (tenant_id, id),
  constraint windows_of_an_organization_have_a_tenant check (organization_id is null or tenant_id is not null),
  constraint windows_that_answer_can_be_reached check (role <> 'responsible' or phone is not null),
  constraint windows_say_who_answers_with_a_number check ((when_closed_name is null) = (when_closed_phone is null)),
  constraint windows_come_from_a_register_with_a_record check ((source is null) = (source_record is null))
);
create index contact_windows_by_tenant on app.contact_windows (tenant_id) where tenant_id is not null;

-- A whole municipality, a ward, a 町丁目, or the towns of a prefecture; `part` says in words what no code can.
create table app.window_areas (
  window_id uuid not null references app.contact_windows (id) on delete cascade,
  position integer not null check (position >= 0),
  level text not null check (level in ('prefecture-towns', 'municipality', 'ward', 'town')),
  area_code text not null references app.areas (code),
  town text,
  part text,
  primary key (window_id, position),
  constraint window_areas_of_a_town_name_it check ((level = 'town') = (town is not null))
);
create index window_areas_by_code on app.window_areas (area_code);

do $$
declare t text;
begin
  foreach t in array array['areas', 'directory_imports', 'contact_windows', 'window_areas'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('grant select on app.%I to app_welfare, app_auditor, app_worker, tomoshibi_gate', t);
    execute format('create policy the_directory_is_public on app.%I for select using (true)', t);
    -- Migrations, the seed and the import run as the owner; row-level security binds the owner too.
    execute format('create policy the_operator_keeps_the_directory on app.%I to tomoshibi_owner using (true) with check (true)', t);
  end loop;
end $$;

-- Companies and the public pages read what stands on a window's door, not how the register is kept.
grant select (code, kind, name, full_name, prefecture_name, city_code, origin, postal_codes) on app.areas
  to app_utility, app_public;
grant select (id, source, attribution, imported_at) on app.directory_imports to app_utility, app_public;
grant select (id, tenant_id, organization_id, name, section, role, phone, fax, mail, postal_code, address, official_url,
  methods, hours, when_closed_name, when_closed_phone, confirmed_on, source, retired_at) on app.contact_windows
  to app_utility, app_public;
grant select (window_id, position, level, area_code, town, part) on app.window_areas to app_utility, app_public;

-- A municipality keeps its own windows: it may correct and confirm them, add and remove areas, and touch no others'.
grant insert (id, tenant_id, organization_id, name, section, role, phone, fax, mail, postal_code, address,
    official_url, methods, hours, when_closed_name, when_closed_phone, confirmed_on),
  update (name, section, role, phone, fax, mail, postal_code, address, official_url, methods, hours, when_closed_name,
    when_closed_phone, confirmed_on, retired_at, version, updated_at) on app.contact_windows to app_welfare;
create policy windows_are_added_in_the_tenant on app.contact_windows as restrictive for insert to app_welfare
  with check (tenant_id = (select sec.tenant()));
create policy windows_are_changed_in_the_tenant on app.contact_windows as restrictive for update to app_welfare
  using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));
create policy officers_add_windows on app.contact_windows for insert to app_welfare
  with check ((select sec.has_role('municipal_officer')) or (select sec.has_role('tenant_admin')));
create policy officers_change_windows on app.contact_windows for update to app_welfare
  using ((select sec.has_role('municipal_officer')) or (select sec.has_role('tenant_admin')))
  with check ((select sec.has_role('municipal_officer')) or (select sec.has_role('tenant_admin')));

-- Windows of the speaker's municipality; a function, so that the policy of areas does not ask the policy of windows.
create function sec.keeps_window(one uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from app.contact_windows w where w.id = one and w.tenant_id = sec.tenant()) $$;
alter function sec.keeps_window(uuid) owner to tomoshibi_gate;
revoke all on function sec.keeps_window(uuid) from public;
grant execute on function sec.keeps_window(uuid) to app_welfare;

grant insert, delete on app.window_areas to app_welfare;
create policy areas_are_added_to_own_windows on app.window_areas as restrictive for insert to app_welfare
  with check (sec.keeps_window(window_id));
create policy areas_are_removed_from_own_windows on app.window_areas as restrictive for delete to app_welfare
  using (sec.keeps_window(window_id));
create policy officers_add_areas on app.window_areas for insert to app_welfare
  with check ((select sec.has_role('municipal_officer')) or (select sec.has_role('tenant_admin')));
create policy officers_remove_areas on app.window_areas for delete to app_welfare
  using ((select sec.has_role('municipal_officer')) or (select sec.has_role('tenant_admin')));
