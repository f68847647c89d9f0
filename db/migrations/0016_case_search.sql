-- Cases are found by name, telephone and address although the household is sealed: pairs of neighbouring characters as
-- keyed hashes. Whoever does not see a case does not find it either.
create table app.case_search (
  tenant_id uuid not null,
  case_id uuid not null,
  key bytea not null check (octet_length(key) = 16),
  primary key (tenant_id, case_id, key),
  foreign key (tenant_id, case_id) references app.cases (tenant_id, id) on delete cascade
);
create index case_search_by_key on app.case_search (tenant_id, key);

alter table app.case_search enable row level security;
alter table app.case_search force row level security;
grant select, insert, delete on app.case_search to tomoshibi_gate;
create policy gate_passes on app.case_search to tomoshibi_gate using (true) with check (true);

grant select, insert, delete on app.case_search to app_welfare;
create policy stays_in_the_tenant on app.case_search as restrictive to app_welfare
  using (tenant_id = (select sec.tenant())) with check (tenant_id = (select sec.tenant()));
create policy who_sees_a_case_finds_it on app.case_search for select to app_welfare
  using (sec.may_see_case(case_id));
create policy who_sees_a_case_makes_it_findable on app.case_search for insert to app_welfare
  with check (sec.may_see_case(case_id));
create policy who_sees_a_case_renews_its_keys on app.case_search for delete to app_welfare
  using (sec.may_see_case(case_id));
