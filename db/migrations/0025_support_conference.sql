-- The support conference (支援会議, Self-Reliance Support Act Art. 9): bodies with their by-laws, the roster, sittings, items
-- and who is called to each. Being on the roster opens nothing; being called to an item does, and only while it is on.
--
-- No plane reads these tables: functions (0026) answer what each may know, so that a member who was not called, a
-- former member, another company, an administrator and a stranger all meet the same nothing.

-- Bodies without a part in this installation sit in a conference too: the ledger has to say to whom something passed.
alter table app.organizations drop constraint organizations_kind_check;
alter table app.organizations add constraint organizations_kind_check check (kind in ('municipality', 'prefecture',
  'municipal-section', 'consultation-agency', 'budget-support-provider', 'electricity-retailer', 'network-operator',
  'gas-retailer', 'gas-pipeline-operator', 'water-utility', 'lp-gas-retailer', 'member-business', 'contractor', 'platform',
  'related-body'));

-- Held by the municipality, or by the prefecture for its towns without a welfare office (`towns`: their codes).
create table app.conference_bodies (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  held_by uuid not null,
  towns text[] not null default '{}',
  created_by uuid not null references app.users (id),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, held_by) references app.organizations (tenant_id, id)
);

-- Art. 9(6): the conference decides itself how it is organised. Every edition stays; a sitting keeps the one it was called
-- under. `terms` has the shape of ByLaws in src/support-conference/by-laws.ts; what the database decides by stands beside.
create table app.conference_by_laws (
  tenant_id uuid not null,
  body_id uuid not null,
  edition integer not null check (edition > 0),
  valid_from date not null,
  terms jsonb not null,
  days_before smallint not null check (days_before between 0 and 3),
  days_after smallint not null check (days_after between 0 and 7),
  retention_years smallint not null check (retention_years between 1 and 30),
  secrecy_version text not null check (secrecy_version ~ '^[0-9]{4}-[0-9]{2}$'),
  written_by uuid not null references app.users (id),
  written_at timestamptz not null default now(),
  primary key (tenant_id, body_id, edition),
  foreign key (tenant_id, body_id) references app.conference_bodies (tenant_id, id)
);

-- 構成員名簿: with an account of this installation (also a company's liaison or a town's officer) or with paper alone.
create table app.conference_members (
  tenant_id uuid not null,
  id uuid not null,
  body_id uuid not null,
  user_id uuid references app.users (id),
  organization_id uuid not null references app.organizations (id),
  name text not null check (length(name) between 1 and 60),
  kind text not null check (kind in ('host-office', 'consultation-agency', 'city-section', 'public-assistance',
    'welfare-council', 'elder-care', 'health', 'education', 'welfare-commissioner', 'supply-company', 'watch-over',
    'money-housing', 'legal', 'npo', 'resident')),
  seat text not null check (seat in ('standing', 'related')),
  office text check (office in ('chair', 'deputy')),
  since date not null,
  left_on date check (left_on >= since),
  version integer not null default 1,
  added_by uuid not null references app.users (id),
  added_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, body_id) references app.conference_bodies (tenant_id, id)
);
create index conference_members_by_user on app.conference_members (user_id) where user_id is not null;
create unique index a_person_sits_once on app.conference_members (tenant_id, body_id, user_id)
  where user_id is not null and left_on is null;
create unique index one_chair_and_one_deputy on app.conference_members (tenant_id, body_id, office)
  where office is not null and left_on is null;

-- Art. 9(5) binds also who was a member: an acknowledgement is never taken back, and outlives the membership.
create table app.secrecy_acknowledgements (
  tenant_id uuid not null,
  member_id uuid not null,
  version text not null check (version ~ '^[0-9]{4}-[0-9]{2}$'),
  signed_on date not null,
  way text not null check (way in ('screen', 'paper', 'on-the-spot')),
  sitting_id uuid,
  recorded_by uuid not null references app.users (id),
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, member_id, version),
  foreign key (tenant_id, member_id) references app.conference_members (tenant_id, id)
);

create table app.conference_sittings (
  tenant_id uuid not null,
  id uuid not null,
  body_id uuid not null,
  edition integer not null,
  kind text not null check (kind in ('regular', 'emergency', 'joint')),
  state text not null default 'planned' check (state in ('planned', 'called', 'open', 'closed', 'settled', 'cancelled')),
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at > starts_at),
  place text not null check (length(place) between 1 and 100),
  joint_with text[] not null default '{}',
  planned_by uuid not null references app.users (id),
  called_by uuid references app.users (id),
  called_at timestamptz,
  opened_at timestamptz,
  closed_at timestamptz,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, body_id, edition) references app.conference_by_laws (tenant_id, body_id, edition),
  constraint a_called_sitting_says_by_whom check (state in ('planned', 'cancelled') or called_by is not null)
);
create index conference_sittings_in_time on app.conference_sittings (tenant_id, starts_at);

-- A case of the agency, a matter that somebody brings and that is no case yet, or an issue of the region. Only the last has a
-- title in words: a title would name somebody before anybody was called.
create table app.conference_items (
  tenant_id uuid not null,
  id uuid not null,
  sitting_id uuid not null,
  position smallint not null check (position between 1 and 99),
  kind text not null check (kind in ('case', 'brought', 'region')),
  topic text not null check (topic ~ '^[a-z-]{3,30}$'),
  title text check (length(title) <= 100),
  case_id uuid,
  minutes_planned smallint not null check (minutes_planned between 1 and 240),
  started_at timestamptz,
  ended_at timestamptz,
  withdrawn_at timestamptz,
  added_by uuid not null references app.users (id),
  version integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, sitting_id) references app.conference_sittings (tenant_id, id),
  foreign key (tenant_id, case_id) references app.cases (tenant_id, id),
  constraint an_item_about_a_case_names_it check (kind <> 'case' or case_id is not null),
  constraint regional_issues_name_nobody check (kind <> 'region' or (case_id is null and title is not null)),
  constraint only_regional_issues_have_titles check (kind = 'region' or title is null)
);
create index conference_items_by_sitting on app.conference_items (tenant_id, sitting_id);

