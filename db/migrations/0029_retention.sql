-- How long each class of record is kept: data, printed in the rulebook, configurable by a municipality within bounds. What
-- holds a record back, what was ordered to go, and what remains of it: a tombstone without a person.

-- The same list as RETENTION_CLASSES in src/retention/retention.ts; a test holds both equal. Days.
create table app.retention_classes (
  class text primary key check (class ~ '^[a-z-]{3,40}$'),
  days integer not null,
  least integer not null,
  most integer not null,
  -- What nobody erases by pressing: kept by another clock, or outside the database.
  erased_by text not null check (erased_by in ('officer', 'job', 'operator', 'nobody')),
  check (least <= days and days <= most)
);
insert into app.retention_classes values
  ('report-without-contact', 365, 90, 1095, 'officer'),
  ('contact-request', 365, 90, 1095, 'officer'),
  ('case-closed', 1826, 1095, 3652, 'officer'),
  ('company-snapshot', 90, 1, 90, 'officer'),
  ('agency-snapshot', 0, 0, 0, 'officer'),
  ('session', 365, 365, 365, 'job'),
  ('draft', 7, 7, 7, 'job'),
  ('backup', 35, 7, 35, 'operator'),
  ('ledger', 1826, 1095, 3652, 'nobody'),
  ('audit', 1826, 1095, 3652, 'nobody');

-- What a municipality decided; the newest rules. Added to, never rewritten.
create table app.retention_clocks (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  class text not null references app.retention_classes (class),
  days integer not null,
  decided_by uuid not null references app.users (id),
  decided_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id)
);

-- A reason why something stays beyond its clock: one case, or a whole class. Codes, no words about anybody.
create table app.retention_holds (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  class text references app.retention_classes (class),
  case_id uuid,
  ground text not null check (ground in ('disclosure-request', 'complaint', 'litigation', 'audit', 'disaster')),
  placed_by uuid not null references app.users (id),
  placed_at timestamptz not null default now(),
  released_by uuid references app.users (id),
  released_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references app.cases (tenant_id, id),
  constraint holds_are_on_one_thing check ((class is null) <> (case_id is null)),
  constraint holds_are_released_by_somebody check ((released_by is null) = (released_at is null))
);

create table app.retention_runs (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  ordered_by uuid not null references app.users (id),
  ordered_at timestamptz not null default now(),
  -- Everything is measured against this day, however long the run takes or is interrupted.
  as_of date not null,
  finished_at timestamptz,
  primary key (tenant_id, id)
);
create unique index one_run_at_a_time on app.retention_runs (tenant_id) where finished_at is null;

-- What is left of something erased: a keyed mark that leads nowhere, when, of which class, by whose order.
create table app.tombstones (
  tenant_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  class text not null references app.retention_classes (class),
  pseudonym bytea not null check (octet_length(pseudonym) = 32),
  erased_on date not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, run_id) references app.retention_runs (tenant_id, id)
);
create index tombstones_of_a_run on app.tombstones (tenant_id, run_id);

-- What a restored backup would not know: written here in the transaction of the erasure or withdrawal, and seconds later
-- to a file outside the database. Ids and codes only.
create table app.journal_lines (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  line jsonb not null,
  written_at timestamptz
);
create index journal_lines_to_write on app.journal_lines (at) where written_at is null;

do $$
declare t text;
begin
  foreach t in array array['retention_classes', 'retention_clocks', 'retention_holds', 'retention_runs', 'tombstones',
      'journal_lines'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('grant select, insert on app.%I to tomoshibi_gate', t);
    execute format('create policy gate_passes on app.%I to tomoshibi_gate using (true) with check (true)', t);
  end loop;
end $$;
grant update (released_by, released_at) on app.retention_holds to tomoshibi_gate;
grant update (finished_at) on app.retention_runs to tomoshibi_gate;
grant update (written_at) on app.journal_lines to tomoshibi_gate;

create function sec.retention_days(the_tenant uuid, the_class text) returns integer
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select k.days from app.retention_clocks k where k.tenant_id = the_tenant and k.class = the_class
      order by k.decided_at desc, k.id desc limit 1),
    (select c.days from app.retention_classes c where c.class = the_class)) $$;

