-- Who was told what, and who looked: asked for by the person or somebody in their name, answered by letter and as a file.
--
-- A representative's request is never answered by itself: every one of them goes to the municipality's officer, in the
-- same state and the same words, whether or not the person is protected. For a protected person it ends there, here.

create table app.statement_requests (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  agency_id uuid not null,
  case_id uuid,
  referral_ids uuid[] not null check (cardinality(referral_ids) between 1 and 50),
  asked_by text not null check (asked_by in ('self', 'legal-representative', 'guardian', 'delegated')),
  -- How whoever asks was recognised, and the papers of a representative: kinds of papers, never numbers.
  identity text[] not null check (cardinality(identity) > 0 and identity <@ array['my-number-card', 'driving-licence',
    'residence-card', 'passport', 'disability-certificate', 'two-papers', 'known-in-person']),
  papers text[] not null default '{}' check (papers <@ array['family-register', 'guardian-registration',
    'delegation-letter', 'seal-certificate', 'copy-of-the-persons-paper']),
  language text not null check (language in ('ja', 'ja-easy')),
  -- The number of a formal request (開示請求): only then are names of the municipality's people in the letter.
  formal_number text check (length(formal_number) between 1 and 40),
  delivery text not null check (delivery in ('handed', 'posted')),
  asked_on date not null,
  state text not null check (state in ('checked', 'with-officer', 'released', 'declined', 'issued')),
  recorded_by uuid not null references app.users (id),
  recorded_at timestamptz not null default now(),
  decided_by uuid references app.users (id),
  decided_at timestamptz,
  issued_by uuid references app.users (id),
  issued_at timestamptz,
  issues smallint not null default 0,
  version integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, agency_id) references app.organizations (tenant_id, id),
  foreign key (tenant_id, case_id) references app.cases (tenant_id, id),
  constraint representatives_wait_for_the_officer check (asked_by = 'self' or (state <> 'checked'
    and (state not in ('released', 'declined', 'issued') or decided_by is not null))),
  constraint representatives_bring_their_papers check (case asked_by
    when 'legal-representative' then 'family-register' = any (papers)
    when 'guardian' then 'guardian-registration' = any (papers)
    when 'delegated' then 'delegation-letter' = any (papers) and papers && array['seal-certificate', 'copy-of-the-persons-paper']
    else true end),
  constraint who_decides_did_not_record check (decided_by <> recorded_by)
);

-- Where one complains: the company's desk, the municipality's, and the commission as this municipality prints it.
create table app.complaint_desks (
  owner_id uuid not null,
  kind text not null check (kind in ('company', 'municipality', 'commission')),
  name text not null check (length(name) between 1 and 80),
  phone text not null check (length(phone) between 3 and 30),
  hours text check (length(hours) between 1 and 80),
  version integer not null default 1,
  primary key (owner_id, kind)
);

do $$
declare t text;
begin
  foreach t in array array['statement_requests', 'complaint_desks'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('grant select, insert, update on app.%I to tomoshibi_gate', t);
    execute format('create policy gate_passes on app.%I to tomoshibi_gate using (true) with check (true)', t);
  end loop;
end $$;

-- Protected, or of a household that is (db/migrations/0030 marks both).
create function sec.is_hidden_matter(the_tenant uuid, referrals uuid[]) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from app.referrals f left join app.cases c on c.tenant_id = f.tenant_id and c.id = f.case_id
    where f.tenant_id = the_tenant and f.id = any (referrals)
      and (coalesce(c.protected, false) or sec.is_protected_report(f.reporter_id, f.report_id)));
end $$;

