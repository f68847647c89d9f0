-- What a judgement, a recall's clock or an agenda says about a protected report keeps to its audience too (0030): a report is
-- nobody else's from the moment it is marked, also before there is a case.

-- As in 0023: whether the speaker works on this report of their own agency.
create function sec.may_work_on_report(the_tenant uuid, the_referral uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from app.referrals f where f.tenant_id = the_tenant and f.id = the_referral
    and (f.case_id is null or sec.may_see_case(f.case_id)) and (not f.protected or sec.may_see_protected_report(f.id))) $$;

create or replace function sec.may_decide_about(the_tenant uuid, the_referral uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select sec.has_role('municipal_officer') and exists (select 1 from app.referrals f
    left join app.cases c on c.tenant_id = f.tenant_id and c.id = f.case_id
    where f.tenant_id = the_tenant and f.id = the_referral and not f.protected and not coalesce(c.protected, false)) $$;

create or replace function sec.decides_by_office(j app.judgements) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when j.purpose = 'consultation' then sec.organization() = j.provider_id and sec.has_role('liaison')
    else (sec.organization() = j.provider_id and sec.has_role('lead_worker')
        and sec.may_work_on_report(j.tenant_id, j.referral_id))
      or (sec.tenant() = j.tenant_id and sec.may_decide_about(j.tenant_id, j.referral_id)) end $$;

create or replace function sec.decides_on_duty(j app.judgements) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select sec.organization() = j.provider_id and (exists (select 1 from app.decision_duty d
      where d.organization_id = j.provider_id and d.user_id = sec.user_id() and sec.has_role('arrears_clerk')
        and d.starts_at <= clock_timestamp() and d.ends_at > clock_timestamp())
    or (sec.has_role('consultation_worker') and sec.may_work_on_report(j.tenant_id, j.referral_id)
      and exists (select 1 from app.duty_roster d where d.agency_id = j.provider_id and d.user_id = sec.user_id()
        and d.starts_at <= clock_timestamp() and d.ends_at > clock_timestamp()))) $$;

create or replace function sec.deciders_of_judgement(the_judgement uuid, at timestamptz) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.id from app.judgements j join app.users u on u.disabled_at is null and u.id <> j.requested_by
    left join app.referrals f on f.tenant_id = j.tenant_id and f.id = j.referral_id
    left join app.cases c on c.tenant_id = f.tenant_id and c.id = f.case_id
   where j.id = the_judgement and not exists (select 1 from app.judgement_signatures s
       where s.provider_id = j.provider_id and s.judgement_id = j.id and s.signed_by = u.id)
     and (not coalesce(c.protected, false) or u.id in (select sec.people_of_case(c.id)))
     and (not coalesce(f.protected, false) or u.id in (select sec.audience_of_report(f.id)))
     and ((u.organization_id = j.provider_id and u.roles && case j.purpose when 'consultation' then array['liaison']
         else array['lead_worker'] end)
       or (j.purpose <> 'consultation' and u.tenant_id = j.tenant_id and 'municipal_officer' = any (u.roles)
         and not coalesce(c.protected, false))
       or (j.state = 'asked' and exists (select 1 from app.decision_duty d where d.organization_id = j.provider_id
         and d.user_id = u.id and d.starts_at <= at and d.ends_at > at))
       or (j.state = 'asked' and exists (select 1 from app.duty_roster d where d.agency_id = j.provider_id
         and d.user_id = u.id and d.starts_at <= at and d.ends_at > at))) $$;

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p
      where p.pronamespace = 'sec'::regnamespace and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f.name);
    execute format('revoke all on function %s from public', f.name);
  end loop;
end $$;
