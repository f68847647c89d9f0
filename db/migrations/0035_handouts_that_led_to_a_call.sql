-- Which hand-outs led to a call: for the municipality's officer and the yearly meeting, as counts of a fiscal year.
--
-- Only wishes count that an agency spoke about and took into a case: whoever prints codes can open them and ask for calls
-- in made-up names, but cannot make an agency meet somebody who is not there. The kind of hand-out stands apart from the
-- wish, where no plane reads it: the agency does not learn from it how far a company's notices had come.

create table app.handout_calls (
  tenant_id uuid not null,
  request_id uuid not null,
  stage text not null check (stage in ('general', 'unpaid-notice', 'reminder', 'stop-notice', 'pledge')),
  channel text not null check (channel in ('door', 'post', 'enclosed', 'counter', 'phone')),
  language text not null check (language in ('ja', 'ja-easy')),
  asked_on date not null,
  primary key (tenant_id, request_id),
  foreign key (tenant_id, request_id) references app.contact_requests (tenant_id, id) on delete cascade
);
alter table app.handout_calls enable row level security;
alter table app.handout_calls force row level security;
grant select, insert on app.handout_calls to tomoshibi_gate;
create policy gate_passes on app.handout_calls to tomoshibi_gate using (true) with check (true);

create or replace function sec.request_contact(the_code_hash text, p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare g app.guidance_codes;
begin
  select * into g from app.guidance_codes x where x.code_hash = decode(the_code_hash, 'hex');
  if not found then raise exception 'guidance-missing' using errcode = 'TM404'; end if;
  -- The form carries its own id: sent twice it is one request.
  if exists (select 1 from app.contact_requests x where x.tenant_id = g.tenant_id and x.id = (p ->> 'id')::uuid) then return; end if;
  insert into app.subjects (scope_id, id, wrapped_key) values (g.tenant_id, (p ->> 'subjectId')::uuid, decode(p ->> 'wrappedKey', 'base64'));
  insert into app.contact_requests (tenant_id, id, agency_id, subject_id, sealed, language)
    values (g.tenant_id, (p ->> 'id')::uuid, (p ->> 'agencyId')::uuid, (p ->> 'subjectId')::uuid, decode(p ->> 'sealed', 'base64'), p ->> 'language');
  insert into app.handout_calls (tenant_id, request_id, stage, channel, language, asked_on)
    values (g.tenant_id, (p ->> 'id')::uuid, coalesce(g.stage, 'general'),
      coalesce(g.channel, case g.kind when 'leaflet' then 'door' else 'post' end), p ->> 'language', sec.today());
  perform sec.enqueue('notify', jsonb_build_object('kind', 'contact-request', 'tenantId', g.tenant_id, 'requestId', p ->> 'id'));
  perform audit.append(g.tenant_id, null, 'contact.requested', (p ->> 'subjectId')::uuid, (p ->> 'id')::uuid, '{}');
end $$;

-- Wishes of a fiscal year (April to March, by its first calendar year) that became a case, by what had been handed out.
-- A count under ten is not told, nor one that would give such a count away.
create function sec.handout_figures(fiscal_year integer) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare answer jsonb;
begin
  perform sec.require_role(array['municipal_officer']);
  with calls as (
    select h.stage, h.channel from app.handout_calls h
      join app.contact_requests r on r.tenant_id = h.tenant_id and r.id = h.request_id
     where h.tenant_id = sec.tenant() and r.case_id is not null
       and h.asked_on >= make_date(fiscal_year, 4, 1) and h.asked_on < make_date(fiscal_year + 1, 4, 1))
  select jsonb_build_object('fiscalYear', fiscal_year, 'total', nullif(greatest(count(*), 9), 9),
      'byStage', sec.without_small_cells((select jsonb_object_agg(k, (select count(*) from calls c where c.stage = k))
        from unnest(array['general', 'unpaid-notice', 'reminder', 'stop-notice', 'pledge']) k)),
      'byChannel', sec.without_small_cells((select jsonb_object_agg(k, (select count(*) from calls c where c.channel = k))
        from unnest(array['door', 'post', 'enclosed', 'counter', 'phone']) k)))
    into answer from calls;
  return answer;
end $$;
alter function sec.handout_figures(integer) owner to tomoshibi_gate;
revoke all on function sec.handout_figures(integer) from public;
grant execute on function sec.handout_figures(integer) to app_welfare;
