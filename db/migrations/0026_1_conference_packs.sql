-- What a called member gets to read: one pack for each item and member, written into the one ledger as a sharing of its own,
-- sealed for that organisation, open for days and then destroyed. Paper copies are numbered and counted back in.

-- Material and minutes of an item as its own people write them, sealed for the person of the case. `basis`: an exchange in the
-- conference rests on the person's consent, or on life, body or property with consent hard to obtain (manual 3(2)①).
create table app.conference_papers (
  tenant_id uuid not null,
  item_id uuid not null,
  kind text not null check (kind in ('material', 'minutes')),
  basis text check (basis in ('consent', 'without-consent')),
  sealed bytea not null check (octet_length(sealed) <= 120000),
  written_by uuid not null references app.users (id),
  written_at timestamptz not null default now(),
  primary key (tenant_id, item_id, kind),
  foreign key (tenant_id, item_id) references app.conference_items (tenant_id, id),
  constraint material_says_on_what_it_rests check (kind <> 'material' or basis is not null)
);

-- Codes and dates alone, so that the clock can chase it; what exactly is to be done stands in the owner's pack.
create table app.conference_actions (
  tenant_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('visit', 'contact', 'accompany', 'check', 'connect', 'wait', 'explain', 'other')),
  due_on date not null,
  result text check (result in ('done', 'partly', 'could-not')),
  ended_at timestamptz,
  ended_by uuid references app.users (id),
  chased smallint not null default 0 check (chased between 0 and 3),
  decided_by uuid not null references app.users (id),
  decided_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, item_id) references app.conference_items (tenant_id, id),
  foreign key (tenant_id, member_id) references app.conference_members (tenant_id, id),
  constraint actions_end_with_a_result check ((result is null) = (ended_at is null))
);
create index conference_actions_open on app.conference_actions (due_on) where ended_at is null;

create table app.conference_packs (
  tenant_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  call_id uuid not null,
  action_id uuid,
  kind text not null check (kind in ('material', 'decision', 'action')),
  sharing_id uuid not null,
  copy_number integer not null check (copy_number > 0),
  opens_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opens_at),
  issued_by uuid not null references app.users (id),
  issued_at timestamptz not null default now(),
  closed_at timestamptz,
  closed_because text check (closed_because in ('clock', 'replaced', 'left', 'not-called', 'cancelled', 'protected', 'ended')),
  primary key (tenant_id, id),
  unique (tenant_id, item_id, copy_number),
  foreign key (tenant_id, item_id) references app.conference_items (tenant_id, id),
  foreign key (tenant_id, call_id) references app.conference_calls (tenant_id, id),
  foreign key (tenant_id, action_id) references app.conference_actions (tenant_id, id),
  foreign key (tenant_id, sharing_id) references app.sharings (tenant_id, id),
  constraint a_closed_pack_says_why check ((closed_at is null) = (closed_because is null)),
  constraint a_pack_of_an_action_names_it check ((kind = 'action') = (action_id is not null))
);
create index conference_packs_to_close on app.conference_packs (closes_at) where closed_at is null;
create index conference_packs_by_call on app.conference_packs (tenant_id, call_id);
create index conference_packs_by_sharing on app.conference_packs (tenant_id, sharing_id);

-- Every opening, beside its line in the log: the office sees how often and when, not what.
create table app.conference_openings (
  tenant_id uuid not null,
  pack_id uuid not null,
  user_id uuid not null references app.users (id),
  at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, pack_id, user_id, at),
  foreign key (tenant_id, pack_id) references app.conference_packs (tenant_id, id)
);

create table app.conference_copies (
  tenant_id uuid not null,
  id uuid not null,
  pack_id uuid not null,
  item_id uuid not null,
  number integer not null check (number > 0),
  state text not null default 'out' check (state in ('out', 'returned', 'missing')),
  issued_by uuid not null references app.users (id),
  issued_at timestamptz not null default now(),
  counted_by uuid references app.users (id),
  counted_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, item_id, number),
  foreign key (tenant_id, pack_id) references app.conference_packs (tenant_id, id),
  constraint counted_copies_say_by_whom check ((state = 'out') = (counted_by is null) and (state = 'out') = (counted_at is null))
);