create function sec.complaint_routes(the_tenant uuid, companies uuid[]) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('kind', x.kind, 'name', coalesce(d.name, x.name), 'phone',
      coalesce(d.phone, x.phone), 'hours', d.hours, 'version', coalesce(d.version, 0)) order by x.place, x.name), '[]')
    from (select 1 as place, 'company' as kind, o.id as owner, o.name, o.phone from app.organizations o where o.id = any (companies)
      union all select 2, 'municipality', the_tenant, coalesce(o.name, t.name), o.phone from app.tenants t
        left join app.organizations o on o.tenant_id = t.id and o.kind in ('municipality', 'prefecture') where t.id = the_tenant
      union all select 3, 'commission', the_tenant, null, null) x
    left join app.complaint_desks d on d.owner_id = x.owner and d.kind = x.kind $$;

-- p: {kind, name, phone, hours?, version}. A company keeps its own desk, the municipality its own and the commission's.
create function sec.keep_complaint_desk(p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.speaker(); owner uuid;
begin
  perform sec.require_role(case when p ->> 'kind' = 'company' then array['liaison', 'utility_admin']
    else array['municipal_officer', 'tenant_admin'] end);
  owner := case when p ->> 'kind' = 'company' then u.organization_id else u.tenant_id end;
  insert into app.complaint_desks as d (owner_id, kind, name, phone, hours)
    values (owner, p ->> 'kind', p ->> 'name', p ->> 'phone', p ->> 'hours')
    on conflict (owner_id, kind) do update set name = excluded.name, phone = excluded.phone, hours = excluded.hours,
      version = d.version + 1 where d.version = (p ->> 'version')::integer;
  if not found then raise exception 'complaint-desk-changed' using errcode = 'TM409'; end if;
  perform audit.append(coalesce(u.tenant_id, u.organization_id), u.id, 'complaint-desk.changed', null, owner,
    jsonb_build_object('kind', p ->> 'kind'));
end $$;

create function sec.own_complaint_desks() returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(x) filter (where case sec.has_role('liaison') or sec.has_role('utility_admin')
      when true then x ->> 'kind' = 'company' else x ->> 'kind' <> 'company' end), '[]')
    from jsonb_array_elements(sec.complaint_routes(sec.tenant(), array[sec.organization()])) x
   where sec.has_role('liaison') or sec.has_role('utility_admin') or sec.has_role('municipal_officer') or sec.has_role('tenant_admin') $$;

-- What passed about these reports, and in conference about the case. `hidden`: only what everybody's page shows whose level
-- is `received`. What was shared without consent and may not be told yet (dated, with its reason) waits for that day.
create function sec.told_about(the_tenant uuid, reports jsonb, the_case uuid, hidden boolean) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'at', s.at, 'provider', p.name, 'recipient', q.name,
      'categories', s.categories, 'purpose', s.purpose, 'ground', s.ground, 'until', s.until, 'word', s.level, 'spoken', w.way,
      'art29', s.art29_record_duty, 'recalled', coalesce(c.withdrawn_at is not null, false)) order by s.at, s.id), '[]')
    from app.sharings s join app.organizations p on p.id = s.provider_id join app.organizations q on q.id = s.recipient_id
      left join jsonb_array_elements(reports) r on s.report_organization_id = (r ->> 'company')::uuid
        and s.report_id = (r ->> 'report')::uuid
      left join app.consents c on c.organization_id = s.report_organization_id and c.id = s.consent_id
      left join app.spoken_sharings w on w.tenant_id = s.tenant_id and w.id = s.id
      left join app.judgements j on j.provider_id = s.provider_id and j.id = s.judgement_id
      left join app.conference_items i on i.tenant_id = s.tenant_id and i.id = s.item_id and s.report_id is null
   where s.tenant_id = the_tenant and (r is not null or i.case_id = the_case)
     and coalesce(j.not_told_until < sec.today(), true) and (not hidden or (s.purpose in ('consultation', 'feedback')
     and s.report_organization_id in (s.provider_id, s.recipient_id) and coalesce(s.level, 'received') in ('received', 'closed')
     and (r ->> 'agency')::uuid in (s.provider_id, s.recipient_id))));
end $$;

