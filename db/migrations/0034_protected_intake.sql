-- A report is marked before anybody works on it; what is written about a protected person afterwards keeps to the mark.

-- One tap by whoever may read the report: from then on it is that person's (or whom it was given to). Answers whether the
-- mark is new.
create function sec.protect_report(the_referral uuid, the_version integer) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare f app.referrals;
begin
  select * into f from app.referrals x where x.tenant_id = sec.tenant() and x.id = the_referral
    and x.agency_id = sec.organization() and sec.is_case_worker() and x.case_id is null
    and (not x.protected or sec.may_see_protected_report(x.id)) for update;
  if not found then raise exception 'referral-missing' using errcode = 'TM404'; end if;
  if f.protected then return false; end if;
  if f.version <> the_version then raise exception 'version-conflict' using errcode = 'TM409'; end if;
  update app.referrals x set assigned_to = coalesce(x.assigned_to, sec.user_id()), version = x.version + 1, updated_at = now()
   where x.tenant_id = f.tenant_id and x.id = f.id;
  perform sec.mark_report(f.tenant_id, f.id, 'worker', null, null);
  perform sec.shield_alike(f.tenant_id, f.id);
  perform audit.append(f.tenant_id, sec.user_id(), 'referral.protected', null, f.id, '{}');
  return true;
end $$;

-- 「別の世帯でした」: a report that only seemed to be of a protected household goes back to everybody, by the team's word.
create function sec.release_report(the_referral uuid, the_version integer) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare f app.referrals;
begin
  select * into f from app.referrals x where x.tenant_id = sec.tenant() and x.id = the_referral
    and x.agency_id = sec.organization() and x.case_id is null and sec.may_see_protected_report(x.id) for update;
  if not found then raise exception 'referral-missing' using errcode = 'TM404'; end if;
  if f.version <> the_version then raise exception 'version-conflict' using errcode = 'TM409'; end if;
  if sec.mark_of_report(f.id) is distinct from 'household' then
    raise exception 'mark-is-not-a-likeness' using errcode = 'TM422';
  end if;
  delete from app.protected_reports p where p.tenant_id = f.tenant_id and p.referral_id = f.id;
  update app.referrals x set protected = false, version = x.version + 1, updated_at = now()
   where x.tenant_id = f.tenant_id and x.id = f.id;
  perform audit.append(f.tenant_id, sec.user_id(), 'referral.released', null, f.id, '{}');
  return true;
end $$;

-- Why a report is marked, for its audience alone: what it may do about it depends on it.
create function sec.mark_of_report(the_referral uuid) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when p.because = 'household' and (sec.is_assigned(coalesce(p.case_id, b.case_id)) or b.assigned_to = sec.user_id())
        then 'household' when p.because = 'household' then 'company' else p.because end
    from app.protected_reports p left join app.referrals b on b.tenant_id = p.tenant_id and b.id = p.alike
   where p.referral_id = the_referral and sec.may_see_protected_report(the_referral) $$;

-- A case that takes in a marked report is marked; whoever takes it in is on its team, and its keys shield what comes.
create function sec.mark_case_of_report() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.case_id is null or new.case_id is not distinct from old.case_id then return null; end if;
  if new.protected and sec.user_id() is not null and not sec.is_assigned(new.case_id) then
    insert into app.case_members (tenant_id, case_id, id, user_id)
      values (new.tenant_id, new.case_id, gen_random_uuid(), sec.user_id());
  end if;
  update app.protected_reports p set case_id = new.case_id, because = 'case'
   where p.tenant_id = new.tenant_id and p.referral_id = new.id;
  if new.protected then
    update app.cases c set protected = true where c.tenant_id = new.tenant_id and c.id = new.case_id and not c.protected;
  end if;
  if exists (select 1 from app.cases c where c.tenant_id = new.tenant_id and c.id = new.case_id and c.protected) then
    perform sec.shield_case(c) from app.cases c where c.tenant_id = new.tenant_id and c.id = new.case_id;
  end if;
  return null;