-- `asked`: the categories that this organisation is asked to bring, and no others (Art. 9(3)).
create table app.conference_calls (
  tenant_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  member_id uuid not null,
  asked text[] not null default '{}'
    check (asked <@ array['identity', 'contact', 'supply', 'observation', 'arrears']),
  called_by uuid not null references app.users (id),
  called_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, item_id, member_id),
  foreign key (tenant_id, item_id) references app.conference_items (tenant_id, id),
  foreign key (tenant_id, member_id) references app.conference_members (tenant_id, id)
);
create index conference_calls_by_member on app.conference_calls (tenant_id, member_id);

create table app.conference_attendance (
  tenant_id uuid not null,
  sitting_id uuid not null,
  member_id uuid not null,
  arrived_at timestamptz not null default now(),
  left_at timestamptz,
  primary key (tenant_id, sitting_id, member_id),
  foreign key (tenant_id, sitting_id) references app.conference_sittings (tenant_id, id),
  foreign key (tenant_id, member_id) references app.conference_members (tenant_id, id)
);

-- Issues of the region that came to light: nobody is named in them, so they stay when the cases are gone.
create table app.conference_issues (
  tenant_id uuid not null,
  id uuid not null,
  sitting_id uuid not null,
  words text not null check (length(words) between 1 and 400),
  written_by uuid not null references app.users (id),
  written_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, sitting_id) references app.conference_sittings (tenant_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['conference_bodies', 'conference_by_laws', 'conference_members', 'secrecy_acknowledgements',
      'conference_sittings', 'conference_items', 'conference_calls', 'conference_attendance', 'conference_issues'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('grant select, insert, update on app.%I to tomoshibi_gate', t);
    execute format('create policy gate_passes on app.%I to tomoshibi_gate using (true) with check (true)', t);
  end loop;
end $$;
-- Editions and acknowledgements stand as they were written.
revoke update on app.conference_by_laws, app.secrecy_acknowledgements from tomoshibi_gate;

-- The state table once more, whoever writes: src/support-conference/support-conference.ts NEXT_SITTING_STATE.
create function sec.guard_sitting() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.state is distinct from new.state and not (old.state || ' ' || new.state = any (array['planned called',
      'planned cancelled', 'called open', 'called cancelled', 'open closed', 'closed settled'])) then
    raise exception 'transition-not-allowed' using errcode = 'TM409';
  end if;
  return new;
end $$;
create trigger sittings_move_along_their_table before update of state on app.conference_sittings
  for each row execute function sec.guard_sitting();

-- The office that holds conferences: the municipality's officers and the agency's lead. Administrators are not of it.
create function sec.is_conference_office() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select sec.tenant() is not null and (sec.has_role('municipal_officer') or sec.has_role('lead_worker')) $$;

-- Who plans and calls an item: the office, and those who may open its case. Who reads and writes its papers: those alone.
create function sec.may_run_item(i app.conference_items) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.tenant_id = sec.tenant() and (sec.is_conference_office()
    or (sec.is_case_worker() and (i.case_id is null or sec.may_see_case(i.case_id)))) $$;
create function sec.may_write_item(i app.conference_items) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.tenant_id = sec.tenant()
    and case when i.case_id is null then sec.is_conference_office() else sec.may_see_case(i.case_id) end $$;

-- Whether somebody is on the roster today. Leaving counts from its day on.
create function sec.sits_today(m app.conference_members) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.since <= sec.today() and (m.left_on is null or m.left_on > sec.today()) $$;

create function sec.acknowledged(m app.conference_members, the_version text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from app.secrecy_acknowledgements a where a.tenant_id = m.tenant_id and a.member_id = m.id
    and a.version = the_version) $$;

-- Why an organisation may not bring this to an item on the ground of the conference; null when it may: called to it, bound to
-- secrecy (an emergency does not wait for the signature), the sitting called or open, and nothing beyond what was asked.
create or replace function sec.why_not_in_conference(company uuid, the_tenant uuid, item uuid, categories text[]) returns text
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare s app.conference_sittings; i app.conference_items; asked text[]; bound boolean;
begin
  select * into i from app.conference_items x where x.tenant_id = the_tenant and x.id = item and x.withdrawn_at is null;
  if not found then return 'conference-item-missing'; end if;
  select * into s from app.conference_sittings x where x.tenant_id = i.tenant_id and x.id = i.sitting_id;
  select array_agg(distinct a), bool_or(s.kind = 'emergency' or sec.acknowledged(m, l.secrecy_version)) into asked, bound
    from app.conference_calls c join app.conference_members m on m.tenant_id = c.tenant_id and m.id = c.member_id
      join app.conference_by_laws l on l.tenant_id = s.tenant_id and l.body_id = s.body_id and l.edition = s.edition
      left join lateral unnest(c.asked) a on true
   where c.tenant_id = i.tenant_id and c.item_id = i.id and c.ended_at is null and m.organization_id = company
     and sec.sits_today(m);
  -- Called to nothing and called to something else answer alike.
  if bound is null then return 'conference-item-missing'; end if;
  if s.state not in ('called', 'open') or i.ended_at is not null then return 'conference-item-closed'; end if;
  if not bound then return 'conference-secrecy-first'; end if;
  if not categories <@ coalesce(asked, '{}') then return 'conference-asked-for-less'; end if;
  return null;
end $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'sec'::regnamespace
      and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
