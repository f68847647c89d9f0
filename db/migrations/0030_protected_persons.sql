-- Persons who are in danger when somebody learns where they are (domestic violence and the like). Address, telephone,
-- school and workplace stay with the team. docs/rulebook/protected.md lists every path by which they could leave it.
--
-- A case carries the mark since 0007. Here a report carries it as well: from the moment it arrives (the company or a worker
-- said so), or because its household is that of a protected case. Whoever is not its audience meets nothing, not even a gap.

-- 「知られると危ない人がいる」: said by the company, kept with its own report, never shown to another one.
alter table app.reports add column protected boolean not null default false;
-- True for every report whose contents its audience alone may read; who that is stands in protected_reports, for nobody.
alter table app.referrals add column protected boolean not null default false;
create index referrals_of_a_report on app.referrals (reporter_id, report_id);
create index cases_of_a_subject on app.cases (tenant_id, subject_id);
alter table app.cases add column unprotected_because bytea check (octet_length(unprotected_because) <= 8000);

-- By whom a report is marked, and the protected case, or the marked report, whose household it seems to be. Read by functions alone: the reason
-- for a mark would itself tell that somebody is known.
create table app.protected_reports (
  tenant_id uuid not null,
  referral_id uuid not null,
  because text not null check (because in ('company', 'worker', 'household', 'case')),
  case_id uuid,
  alike uuid,
  marked_by uuid,
  at timestamptz not null default now(),
  primary key (tenant_id, referral_id),
  foreign key (tenant_id, referral_id) references app.referrals (tenant_id, id),
  foreign key (tenant_id, alike) references app.referrals (tenant_id, id),
  foreign key (tenant_id, case_id) references app.cases (tenant_id, id)
);
-- Keyed hashes (as household_keys) of protected households, of what was reported and of what the team wrote.
create table app.protected_keys (
  tenant_id uuid not null,
  case_id uuid not null,
  kind text not null check (kind in ('address', 'phone', 'name')),
  key bytea not null check (octet_length(key) = 16),
  primary key (tenant_id, key, kind, case_id),
  foreign key (tenant_id, case_id) references app.cases (tenant_id, id)
);
create index protected_keys_of_a_case on app.protected_keys (tenant_id, case_id);

