-- Who asks to be called gives the number at which it is safe: a request of a protected household, or of somebody who asks for
-- quiet on the page itself, is read by its audience alone, as a report is (0030).

alter table app.contact_requests add column protected boolean not null default false;
grant select (protected) on app.contact_requests to app_worker;

-- Keyed hashes of name and telephone, and the protected case whose household it seems to be; for functions alone.
create table app.request_keys (
  tenant_id uuid not null,
  request_id uuid not null,
  kind text not null check (kind in ('phone', 'name')),
  key bytea not null check (octet_length(key) = 16),
  primary key (tenant_id, request_id, kind),
  foreign key (tenant_id, request_id) references app.contact_requests (tenant_id, id) on delete cascade
);
create index request_keys_by_key on app.request_keys (tenant_id, key);
alter table app.request_keys enable row level security;
alter table app.request_keys force row level security;
grant select, insert, delete on app.request_keys to tomoshibi_gate;
create policy gate_passes on app.request_keys to tomoshibi_gate using (true) with check (true);

-- Whoever took it and the people of its case, or of the case whose household it seems to be; before that the leads and who is
-- on duty now.
create function sec.audience_of_request(the_request uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with r as (select c.*, coalesce(c.case_id, (select p.case_id from app.request_keys k join app.protected_keys p
        on p.tenant_id = k.tenant_id and p.key = k.key and p.kind = k.kind join app.cases x on x.tenant_id = p.tenant_id
        and x.id = p.case_id and x.agency_id = c.agency_id
       where k.tenant_id = c.tenant_id and k.request_id = c.id order by p.case_id limit 1)) as kin
      from app.contact_requests c where c.id = the_request),
  team as (select coalesce(m.user_id, t.user_id) as id from r join app.case_members m on m.tenant_id = r.tenant_id
      and m.case_id = r.kin and m.ended_at is null
      left join app.team_members t on t.tenant_id = m.tenant_id and t.team_id = m.team_id
    union select r.taken_by from r where r.taken_by is not null and r.case_id is null),
  present as (select u.id from team join app.users u on u.id = team.id and u.disabled_at is null)
  select id from present
  union select u.id from r join app.users u on u.organization_id = r.agency_id and u.disabled_at is null
      and u.roles && array['consultation_worker', 'lead_worker']
   where not exists (select 1 from present) and r.case_id is null and ('lead_worker' = any (u.roles)
     or exists (select 1 from app.duty_roster d where d.agency_id = r.agency_id and d.user_id = u.id
       and d.starts_at <= now() and d.ends_at > now())
     or not exists (select 1 from app.users l where l.organization_id = r.agency_id and l.disabled_at is null
       and 'lead_worker' = any (l.roles))) $$;

create function sec.may_see_protected_request(the_request uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select sec.is_case_worker() and exists (select 1 from app.contact_requests r where r.id = the_request
      and r.tenant_id = sec.tenant() and r.agency_id = sec.organization())
    and sec.user_id() in (select sec.audience_of_request(the_request)) $$;
create policy a_protected_request_is_its_audiences on app.contact_requests as restrictive to app_welfare
  using (not protected or sec.may_see_protected_request(id))
  with check (not protected or sec.may_see_protected_request(id));

-- As in 0013, with what keeps it quiet. p: {…, quiet?, keys: [{kind, key}]}. Known or not, the same look and the same writing.
create or replace function sec.request_contact(the_code_hash text, p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare g app.guidance_codes; hidden boolean;
begin
  select * into g from app.guidance_codes x where x.code_hash = decode(the_code_hash, 'hex');
  if not found then raise exception 'guidance-missing' using errcode = 'TM404'; end if;
  -- The form carries its own id: sent twice it is one request.
  if exists (select 1 from app.contact_requests x where x.tenant_id = g.tenant_id and x.id = (p ->> 'id')::uuid) then return; end if;
  hidden := exists (select 1 from jsonb_array_elements(coalesce(p -> 'keys', '[]')) x join app.protected_keys k
    on k.tenant_id = g.tenant_id and k.kind = x ->> 'kind' and k.key = decode(x ->> 'key', 'hex'));
  insert into app.subjects (scope_id, id, wrapped_key) values (g.tenant_id, (p ->> 'subjectId')::uuid, decode(p ->> 'wrappedKey', 'base64'));
  insert into app.contact_requests (tenant_id, id, agency_id, subject_id, sealed, language, protected)
    values (g.tenant_id, (p ->> 'id')::uuid, (p ->> 'agencyId')::uuid, (p ->> 'subjectId')::uuid, decode(p ->> 'sealed', 'base64'),
      p ->> 'language', hidden or coalesce((p ->> 'quiet')::boolean, false));
  insert into app.request_keys (tenant_id, request_id, kind, key)
    select g.tenant_id, (p ->> 'id')::uuid, x ->> 'kind', decode(x ->> 'key', 'hex') from jsonb_array_elements(coalesce(p -> 'keys', '[]')) x;
  perform sec.enqueue('notify', jsonb_build_object('kind', 'contact-request', 'tenantId', g.tenant_id, 'requestId', p ->> 'id'));
  perform audit.append(g.tenant_id, null, 'contact.requested', (p ->> 'subjectId')::uuid, (p ->> 'id')::uuid, '{}');
end $$;

-- A mark on a case reaches back to requests that nobody put into a case; what others were told of them goes.
create function sec.shield_requests() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare r record;
begin
  for r in update app.contact_requests c set protected = true from added a join app.request_keys k on k.tenant_id = a.tenant_id
      and k.key = a.key and k.kind = a.kind where c.tenant_id = k.tenant_id and c.id = k.request_id and c.case_id is null
      and not c.protected returning c.tenant_id, c.id loop
    delete from app.notices n where n.object_id = r.id and n.user_id not in (select sec.audience_of_request(r.id));
  end loop;
  return null;
end $$;
create trigger earlier_requests_are_shielded after insert on app.protected_keys
  referencing new table as added for each statement execute function sec.shield_requests();

-- The case that begins with a quiet request is marked, and whoever begins it is on its team.
create function sec.mark_case_of_request() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.protected and new.case_id is not null and new.case_id is distinct from old.case_id then
    if sec.user_id() is not null and not sec.is_assigned(new.case_id) then
      insert into app.case_members (tenant_id, case_id, id, user_id) values (new.tenant_id, new.case_id, gen_random_uuid(), sec.user_id());
    end if;
    update app.cases c set protected = true where c.tenant_id = new.tenant_id and c.id = new.case_id and not c.protected;
  elsif new.case_id is not null and new.case_id is distinct from old.case_id and sec.is_protected_case(new.case_id) then
    update app.contact_requests c set protected = true where c.tenant_id = new.tenant_id and c.id = new.id;
  end if;
  return null;
end $$;
create trigger the_mark_goes_with_the_request after update of case_id on app.contact_requests
  for each row execute function sec.mark_case_of_request();

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p
      where p.pronamespace = 'sec'::regnamespace and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f.name);
    execute format('revoke all on function %s from public', f.name);
  end loop;
end $$;
grant execute on function sec.may_see_protected_request(uuid) to app_welfare;
grant execute on function sec.audience_of_request(uuid) to app_worker;
