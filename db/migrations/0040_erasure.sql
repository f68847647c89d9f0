-- What is due, what becomes of it, and what a restored backup is told. Erasing a case deletes everything that hangs on
-- it and destroys its subject's key; the row itself stays as a figure without a person, and no plane sees it again.
-- This file stands after every table that names a case: it grants the gate what erasing takes.

alter table app.cases add column erased_on date;
alter table app.referrals add column erased_on date;
create policy erased_cases_are_nobodys on app.cases as restrictive to app_welfare using (erased_on is null);
create policy erased_referrals_are_nobodys on app.referrals as restrictive to app_welfare using (erased_on is null);

-- Tables that name a case, with their column for it; those that keep the bare id of a case that is gone are named here.
create function sec.tables_of_a_case() returns table (child regclass, field name, required boolean)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select k.conrelid::regclass, a.attname, a.attnotnull from pg_constraint k
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[2]
   where k.contype = 'f' and k.confrelid = 'app.cases'::regclass
     and k.conrelid::regclass::text not in ('app.conference_items', 'app.retention_holds', 'app.referrals') $$;

do $$
declare t record;
begin
  for t in select * from sec.tables_of_a_case() loop
    execute format('grant select, update, delete on %s to tomoshibi_gate', t.child);
  end loop;
  grant delete on app.snapshots, app.household_keys, app.contact_requests, app.notices, auth.sessions to tomoshibi_gate;
  grant update on app.cases, app.referrals, app.subjects to tomoshibi_gate;
end $$;