create function sec.recalls_about(the_tenant uuid, reports jsonb, hidden boolean) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('recipient', o.name, 'openedAt', k.opened_at, 'dueOn', k.due_on, 'settled',
      k.state = 'settled', 'settledAt', k.settled_at, 'lines', (select coalesce(jsonb_agg(x - 'attestedBy' - 'attestedAt'), '[]')
        from jsonb_array_elements(sec.recall_lines(k)) x)) order by k.opened_at, o.name), '[]')
    from app.recalls k join app.organizations o on o.id = k.recipient_id
   where k.tenant_id = the_tenant and exists (select 1 from jsonb_array_elements(reports) r join app.sharings s
       on s.report_organization_id = (r ->> 'company')::uuid and s.report_id = (r ->> 'report')::uuid
     where s.report_organization_id = k.consent_organization_id and s.consent_id = k.consent_id
       and s.recipient_id = k.recipient_id
       and (not hidden or k.recipient_id = (r ->> 'agency')::uuid)) $$;

-- Who of the municipality's side looked: organisation, teams or roles, time, and what was done. Names on a formal request.
create function sec.looks_at(the_tenant uuid, things uuid[], the_subjects uuid[], formal boolean) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'action', e.action, 'organization', o.name, 'roles', u.roles,
      'teams', (select coalesce(jsonb_agg(t.name order by t.name), '[]') from app.team_members m join app.teams t
        on t.tenant_id = m.tenant_id and t.id = m.team_id where m.tenant_id = e.scope_id and m.user_id = u.id),
      'name', case when formal then u.display_name end) order by e.at, e.sequence), '[]')
    from audit.entries e left join app.users u on u.id = e.actor_id left join app.organizations o on o.id = u.organization_id
   where e.scope_id = the_tenant and (e.action ~ '\.(read|listed|exported|candidates-read|opened|searched)$')
     and e.action not in ('session.opened', 'recall.opened', 'case.opened')
     and (e.object_id = any (things) or e.subject_id = any (the_subjects) or (e.detail like '%"ids"%' and
       exists (select 1 from jsonb_array_elements_text(case jsonb_typeof(e.detail::jsonb -> 'ids') when 'array'
         then e.detail::jsonb -> 'ids' else '[]' end) i where i = any (things::text[])))) $$;

create function sec.reports_of(the_tenant uuid, referrals uuid[]) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(distinct jsonb_build_object('company', f.reporter_id, 'report', f.report_id, 'agency', (select x.agency_id
      from app.referrals x where x.tenant_id = f.tenant_id and x.reporter_id = f.reporter_id and x.report_id = f.report_id
      and x.redirected_from is null))), '[]') from app.referrals f where f.tenant_id = the_tenant and f.id = any (referrals) $$;

create function sec.may_work_on_referrals(referrals uuid[]) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return sec.is_case_worker() and (select count(*) from app.referrals f where f.tenant_id = sec.tenant()
    and f.agency_id = sec.organization() and f.id = any (referrals) and (f.case_id is null or sec.may_see_case(f.case_id))
    and (not f.protected or sec.may_see_protected_report(f.id))) = cardinality(referrals);
end $$;