do $$
declare t text;
begin
  foreach t in array array['conference_papers', 'conference_actions', 'conference_packs', 'conference_openings',
      'conference_copies'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('grant select, insert, update on app.%I to tomoshibi_gate', t);
    execute format('create policy gate_passes on app.%I to tomoshibi_gate using (true) with check (true)', t);
  end loop;
end $$;
revoke update on app.conference_openings from tomoshibi_gate;

-- A pack is about a case and not about one company's report: such lines of the ledger name none.
alter table app.sharings alter report_organization_id drop not null, alter report_id drop not null;
alter table app.snapshots alter report_organization_id drop not null, alter report_id drop not null;
alter table app.sharings drop constraint sharings_purpose_check, drop constraint sharings_ground_check;
alter table app.sharings
  add constraint sharings_purpose_check check (purpose in ('consultation', 'feedback', 'redirect', 'conference', 'cooperation')),
  add constraint sharings_ground_check check (ground in ('consent', 'immediate-danger', 'receipt', 'life-body-property',
    'support-conference', 'cooperation-request', 'law', 'other')),
  add constraint only_packs_and_answers_name_no_report
    check ((report_id is null) = (report_organization_id is null) and (report_id is not null
      or purpose in ('conference', 'cooperation')));
-- A pack is opened by its own function, by whom it was written for: no colleague reads it from the table.
create policy packs_are_opened_one_by_one on app.snapshots as restrictive for select to app_utility, app_welfare
  using (report_id is not null);

-- Closes packs: their keys are destroyed, which is the proof that nobody reads them any more, and each says so in the log.
create function sec.close_packs(the_tenant uuid, packs uuid[], because text) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare p record; n integer := 0;
begin
  for p in
    update app.conference_packs x set closed_at = clock_timestamp(), closed_because = because
     where x.tenant_id = the_tenant and x.id = any (packs) and x.closed_at is null
    returning x.id, x.sharing_id, x.kind
  loop
    update app.snapshots n set wrapped_key = null, recalled_at = now()
     where n.tenant_id = the_tenant and n.sharing_id = p.sharing_id;
    perform audit.append(the_tenant, sec.user_id(), 'conference-pack.closed', null, p.id,
      jsonb_build_object('because', because, 'kind', p.kind));
    n := n + 1;
  end loop;
  return n;
end $$;

-- The clock: what has run out. Answers how many.
create function sec.close_due_packs() returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare t record; n integer := 0;
begin
  for t in select p.tenant_id, array_agg(p.id) as packs from app.conference_packs p
      where p.closed_at is null and p.closes_at <= now() group by p.tenant_id loop
    n := n + sec.close_packs(t.tenant_id, t.packs, 'clock');
  end loop;
  return n;
end $$;

-- Somebody becomes protected: what lies open with others closes in the same moment. The team's own packs stay.
create function sec.close_packs_of_protected() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare packs uuid[];
begin
  select array_agg(p.id) into packs from app.conference_packs p
    join app.conference_items i on i.tenant_id = p.tenant_id and i.id = p.item_id
    join app.conference_calls c on c.tenant_id = p.tenant_id and c.id = p.call_id
    join app.conference_members m on m.tenant_id = c.tenant_id and m.id = c.member_id
   where i.tenant_id = new.tenant_id and i.case_id = new.id and p.closed_at is null
     and not sec.is_on_case(new.tenant_id, new.id, m.user_id);
  perform sec.close_packs(new.tenant_id, coalesce(packs, '{}'), 'protected');
  return null;
end $$;
create trigger packs_close_with_the_mark after update of protected on app.cases
  for each row when (new.protected and not old.protected) execute function sec.close_packs_of_protected();

-- As sec.is_assigned, of anybody: whether this user is on the case, alone or in a team.
create function sec.is_on_case(the_tenant uuid, the_case uuid, somebody uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select somebody is not null and exists (
    select 1 from app.case_members m
      left join app.team_members t on t.tenant_id = m.tenant_id and t.team_id = m.team_id
     where m.tenant_id = the_tenant and m.case_id = the_case and m.ended_at is null and somebody in (m.user_id, t.user_id)) $$;

-- The clock: actions whose day is past and that may still climb; how far is decided by chaseStepsDue in the model.
create function sec.actions_to_chase() returns table (id uuid, due_on date, chased smallint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.id, a.due_on, a.chased from app.conference_actions a
   where a.ended_at is null and a.due_on < sec.today() and a.chased < 3 order by a.due_on, a.id $$;

create function sec.mark_chased(the_action uuid, step smallint) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.conference_actions a set chased = step where a.id = the_action and a.ended_at is null and a.chased < step;
  return found;
end $$;

-- Step 1: its owner (who has no account: the people of the case). Step 2: the lead of the case's agency, of a protected case
-- its own people alone. Step 3: the municipality's officers, who learn that it is late and not what it is.
create function sec.people_of_action(the_action uuid, step smallint) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare a record; hidden boolean;
begin
  select x.tenant_id, i.case_id, m.user_id, c.agency_id, coalesce(c.protected, false) as protected into a
    from app.conference_actions x join app.conference_items i on i.tenant_id = x.tenant_id and i.id = x.item_id
      join app.conference_members m on m.tenant_id = x.tenant_id and m.id = x.member_id
      left join app.cases c on c.tenant_id = i.tenant_id and c.id = i.case_id
   where x.id = the_action;
  if step = 1 and a.user_id is not null then
    return query select u.id from app.users u where u.id = a.user_id and u.disabled_at is null;
  elsif step = 3 or (a.case_id is null and step = 1) then
    return query select u.id from app.users u where u.tenant_id = a.tenant_id and u.disabled_at is null
      and 'municipal_officer' = any (u.roles);
  elsif a.case_id is not null and (a.protected or step = 1) then
    return query select sec.people_of_case(a.case_id);
  else
    return query select u.id from app.users u where u.tenant_id = a.tenant_id and u.disabled_at is null
      and 'lead_worker' = any (u.roles) and (a.agency_id is null or u.organization_id = a.agency_id);
  end if;
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
grant execute on function sec.close_due_packs(), sec.actions_to_chase(), sec.mark_chased(uuid, smallint),
  sec.people_of_action(uuid, smallint) to app_worker;