-- Everything that is past its clock on a day, with what holds it back.
create function sec.due_for_erasure(the_tenant uuid, as_of date)
  returns table (class text, id uuid, subject_id uuid, due_since date, held boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with due as (
    select 'case-closed' as class, c.id, c.subject_id, c.id as case_id, (c.concluded_at at time zone 'Asia/Tokyo')::date as since
      from app.cases c where c.tenant_id = the_tenant and c.state = 'concluded' and c.erased_on is null
    union all
    select 'report-without-contact', f.id, f.id, null, (f.updated_at at time zone 'Asia/Tokyo')::date
      from app.referrals f where f.tenant_id = the_tenant and f.case_id is null and f.erased_on is null
       and f.state in ('declined', 'withdrawn', 'redirected', 'concluded')
    union all
    select 'contact-request', r.id, r.subject_id, null, (r.at at time zone 'Asia/Tokyo')::date
      from app.contact_requests r where r.tenant_id = the_tenant and r.case_id is null
    union all
    -- Held by a company: ninety days at most, or until its purpose ends.
    select 'company-snapshot', n.sharing_id, n.sharing_id, null, least((s.at at time zone 'Asia/Tokyo')::date,
        (case when n.recalled_at is not null or n.use_until < as_of then as_of - sec.retention_days(the_tenant, 'company-snapshot') end))
      from app.snapshots n join app.sharings s on s.tenant_id = n.tenant_id and s.id = n.sharing_id
        join app.organizations o on o.id = n.recipient_id
     where n.tenant_id = the_tenant and o.tenant_id is distinct from the_tenant
    union all
    -- At the agency: gone with its purpose.
    select 'agency-snapshot', n.sharing_id, n.sharing_id, null, coalesce((n.recalled_at at time zone 'Asia/Tokyo')::date, n.use_until)
      from app.snapshots n join app.organizations o on o.id = n.recipient_id
     where n.tenant_id = the_tenant and o.tenant_id = the_tenant and (n.recalled_at is not null or n.use_until < as_of))
  select distinct on (d.class, d.id) d.class, d.id, d.subject_id, d.since + sec.retention_days(the_tenant, d.class),
      sec.is_held(the_tenant, d.class, d.case_id)
    from due d where d.since + sec.retention_days(the_tenant, d.class) <= as_of order by d.class, d.id, d.since $$;

create function sec.journal(p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare made uuid := gen_random_uuid();
begin
  insert into app.journal_lines (id, line) values (made, p);
  perform sec.enqueue('write-journal', '{}');
end $$;

-- Erases one thing, whatever is left of it: harmless to repeat. Counts and the ledger stay.
create function sec.erase_thing(the_tenant uuid, the_class text, the_id uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare t record; c app.cases; today date := (now() at time zone 'Asia/Tokyo')::date;
begin
  if the_class = 'case-closed' then
    select * into c from app.cases x where x.tenant_id = the_tenant and x.id = the_id for update;
    if not found then return; end if;
    perform sec.erase_thing(the_tenant, 'report-without-contact', f.id) from app.referrals f
      where f.tenant_id = the_tenant and f.case_id = the_id;
    for t in select * from sec.tables_of_a_case() loop
      execute format(case when t.required then 'delete from %1$s where tenant_id = $1 and %2$I = $2'
        else 'update %1$s set %2$I = null where tenant_id = $1 and %2$I = $2' end, t.child, t.field) using the_tenant, the_id;
    end loop;
    update app.cases x set sealed = '\x', number = 'X' || upper(substr(replace(x.id::text, '-', ''), 14, 18)), stop_on = null,
        follow_up_on = null, erased_on = coalesce(x.erased_on, today) where x.tenant_id = the_tenant and x.id = the_id;
    update app.subjects s set wrapped_key = null, erased_at = coalesce(s.erased_at, now())
     where s.scope_id = the_tenant and s.id = c.subject_id;
  elsif the_class = 'report-without-contact' then
    delete from app.household_keys k where k.tenant_id = the_tenant and k.referral_id = the_id;
    delete from app.snapshots n using app.referrals f where f.tenant_id = the_tenant and f.id = the_id
      and n.tenant_id = the_tenant and n.report_organization_id = f.reporter_id and n.report_id = f.report_id
      and n.recipient_id = f.agency_id;
    update app.referrals f set case_id = null, assigned_to = null, acknowledged_by = null, stop_on = null, stopped_on = null,
        erased_on = coalesce(f.erased_on, today) where f.tenant_id = the_tenant and f.id = the_id;
  elsif the_class = 'contact-request' then
    update app.subjects s set wrapped_key = null, erased_at = coalesce(s.erased_at, now()) from app.contact_requests r
     where r.tenant_id = the_tenant and r.id = the_id and s.scope_id = the_tenant and s.id = r.subject_id;
    delete from app.contact_requests r where r.tenant_id = the_tenant and r.id = the_id;
  elsif the_class in ('company-snapshot', 'agency-snapshot') then
    delete from app.snapshots n where n.tenant_id = the_tenant and n.sharing_id = the_id;
  else
    raise exception 'nothing-erases-this-class' using errcode = 'TM422';
  end if;
end $$;

-- The next of a run that nothing holds back; empty: the run is over.
create function sec.next_to_erase(the_tenant uuid, the_run uuid, most integer) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare r app.retention_runs; answer jsonb;
begin
  select * into r from app.retention_runs x where x.tenant_id = the_tenant and x.id = the_run for update;
  if not found or r.finished_at is not null then return '[]'; end if;
  select coalesce(jsonb_agg(jsonb_build_object('class', d.class, 'id', d.id, 'subjectId', d.subject_id)), '[]') into answer
    from (select * from sec.due_for_erasure(the_tenant, r.as_of) x where not x.held
      order by x.class <> 'case-closed', x.class, x.id limit most) d;
  if answer = '[]'::jsonb then
    update app.retention_runs x set finished_at = now() where x.tenant_id = the_tenant and x.id = the_run;
    perform audit.append(the_tenant, r.ordered_by, 'retention.finished', null, the_run, jsonb_build_object('count',
      (select count(*) from app.tombstones t where t.tenant_id = the_tenant and t.run_id = the_run)));
  end if;
  return answer;
end $$;

-- p: {tenantId, runId, class, id, tombstoneId, pseudonym}.
create function sec.erase_due(p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare the_tenant uuid := (p ->> 'tenantId')::uuid; r app.retention_runs;
begin
  select * into r from app.retention_runs x where x.tenant_id = the_tenant and x.id = (p ->> 'runId')::uuid;
  if not exists (select 1 from sec.due_for_erasure(the_tenant, r.as_of) d where d.class = p ->> 'class'
      and d.id = (p ->> 'id')::uuid and not d.held) or r.finished_at is not null then
    raise exception 'not-due' using errcode = 'TM409';
  end if;
  perform sec.erase_thing(the_tenant, p ->> 'class', (p ->> 'id')::uuid);
  insert into app.tombstones (tenant_id, id, run_id, class, pseudonym, erased_on) values (the_tenant,
    (p ->> 'tombstoneId')::uuid, r.id, p ->> 'class', decode(p ->> 'pseudonym', 'hex'), sec.today());
  perform sec.journal(jsonb_build_object('kind', 'erased', 'tenantId', the_tenant, 'class', p -> 'class', 'id', p -> 'id'));
  perform audit.append(the_tenant, r.ordered_by, 'retention.erased', null, (p ->> 'id')::uuid,
    jsonb_build_object('class', p -> 'class', 'run', r.id));
end $$;

-- A withdrawal by whatever way stands in the journal before anybody hears that it is done.
create function sec.journal_withdrawal() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform sec.journal(jsonb_build_object('kind', 'withdrawn', 'organizationId', new.organization_id, 'consentId', new.id,
    'through', new.withdrawn_through));
  return null;
end $$;
create trigger withdrawals_are_journalled after update of withdrawn_at on app.consents
  for each row when (old.withdrawn_at is null and new.withdrawn_at is not null) execute function sec.journal_withdrawal();

-- One writer at a time, until its transaction ends: every line of the file is bound to the one before.
create function sec.journal_to_write() returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('tomoshibi journal', 0));
  return (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'at', x.at, 'line', x.line) order by x.at, x.id), '[]')
    from (select * from app.journal_lines j where j.written_at is null order by j.at, j.id limit 500) x);