do $$
declare t text;
begin
  foreach t in array array['protected_reports', 'protected_keys'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('grant select, insert, update, delete on app.%I to tomoshibi_gate', t);
    execute format('create policy gate_passes on app.%I to tomoshibi_gate using (true) with check (true)', t);
  end loop;
end $$;

create function sec.is_protected_case(the_case uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from app.cases c where c.id = the_case and c.protected) $$;

-- Whether anything about this report of a company must not be told: as the company said, or as an agency holds it. Granted
-- to no plane, as the function above: the answer is the secret.
create function sec.is_protected_report(company uuid, the_report uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from app.reports r where r.organization_id = company and r.id = the_report and r.protected)
    or exists (select 1 from app.referrals f where f.reporter_id = company and f.report_id = the_report and f.protected) $$;

-- Who reads a protected report and hears of it: whom it was given to and the people of its case, or of the case whose
-- household it seems to be. Before it has anybody, the agency's leads and who is on duty now, who give it to somebody; also
-- when it lay unread until its clock called the lead: a report is never lost.
create function sec.audience_of_report(the_referral uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with f as (select r.*, coalesce(r.case_id, p.case_id, b.case_id) as kin, b.assigned_to as given_to from app.referrals r
      left join app.protected_reports p on p.tenant_id = r.tenant_id and p.referral_id = r.id
      left join app.referrals b on b.tenant_id = p.tenant_id and b.id = p.alike where r.id = the_referral),
  team as (select coalesce(m.user_id, t.user_id) as id from f join app.case_members m on m.tenant_id = f.tenant_id
      and m.case_id = f.kin and m.ended_at is null
      left join app.team_members t on t.tenant_id = m.tenant_id and t.team_id = m.team_id
    union select x from f, unnest(array[f.assigned_to, f.given_to]) x where x is not null and f.kin is null),
  present as (select u.id from team join app.users u on u.id = team.id and u.disabled_at is null),
  leads as (select u.id from f join app.users u on u.organization_id = f.agency_id and u.disabled_at is null
      and u.roles && array['consultation_worker', 'lead_worker'] and ('lead_worker' = any (u.roles)
        or exists (select 1 from app.duty_roster d where d.agency_id = f.agency_id and d.user_id = u.id
          and d.starts_at <= now() and d.ends_at > now())
        or not exists (select 1 from app.users l where l.organization_id = f.agency_id and l.disabled_at is null
          and 'lead_worker' = any (l.roles)))
      where f.case_id is null)
  select id from present
  union select leads.id from leads, f
   where not exists (select 1 from present) or (f.state = 'sent' and f.escalated >= 2) $$;

-- By its id alone, so that a row is judged as it stood before the change: who gives a report away may do so.
create function sec.may_see_protected_report(the_referral uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select sec.is_case_worker() and exists (select 1 from app.referrals r where r.id = the_referral
      and r.tenant_id = sec.tenant() and r.agency_id = sec.organization())
    and sec.user_id() in (select sec.audience_of_report(the_referral)) $$;

create policy a_protected_report_is_its_audiences on app.referrals as restrictive to app_welfare
  using (not protected or sec.may_see_protected_report(id))
  with check (not protected or sec.may_see_protected_report(id));

-- The wrapped key of a protected person lies with the team, though it opens nothing without the key file: whoever counts
-- keys must not count them.
create function sec.may_hold_key_of(the_subject uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select not exists (select 1 from app.cases c where c.tenant_id = sec.tenant() and c.subject_id = the_subject
    and c.protected and not sec.may_see_case(c.id)) $$;
create policy the_key_of_a_protected_person_is_the_teams on app.subjects as restrictive for select to app_welfare
  using (sec.may_hold_key_of(id));

-- What already lies with others goes: news and half-written forms about it, and sessions on the own page. The number on a
-- letter stops fitting, as when the company issues a new one: whoever has both may be the one from whom she hides.
create function sec.withdraw_from_others(the_tenant uuid, the_referral uuid, the_case uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare keep uuid[];
begin
  select array_agg(x) into keep from (
    select a as x from sec.audience_of_report(the_referral) a
    union select coalesce(m.user_id, t.user_id) from app.case_members m
      left join app.team_members t on t.tenant_id = m.tenant_id and t.team_id = m.team_id
     where m.tenant_id = the_tenant and m.case_id = the_case and m.ended_at is null) people;
  delete from app.notices n using app.users u where u.id = n.user_id and u.tenant_id = the_tenant
    and n.object_id in (the_referral, the_case) and not n.user_id = any (coalesce(keep, '{}'));
  delete from app.drafts d using app.users u where u.id = d.user_id and u.tenant_id = the_tenant
    and (d.key like '%' || the_referral::text || '%' or d.key like '%' || the_case::text || '%')
    and not d.user_id = any (coalesce(keep, '{}'));
  update app.guidance_codes g set pin_hash = sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'))
    from app.referrals r where r.tenant_id = the_tenant and r.id = the_referral and g.organization_id = r.reporter_id
     and g.report_id = r.report_id and g.pin_hash is not null;
  update auth.sessions s set revoked_at = now() from app.guidance_codes g, app.referrals r
   where r.tenant_id = the_tenant and r.id = the_referral and g.organization_id = r.reporter_id
     and g.report_id = r.report_id and s.guidance_code_hash = g.code_hash and s.revoked_at is null;
end $$;

create function sec.mark_report(the_tenant uuid, the_referral uuid, why text, the_case uuid, like_report uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.protected_reports (tenant_id, referral_id, because, case_id, alike, marked_by)
    values (the_tenant, the_referral, why, the_case, like_report, sec.user_id()) on conflict (tenant_id, referral_id)
    do update set case_id = coalesce(excluded.case_id, app.protected_reports.case_id);
  update app.referrals r set protected = true where r.tenant_id = the_tenant and r.id = the_referral;
  perform sec.withdraw_from_others(the_tenant, the_referral, the_case);
end $$;

-- A marked report that nobody took up yet, of the same household. What a machine took for alike shields nothing further.
create function sec.marked_report_alike(the_tenant uuid, the_referral uuid) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.id from app.household_keys k join app.household_keys o on o.tenant_id = k.tenant_id and o.key = k.key
      and o.kind = k.kind and o.referral_id <> k.referral_id
    join app.protected_reports p on p.tenant_id = o.tenant_id and p.referral_id = o.referral_id
      and p.because in ('company', 'worker')
    join app.referrals r on r.tenant_id = p.tenant_id and r.id = p.referral_id and r.protected and r.case_id is null
   where k.tenant_id = the_tenant and k.referral_id = the_referral
   group by r.id order by count(*) desc, r.id limit 1 $$;

-- The other reports of a household that was just marked: they are its audience's too.
create function sec.shield_alike(the_tenant uuid, the_referral uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare r record;
begin
  for r in select distinct f.id, f.agency_id = m.agency_id as same_agency from app.referrals m
      join app.household_keys k on k.tenant_id = m.tenant_id and k.referral_id = m.id
      join app.household_keys o on o.tenant_id = k.tenant_id and o.key = k.key and o.kind = k.kind
      join app.referrals f on f.tenant_id = o.tenant_id and f.id = o.referral_id
     where m.tenant_id = the_tenant and m.id = the_referral and f.id <> m.id and f.case_id is null and not f.protected
       and f.kind <> 'danger' loop
    perform sec.mark_report(the_tenant, r.id, 'household', null, case when r.same_agency then the_referral end);
  end loop;
end $$;

-- The protected case whose household these keys belong to; the one with most in common.
create function sec.protected_case_alike(the_tenant uuid, the_referral uuid) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.case_id from app.household_keys k join app.protected_keys p
      on p.tenant_id = k.tenant_id and p.key = k.key and p.kind = k.kind
   where k.tenant_id = the_tenant and k.referral_id = the_referral
   group by p.case_id order by count(*) desc, p.case_id limit 1 $$;

-- What the company said goes with the report, and stays with it when it is handed on.
create function sec.shield_as_said() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.protected := new.protected or sec.is_protected_report(new.reporter_id, new.report_id);
  return new;
end $$;
create trigger a_report_arrives_as_it_was_marked before insert on app.referrals
  for each row execute function sec.shield_as_said();
create function sec.note_as_said() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.protected_reports (tenant_id, referral_id, because) select new.tenant_id, new.id, 'company' where new.protected;
  return null;
end $$;
create trigger a_mark_on_arrival_is_kept after insert on app.referrals
  for each row execute function sec.note_as_said();

-- On arrival every report takes the same way, known household or not: one look by key, one write. An immediate danger is
-- hidden from nobody who could help (and carries no keys to begin with).
create function sec.shield_on_arrival() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare f app.referrals; alike uuid; marked uuid;
begin
  for f in select r.* from app.referrals r where r.kind <> 'danger'
      and (r.tenant_id, r.id) in (select a.tenant_id, a.referral_id from arrived a) loop
    alike := sec.protected_case_alike(f.tenant_id, f.id);
    marked := sec.marked_report_alike(f.tenant_id, f.id);
    update app.referrals r set protected = r.protected or alike is not null or marked is not null
     where r.tenant_id = f.tenant_id and r.id = f.id;
    -- Of another agency's case or report only that the mark is there, as if the company had said so.
    insert into app.protected_reports (tenant_id, referral_id, because, case_id, alike)
      select f.tenant_id, f.id, 'household', (select c.id from app.cases c where c.id = alike and c.agency_id = f.agency_id),
          (select m.id from app.referrals m where m.id = marked and m.agency_id = f.agency_id)
       where alike is not null or marked is not null
      on conflict (tenant_id, referral_id) do update set case_id = excluded.case_id;
    if f.protected then perform sec.shield_alike(f.tenant_id, f.id); end if;
  end loop;
  return null;
end $$;
create trigger reports_are_shielded_on_arrival after insert on app.household_keys
  referencing new table as arrived for each statement execute function sec.shield_on_arrival();

-- A mark reaches back: keys, earlier reports of the household, everything of it that lies with others.
create function sec.shield_case(c app.cases) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare r record;
begin
  insert into app.protected_keys (tenant_id, case_id, kind, key)
    select k.tenant_id, c.id, k.kind, k.key from app.referrals f join app.household_keys k on k.tenant_id = f.tenant_id
      and k.referral_id = f.id where f.tenant_id = c.tenant_id and f.case_id = c.id on conflict do nothing;
  for r in select f.id from app.referrals f where f.tenant_id = c.tenant_id and f.case_id = c.id loop
    perform sec.mark_report(c.tenant_id, r.id, 'case', c.id, null);
  end loop;
  for r in select f.id, f.agency_id from app.referrals f where f.tenant_id = c.tenant_id and f.case_id is null
      and f.kind <> 'danger' and not f.protected and exists (select 1 from app.household_keys k join app.protected_keys p
        on p.tenant_id = k.tenant_id and p.key = k.key and p.kind = k.kind and p.case_id = c.id
       where k.tenant_id = f.tenant_id and k.referral_id = f.id) loop
    perform sec.mark_report(c.tenant_id, r.id, 'household', case when r.agency_id = c.agency_id then c.id end, null);
  end loop;
end $$;

-- Nobody takes a mark off alone and unexplained: the lead does, from within the team, with a reason.
create function sec.guard_protection() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if old.protected and not new.protected and sec.user_id() is not null then
    if not sec.has_role('lead_worker') then raise exception 'unprotect-needs-the-lead' using errcode = '42501'; end if;
    if new.unprotected_because is null or new.unprotected_because is not distinct from old.unprotected_because then
      raise exception 'unprotect-needs-a-reason' using errcode = 'TM422';
    end if;
  end if;
  return new;
end $$;
create trigger the_mark_is_taken_off_by_the_lead before update of protected on app.cases
  for each row execute function sec.guard_protection();

create function sec.follow_protection() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare p record;
begin
  if new.protected and not old.protected then
    perform sec.shield_case(new);
  elsif old.protected and not new.protected then
    delete from app.protected_keys k where k.tenant_id = new.tenant_id and k.case_id = new.id;
    for p in delete from app.protected_reports x where x.tenant_id = new.tenant_id and (x.case_id = new.id
        or x.alike in (select f.id from app.referrals f where f.tenant_id = new.tenant_id and f.case_id = new.id))
        returning x.referral_id loop
      update app.referrals r set protected = false where r.tenant_id = new.tenant_id and r.id = p.referral_id;
    end loop;
  end if;
  return null;
end $$;
create trigger the_mark_reaches_back after update of protected on app.cases
  for each row execute function sec.follow_protection();

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p
      where p.pronamespace = 'sec'::regnamespace and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f.name);
    execute format('revoke all on function %s from public', f.name);
  end loop;
end $$;
grant execute on function sec.may_see_protected_report(uuid), sec.may_hold_key_of(uuid) to app_welfare;
grant execute on function sec.audience_of_report(uuid) to app_worker;
grant select (protected) on app.referrals to app_worker;
grant update (unprotected_because) on app.cases to app_welfare;