-- p: {id, class, days}. Within the bounds of the class; a shorter time needs the same step-up as a longer one.
create function sec.set_retention_clock(p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare c app.retention_classes;
begin
  perform sec.require_role(array['municipal_officer']);
  perform sec.require_step_up();
  select * into c from app.retention_classes x where x.class = p ->> 'class';
  if not found then raise exception 'not-found' using errcode = 'TM404'; end if;
  if (p ->> 'days')::integer not between c.least and c.most then
    raise exception 'retention-out-of-bounds' using errcode = 'TM422';
  end if;
  insert into app.retention_clocks (tenant_id, id, class, days, decided_by)
    values (sec.tenant(), (p ->> 'id')::uuid, c.class, (p ->> 'days')::integer, sec.user_id()) on conflict do nothing;
  perform sec.record('retention.clock-set', null, null, jsonb_build_object('class', c.class, 'days', p -> 'days'));
end $$;

-- p: {id, ground, class} by the officer, or {id, ground, caseId} by whoever sees the case. Again: the same hold.
create function sec.place_hold(p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare the_case uuid := (p ->> 'caseId')::uuid;
begin
  if the_case is null then perform sec.require_role(array['municipal_officer']);
  elsif not sec.may_see_case(the_case) then raise exception 'not-found' using errcode = 'TM404';
  end if;
  insert into app.retention_holds (tenant_id, id, class, case_id, ground, placed_by)
    values (sec.tenant(), (p ->> 'id')::uuid, p ->> 'class', the_case, p ->> 'ground', sec.user_id()) on conflict do nothing;
  perform sec.record('retention.hold-placed', null, coalesce(the_case, (p ->> 'id')::uuid),
    jsonb_build_object('class', p -> 'class', 'ground', p -> 'ground'));
end $$;

create function sec.release_hold(the_hold uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare h app.retention_holds;
begin
  select * into h from app.retention_holds x where x.tenant_id = sec.tenant() and x.id = the_hold
    and (sec.has_role('municipal_officer') or sec.may_see_case(x.case_id)) for update;
  if not found then raise exception 'not-found' using errcode = 'TM404'; end if;
  perform sec.require_step_up();
  if h.released_at is not null then return; end if;
  update app.retention_holds x set released_by = sec.user_id(), released_at = now()
   where x.tenant_id = h.tenant_id and x.id = h.id;
  perform sec.record('retention.hold-released', null, coalesce(h.case_id, h.id), jsonb_build_object('ground', h.ground));
end $$;

create function sec.is_held(the_tenant uuid, the_class text, the_case uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from app.retention_holds h where h.tenant_id = the_tenant and h.released_at is null
    and (h.class = the_class or h.case_id = the_case)) $$;

-- p: {id}. One at a time; asked again while one is under way, that one.
create function sec.order_erasure(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare under_way uuid;
begin
  perform sec.require_role(array['municipal_officer']);
  perform sec.require_step_up();
  select r.id into under_way from app.retention_runs r where r.tenant_id = sec.tenant() and r.finished_at is null;
  if under_way is null then
    insert into app.retention_runs (tenant_id, id, ordered_by, as_of)
      values (sec.tenant(), (p ->> 'id')::uuid, sec.user_id(), sec.today()) returning id into under_way;
    perform sec.record('retention.ordered', null, under_way, '{}');
  end if;
  perform sec.enqueue('erase', jsonb_build_object('tenantId', sec.tenant(), 'runId', under_way));
  return under_way;
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
grant execute on function sec.set_retention_clock(jsonb), sec.place_hold(jsonb), sec.release_hold(uuid),
  sec.order_erasure(jsonb) to app_welfare;