end $$;

create function sec.journal_written(ids uuid[]) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update app.journal_lines j set written_at = now() where j.id = any (ids) $$;

-- p: {id, at, line} from the file, before anybody is let in after a restore. False: the database knows it already. A report
-- or consent that the backup never knew has nothing to be taken back.
create function sec.replay_journal_line(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l jsonb := p -> 'line'; the_scope uuid := coalesce(l ->> 'tenantId', l ->> 'organizationId')::uuid;
begin
  insert into app.journal_lines (id, at, line, written_at) values ((p ->> 'id')::uuid, (p ->> 'at')::timestamptz, l, now())
    on conflict do nothing;
  if not found then return false; end if;
  if l ->> 'kind' = 'erased' then
    perform sec.erase_thing((l ->> 'tenantId')::uuid, l ->> 'class', (l ->> 'id')::uuid);
  elsif exists (select 1 from app.consents c where c.organization_id = (l ->> 'organizationId')::uuid
      and c.id = (l ->> 'consentId')::uuid and c.outcome = 'given') then
    perform sec.apply_withdrawal((l ->> 'organizationId')::uuid, (l ->> 'consentId')::uuid, null, l ->> 'through');
  end if;
  perform audit.append(the_scope, null, 'journal.replayed', null, coalesce(l ->> 'id', l ->> 'consentId')::uuid,
    jsonb_build_object('kind', l -> 'kind'));
  return true;
end $$;

-- Sessions, notices and attempts of everybody, a year after they ended. Answers how many.
create function sec.clear_old_sessions() returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare days integer; gone integer; more integer;
begin
  select c.days into days from app.retention_classes c where c.class = 'session';
  delete from auth.sessions s where s.absolute_until < now() - make_interval(days => days);
  get diagnostics gone = row_count;
  delete from app.notices n where n.at < now() - make_interval(days => days);
  get diagnostics more = row_count;
  return gone + more;
end $$;

-- Classes with clock and bounds, what is due and what stays and why, runs with their counts. Never a name, never an id of
-- a record: an officer has no right to content.
create function sec.retention_overview() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare the_tenant uuid := sec.tenant();
begin
  perform sec.require_role(array['municipal_officer']);
  return jsonb_build_object(
    'classes', (select jsonb_agg(jsonb_build_object('class', c.class, 'days', sec.retention_days(the_tenant, c.class),
        'due', coalesce(d.due, 0), 'held', coalesce(d.held, 0), 'oldest', d.oldest) order by c.class)
      from app.retention_classes c left join (select x.class, count(*) filter (where not x.held) as due,
          count(*) filter (where x.held) as held, min(x.due_since) as oldest
        from sec.due_for_erasure(the_tenant, sec.today()) x group by x.class) d on d.class = c.class),
    'holds', (select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'class', h.class, 'ground', h.ground,
        'placedAt', h.placed_at, 'placedBy', u.display_name) order by h.placed_at desc), '[]')
      from app.retention_holds h join app.users u on u.id = h.placed_by
     where h.tenant_id = the_tenant and h.released_at is null),
    'runs', (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'orderedAt', r.ordered_at, 'orderedBy', u.display_name,
        'asOf', r.as_of, 'finishedAt', r.finished_at, 'erased', (select coalesce(jsonb_object_agg(t.class, t.n), '{}')
          from (select y.class, count(*)::int as n from app.tombstones y
            where y.tenant_id = the_tenant and y.run_id = r.id group by y.class) t)) order by r.ordered_at desc), '[]')
      from app.retention_runs r join app.users u on u.id = r.ordered_by where r.tenant_id = the_tenant));
end $$;

-- The list of one run, as it is signed: marks, days and classes.
create function sec.retention_proof(the_run uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare r app.retention_runs;
begin
  perform sec.require_role(array['municipal_officer']);
  select * into r from app.retention_runs x where x.tenant_id = sec.tenant() and x.id = the_run;
  if not found or r.finished_at is null then raise exception 'not-found' using errcode = 'TM404'; end if;
  return jsonb_build_object('runId', r.id, 'asOf', r.as_of, 'finishedAt', r.finished_at, 'orderedBy',
    (select u.display_name from app.users u where u.id = r.ordered_by), 'municipality',
    (select t.name from app.tenants t where t.id = r.tenant_id), 'lines',
    (select coalesce(jsonb_agg(jsonb_build_object('pseudonym', encode(t.pseudonym, 'hex'), 'class', t.class,
      'erasedOn', t.erased_on) order by t.class, t.pseudonym), '[]') from app.tombstones t
      where t.tenant_id = r.tenant_id and t.run_id = r.id));
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
grant execute on function sec.retention_overview(), sec.retention_proof(uuid) to app_welfare;
grant execute on function sec.next_to_erase(uuid, uuid, integer), sec.erase_due(jsonb), sec.journal_to_write(),
  sec.journal_written(uuid[]), sec.clear_old_sessions() to app_worker;