end $$;
create trigger the_mark_goes_into_the_case after update of case_id on app.referrals
  for each row execute function sec.mark_case_of_report();

-- Keys of what the team itself knows, such as the new address; all anew. keys: [{kind, key as hex}].
create function sec.keep_protected_keys(the_case uuid, keys jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare c app.cases;
begin
  select * into c from app.cases x where x.tenant_id = sec.tenant() and x.id = the_case and x.protected
    and sec.may_see_case(x.id);
  if not found then return; end if;
  delete from app.protected_keys k where k.tenant_id = c.tenant_id and k.case_id = c.id;
  insert into app.protected_keys (tenant_id, case_id, kind, key)
    select c.tenant_id, c.id, x ->> 'kind', decode(x ->> 'key', 'hex') from jsonb_array_elements(keys) x on conflict do nothing;
  perform sec.shield_case(c);
end $$;

-- No number opens the page of a report that must not be told of: tied or issued later, it never fits, and nobody who issues
-- it sees a difference.
create function sec.number_never_fits() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.report_id is not null and new.pin_hash is not null
      and sec.is_protected_report(new.organization_id, new.report_id) then
    new.pin_hash := sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'));
  end if;
  return new;
end $$;
create trigger no_number_opens_a_protected_page before insert or update of report_id, pin_hash on app.guidance_codes
  for each row execute function sec.number_never_fits();

-- What a company hears of a protected person is what it hears of everybody whose level is `received`: the last lock,
-- whatever the terms of the day say.
create function sec.nothing_above_received() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.word in ('contacted', 'supported') and sec.is_protected_report(new.organization_id, new.report_id) then
    raise exception 'feedback-above-ceiling' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger a_protected_person_is_received_and_closed before insert on app.feedback
  for each row execute function sec.nothing_above_received();

-- As in 0012, and `received` at most for a protected person, as for everybody who said no more.
create or replace function sec.feedback_terms(the_referral uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare f app.referrals; terms record; c app.consents; consent_level text := 'received'; lowest text;
begin
  select * into f from app.referrals x where x.tenant_id = sec.tenant() and x.id = the_referral
    and x.agency_id = sec.organization() and sec.is_case_worker() and (x.case_id is null or sec.may_see_case(x.case_id))
    and (not x.protected or sec.may_see_protected_report(x.id));
  if not found then raise exception 'referral-missing' using errcode = 'TM404'; end if;
  select * into terms from sec.agreement_terms(f.tenant_id, f.reporter_id);
  select x.* into c from app.reports r join app.consents x on x.organization_id = r.organization_id and x.id = r.consent_id
   where r.organization_id = f.reporter_id and r.id = f.report_id;
  if c.id is not null and c.outcome = 'given' and c.withdrawn_at is null and c.until >= sec.today()
     and 'feedback' = any (c.purposes) then
    consent_level := c.feedback_level;
  end if;
  select l into lowest from unnest(array[terms.ceiling, consent_level, f.feedback_choice,
      case when sec.is_protected_report(f.reporter_id, f.report_id) then 'received' else 'supported' end]) l
   order by sec.level_rank(l) limit 1;
  return jsonb_build_object('agreement', terms.ceiling, 'consent', consent_level, 'choice', f.feedback_choice,
    'level', lowest, 'consentId', c.id, 'until', c.until);
end $$;

-- As in 0010, with the mark that the company gives its own report: once given, no later form takes it off.
create or replace function sec.upsert_report(company uuid, author uuid, r jsonb, receipt text) returns app.reports
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare found_report app.reports; saved app.reports;
begin
  insert into app.subjects (scope_id, id, wrapped_key)
    values (company, (r ->> 'subjectId')::uuid, decode(r ->> 'wrappedKey', 'base64')) on conflict do nothing;
  select * into found_report from app.reports x where x.organization_id = company and x.id = (r ->> 'id')::uuid for update;
  if found_report.id is not null then
    if found_report.state <> 'draft' then raise exception 'report-already-sent' using errcode = 'TM409'; end if;
    if found_report.version <> coalesce((r ->> 'version')::int, 0) then
      raise exception 'version-conflict' using errcode = 'TM409';
    end if;
    update app.reports x set tenant_id = (r ->> 'tenantId')::uuid, kind = r ->> 'kind', urgency = r ->> 'urgency',
        supply_kind = r ->> 'supplyKind', stop_on = (r ->> 'stopOn')::date, stopped_on = (r ->> 'stoppedOn')::date,
        consent_id = coalesce((r ->> 'consentId')::uuid, x.consent_id), window_id = (r ->> 'windowId')::uuid,
        leaflet_number = coalesce(r ->> 'leafletNumber', x.leaflet_number), sealed = decode(r ->> 'sealed', 'base64'),
        protected = x.protected or coalesce((r ->> 'protected')::boolean, false), version = x.version + 1, updated_at = now()
      where x.organization_id = company and x.id = found_report.id returning * into saved;
    return saved;
  end if;
  if coalesce((r ->> 'version')::int, 0) <> 0 then raise exception 'report-missing' using errcode = 'TM404'; end if;
  insert into app.reports (organization_id, id, tenant_id, subject_id, kind, urgency, supply_kind, stop_on, stopped_on,
      consent_id, window_id, leaflet_number, sealed, written_by, receipt_number, state, sent_by, sent_at, protected)
    values (company, (r ->> 'id')::uuid, (r ->> 'tenantId')::uuid, (r ->> 'subjectId')::uuid, r ->> 'kind',
      r ->> 'urgency', r ->> 'supplyKind', (r ->> 'stopOn')::date, (r ->> 'stoppedOn')::date,
      (r ->> 'consentId')::uuid, (r ->> 'windowId')::uuid, r ->> 'leafletNumber', decode(r ->> 'sealed', 'base64'), author,
      receipt, case when receipt is null then 'draft' else 'sent' end,
      case when receipt is not null then author end, case when receipt is not null then clock_timestamp() end,
      coalesce((r ->> 'protected')::boolean, false))
    returning * into saved;
  return saved;
end $$;

-- Where and when the person may be reached without danger, in the person's own words: read by the team alone, also in a case
-- without the mark. Only that no letter may come is known to whoever works on the case.
create table app.safe_contacts (
  tenant_id uuid not null,
  case_id uuid not null,
  sealed bytea not null check (octet_length(sealed) <= 8000),
  no_letters boolean not null,
  version integer not null default 1,
  updated_by uuid not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, case_id),
  foreign key (tenant_id, case_id) references app.cases (tenant_id, id)
);
alter table app.safe_contacts enable row level security;
alter table app.safe_contacts force row level security;
grant select on app.safe_contacts to tomoshibi_gate;
create policy gate_passes on app.safe_contacts to tomoshibi_gate using (true) with check (true);
grant select, insert, update (sealed, no_letters, version, updated_by, updated_at) on app.safe_contacts to app_welfare;
create policy stays_in_the_tenant on app.safe_contacts as restrictive to app_welfare
  using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));
create policy the_team_knows_where_it_is_safe on app.safe_contacts to app_welfare
  using (sec.may_see_case(case_id) and sec.is_assigned(case_id))
  with check (sec.may_see_case(case_id) and sec.is_assigned(case_id) and updated_by = (select sec.user_id()));
create function sec.no_letters(the_case uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select sec.may_see_case(the_case) and exists (select 1 from app.safe_contacts s where s.tenant_id = sec.tenant()
    and s.case_id = the_case and s.no_letters) $$;

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p
      where p.pronamespace = 'sec'::regnamespace and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f.name);
    execute format('revoke all on function %s from public', f.name);
  end loop;
end $$;
grant execute on function sec.protect_report(uuid, integer), sec.release_report(uuid, integer), sec.mark_of_report(uuid),
  sec.keep_protected_keys(uuid, jsonb), sec.no_letters(uuid) to app_welfare;
