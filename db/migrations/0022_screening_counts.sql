-- How many people a condition reaches, as the company showed it to the other parties of an agreement: numbers from ten up in
-- steps of ten, by month and municipality. No person, no contract, and nothing from which fewer than ten could be told.

create table app.screening_counts (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  agreement_id uuid not null,
  organization_id uuid not null references app.organizations (id),
  edition integer not null check (edition between 1 and 100000),
  -- Tried on files of earlier months, or counted when people were really guided.
  source text not null check (source in ('dry-run', 'run')),
  -- What was counted; the parties may be trying a condition that stands in no agreement yet.
  condition jsonb not null check (jsonb_typeof(condition) = 'object' and octet_length(condition::text) <= 200000),
  suppression jsonb not null check (jsonb_typeof(suppression) = 'object' and octet_length(suppression::text) <= 2000),
  -- [{month, municipality, people}]: people is null below ten, and where two sharings together would tell of fewer.
  cells jsonb not null check (jsonb_typeof(cells) = 'array'),
  -- [{month, municipality, data, own}], for the company alone: over which file a number was counted, and whether it was
  -- counted for this sharing (own) or is the number of an earlier one (src/arrears-screening/desk/shared-cells.ts).
  basis jsonb not null check (jsonb_typeof(basis) = 'array'),
  shared_by uuid not null references app.users (id),
  shared_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, agreement_id) references app.agreements (tenant_id, id)
);
create index screening_counts_by_agreement on app.screening_counts (tenant_id, agreement_id, shared_at desc);
create index screening_counts_by_company on app.screening_counts (organization_id, tenant_id, shared_at desc);
alter table app.screening_counts enable row level security;
alter table app.screening_counts force row level security;
grant select, insert, update, delete on app.screening_counts to tomoshibi_gate;
create policy gate_passes on app.screening_counts to tomoshibi_gate using (true) with check (true);

-- Whether a number is a repeated one would tell that two conditions differ by fewer than ten people: `basis` stays at home.
grant select (tenant_id, id, agreement_id, organization_id, edition, source, condition, suppression, cells, shared_at)
  on app.screening_counts to app_welfare, app_auditor;
grant select on app.screening_counts to app_utility;
create policy counts_of_the_tenant on app.screening_counts as restrictive to app_welfare, app_auditor
  using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));
create policy officers_and_leads_read_counts on app.screening_counts for select to app_welfare
  using ((select sec.has_role('municipal_officer')) or (select sec.has_role('lead_worker')));
create policy auditor_reads_counts on app.screening_counts for select to app_auditor
  using ((select sec.has_role('auditor')));
create policy a_company_stays_among_its_counts on app.screening_counts as restrictive for select to app_utility
  using (organization_id = (select sec.organization()));
create policy a_company_reads_its_counts on app.screening_counts for select to app_utility
  using ((select sec.has_role('liaison')) or (select sec.has_role('utility_admin')));

-- Whether every number may leave: null, or from ten up in steps of ten; each month and municipality once.
create function sec.may_leave_as_counts(cells jsonb) returns boolean
  language sql immutable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_typeof(cells) = 'array' and jsonb_array_length(cells) between 1 and 20000
    and (select bool_and(jsonb_typeof(c) = 'object' and c - array['month', 'municipality', 'people'] = '{}'
        and c ?& array['month', 'municipality', 'people']
        and coalesce(c ->> 'month', '') ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$' and coalesce(c ->> 'municipality', '') ~ '^[0-9]{6}$'
        and (c -> 'people' = 'null' or (jsonb_typeof(c -> 'people') = 'number' and (c ->> 'people') ~ '^[1-9][0-9]{1,7}$'
          and right(c ->> 'people', 1) = '0')))
      from jsonb_array_elements(cells) c)
    and (select count(distinct (c ->> 'month', c ->> 'municipality')) = count(*) from jsonb_array_elements(cells) c) $$;
alter function sec.may_leave_as_counts(jsonb) owner to tomoshibi_gate;
revoke all on function sec.may_leave_as_counts(jsonb) from public;

-- p: {id, agreementId, source, condition, suppression, cells, basis, seen}. `seen` is how many sharings of the company with this
-- municipality the numbers were held against: two at once could tell together what neither tells alone.
create function sec.share_screening_counts(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users; a app.agreements; before integer; lately integer;
begin
  perform sec.require_role(array['liaison', 'utility_admin']);
  u := sec.speaker();
  select x.* into a from app.agreements x join app.agreement_parties y on y.tenant_id = x.tenant_id and y.agreement_id = x.id
   where x.id = (p ->> 'agreementId')::uuid and y.organization_id = u.organization_id
     and x.state in ('drafted', 'agreed', 'in-force');
  if not found then raise exception 'agreement-missing' using errcode = 'TM404'; end if;
  if not coalesce(sec.may_leave_as_counts(p -> 'cells'), false) then
    raise exception 'counts-too-small' using errcode = 'TM422';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('screening counts ' || u.organization_id::text || a.tenant_id::text, 0));
  select count(*), count(*) filter (where c.shared_at > now() - interval '30 days') into before, lately
    from app.screening_counts c where c.organization_id = u.organization_id and c.tenant_id = a.tenant_id;
  if before <> (p ->> 'seen')::integer then raise exception 'counts-crossed' using errcode = 'TM409'; end if;
  if lately >= 6 then raise exception 'shares-used-up' using errcode = 'TM422'; end if;
  insert into app.screening_counts (tenant_id, id, agreement_id, organization_id, edition, source, condition, suppression,
      cells, basis, shared_by)
    values (a.tenant_id, (p ->> 'id')::uuid, a.id, u.organization_id, a.edition, p ->> 'source', p -> 'condition',
      p -> 'suppression', p -> 'cells', p -> 'basis', u.id);
  return jsonb_build_object('edition', a.edition, 'left', 5 - lately);
end $$;
alter function sec.share_screening_counts(jsonb) owner to tomoshibi_gate;
revoke all on function sec.share_screening_counts(jsonb) from public;
grant execute on function sec.share_screening_counts(jsonb) to app_utility;