-- p: {id, caseId?, referralIds, askedBy, identity, papers, language, formalNumber?, delivery, askedOn}
create function sec.ask_statement(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.speaker(); r app.statement_requests; ids uuid[];
begin
  select array_agg(distinct x::uuid) into ids from jsonb_array_elements_text(p -> 'referralIds') x;
  if not coalesce(sec.may_work_on_referrals(ids), false) or (p ->> 'caseId' is not null and not sec.may_see_case((p ->> 'caseId')::uuid)) then
    raise exception 'referral-missing' using errcode = 'TM404';
  end if;
  if (p ->> 'askedOn')::date > sec.today() then raise exception 'asked-in-the-future' using errcode = 'TM422'; end if;
  if p ->> 'askedBy' = 'self' and p ->> 'delivery' = 'posted' and sec.is_hidden_matter(u.tenant_id, ids) then
    raise exception 'protected-by-hand-only' using errcode = 'TM422';
  end if;
  insert into app.statement_requests (tenant_id, id, agency_id, case_id, referral_ids, asked_by, identity, papers, language,
      formal_number, delivery, asked_on, state, recorded_by)
    values (u.tenant_id, (p ->> 'id')::uuid, u.organization_id, (p ->> 'caseId')::uuid, ids, p ->> 'askedBy',
      array(select jsonb_array_elements_text(p -> 'identity')), array(select jsonb_array_elements_text(p -> 'papers')),
      p ->> 'language', p ->> 'formalNumber', p ->> 'delivery', (p ->> 'askedOn')::date,
      case p ->> 'askedBy' when 'self' then 'checked' else 'with-officer' end, u.id)
    on conflict do nothing;
  select * into r from app.statement_requests x where x.tenant_id = u.tenant_id and x.id = (p ->> 'id')::uuid and x.recorded_by = u.id;
  if r.id is null then raise exception 'referral-missing' using errcode = 'TM404'; end if;
  perform audit.append(u.tenant_id, u.id, 'statement.asked', null, r.id, jsonb_build_object('by', r.asked_by, 'identity', r.identity,
    'papers', r.papers, 'formal', r.formal_number is not null));
  if r.state = 'with-officer' then
    perform sec.enqueue('tell-officers', jsonb_build_object('tenantId', u.tenant_id, 'requestId', r.id));
  end if;
  return jsonb_build_object('id', r.id, 'state', r.state, 'version', r.version);
end $$;

create function sec.list_statement_requests() returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'askedBy', r.asked_by, 'askedOn', r.asked_on, 'state', r.state,
      'identity', r.identity, 'papers', r.papers, 'language', r.language, 'formalNumber', r.formal_number, 'delivery', r.delivery,
      'issuedAt', r.issued_at, 'version', r.version, 'agency', o.name, 'recordedBy', u.display_name, 'recordedByMe',
      r.recorded_by = sec.user_id(), 'caseId', case when sec.is_case_worker() then r.case_id end, 'caseNumber', case when sec.is_case_worker() then c.number end,
      'protected', case when sec.has_role('municipal_officer') then sec.is_hidden_matter(r.tenant_id, r.referral_ids) end)
      order by r.asked_on desc, r.id desc), '[]')
    from app.statement_requests r join app.organizations o on o.id = r.agency_id join app.users u on u.id = r.recorded_by
      left join app.cases c on c.tenant_id = r.tenant_id and c.id = r.case_id
   where r.tenant_id = sec.tenant() and (sec.may_work_on_referrals(r.referral_ids)
     or (sec.has_role('municipal_officer') and r.asked_by <> 'self')) $$;

-- p: {id, version, decision: released | declined}. For a protected person nothing is released to a representative, by nobody.
create function sec.decide_statement(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.speaker(); r app.statement_requests;
begin
  perform sec.require_role(array['municipal_officer']);
  select * into r from app.statement_requests x where x.tenant_id = u.tenant_id and x.id = (p ->> 'id')::uuid
    and x.asked_by <> 'self' for update;
  if not found then raise exception 'statement-missing' using errcode = 'TM404'; end if;
  if r.version <> (p ->> 'version')::integer or r.state <> 'with-officer' then
    raise exception 'statement-changed' using errcode = 'TM409';
  end if;
  if r.recorded_by = u.id then raise exception 'statement-recorded-by-you' using errcode = '42501'; end if;
  if p ->> 'decision' = 'released' and sec.is_hidden_matter(r.tenant_id, r.referral_ids) then
    raise exception 'statement-stops' using errcode = '42501';
  end if;
  update app.statement_requests x set state = p ->> 'decision', decided_by = u.id, decided_at = now(), version = x.version + 1
   where x.tenant_id = r.tenant_id and x.id = r.id;
  perform audit.append(u.tenant_id, u.id, 'statement.decided', null, r.id, jsonb_build_object('decision', p ->> 'decision'));
  return true;
end $$;
