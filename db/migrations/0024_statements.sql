-- The statement itself: issued by the agency, opened on the person's own page; and what was told by word of mouth.

-- What the letter says. Asked anew each time, so that a protection that came since stops it.
create function sec.issue_statement(request uuid) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.speaker(); r app.statement_requests; reports jsonb; subject uuid;
begin
  select * into r from app.statement_requests x where x.tenant_id = u.tenant_id and x.id = request for update;
  if not found or not sec.may_work_on_referrals(r.referral_ids) then
    raise exception 'statement-missing' using errcode = 'TM404';
  end if;
  if not sec.stepped_up() then raise exception 'stepup_required' using errcode = 'TM401'; end if;
  if r.state not in ('checked', 'released', 'issued') then raise exception 'statement-not-released' using errcode = 'TM409'; end if;
  if sec.is_hidden_matter(r.tenant_id, r.referral_ids) and (r.asked_by <> 'self' or r.delivery = 'posted') then
    raise exception 'statement-stops' using errcode = '42501';
  end if;
  update app.statement_requests x set state = 'issued', issued_by = u.id, issued_at = now(), issues = x.issues + 1,
    version = x.version + 1 where x.tenant_id = r.tenant_id and x.id = r.id;
  select c.subject_id into subject from app.cases c where c.tenant_id = r.tenant_id and c.id = r.case_id;
  reports := sec.reports_of(r.tenant_id, r.referral_ids);
  perform audit.append(r.tenant_id, u.id, 'statement.issued', subject, r.id, jsonb_build_object('formal', r.formal_number is not null));
  return jsonb_build_object('language', r.language, 'formal', r.formal_number is not null, 'askedOn', r.asked_on,
    'askedBy', r.asked_by, 'delivery', r.delivery, 'tenantName', (select t.name from app.tenants t where t.id = r.tenant_id),
    'agency', (select o.name from app.organizations o where o.id = r.agency_id),
    'told', sec.told_about(r.tenant_id, reports, r.case_id, false), 'recalls', sec.recalls_about(r.tenant_id, reports, false),
    'looks', sec.looks_at(r.tenant_id, r.referral_ids || r.case_id, array[subject], r.formal_number is not null),
    'complaints', sec.complaint_routes(r.tenant_id, array(select distinct (x ->> 'company')::uuid from jsonb_array_elements(reports) x)));
end $$;

-- The same for whoever holds code and number, who may be somebody else of the household: of the agencies only that they
-- were told and when they first opened it, so that a protected person's page looks like everybody's.
create function sec.own_statement() returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare g app.guidance_codes; r app.reports; ids uuid[]; reports jsonb; hidden boolean;
begin
  g := sec.own_guidance();
  if g.code_hash is null then return null; end if;
  select * into r from app.reports x where x.organization_id = g.organization_id and x.id = g.report_id;
  ids := array(select f.id from app.referrals f where f.tenant_id = g.tenant_id and f.reporter_id = r.organization_id and f.report_id = r.id);
  reports := sec.reports_of(g.tenant_id, ids);
  hidden := sec.is_hidden_matter(g.tenant_id, ids);
  perform audit.append(g.tenant_id, null, 'own-page.read', r.subject_id, r.id, '{}');
  return jsonb_build_object('told', sec.told_about(g.tenant_id, reports, null, hidden), 'tenantName', (select t.name from app.tenants t where t.id = g.tenant_id),
    'recalls', (select coalesce(jsonb_agg(x - 'lines'), '[]') from jsonb_array_elements(sec.recalls_about(g.tenant_id, reports, hidden)) x),
    'firstLooks', (select coalesce(jsonb_agg(jsonb_build_object('organization', o.name, 'at', (select min(e.at) from audit.entries e
        where e.scope_id = f.tenant_id and e.object_id = f.id and e.action = 'referral.read')) order by f.sent_at), '[]')
      from app.referrals f join app.organizations o on o.id = f.agency_id
      where f.tenant_id = g.tenant_id and f.id = any (ids) and (not hidden or f.redirected_from is null)),
    'companyLooks', (select coalesce(jsonb_agg(jsonb_build_object('on', x.day, 'times', x.n) order by x.day), '[]') from (
        select (e.at at time zone 'Asia/Tokyo')::date as day, count(*) as n from audit.entries e
         where e.scope_id = r.organization_id and e.object_id = r.id and e.action = 'report.read' group by 1) x),
    'company', (select o.name from app.organizations o where o.id = r.organization_id),
    'complaints', sec.complaint_routes(g.tenant_id, array[r.organization_id]));
end $$;

-- Said on the telephone, at a meeting or on paper outside the system: the same gate, the same ledger. p: {id, reportId,
-- categories, way, spokenAt}. Consent given after the words does not carry them.
create function sec.record_spoken_sharing(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.speaker(); r app.reports; agency app.organizations; c app.consents; reason text; cats text[];
  company app.organizations;
begin
  perform sec.require_role(array['arrears_clerk', 'liaison']);
  select * into r from app.reports x where x.organization_id = u.organization_id and x.id = (p ->> 'reportId')::uuid;
  if not found then raise exception 'report-missing' using errcode = 'TM404'; end if;
  if exists (select 1 from app.spoken_sharings x where x.id = (p ->> 'id')::uuid and x.noted_by = u.id) then return false; end if;
  if r.state <> 'sent' then raise exception 'report-not-sent' using errcode = 'TM409'; end if;
  select o.* into agency from app.referrals f join app.organizations o on o.id = f.agency_id
   where f.tenant_id = r.tenant_id and f.reporter_id = r.organization_id and f.report_id = r.id and f.redirected_from is null;
  if (p ->> 'spokenAt')::timestamptz not between now() - interval '31 days' and now() + interval '5 minutes' then
    raise exception 'spoken-time-unlikely' using errcode = 'TM422';
  end if;
  cats := array(select distinct jsonb_array_elements_text(p -> 'categories') order by 1);
  if cardinality(cats) = 0 then raise exception 'nothing-was-told' using errcode = 'TM422'; end if;
  if not sec.stepped_up() then raise exception 'stepup_required' using errcode = 'TM401'; end if;
  reason := sec.why_not_share(jsonb_build_object('ground', 'consent', 'purpose', 'consultation', 'providerId', u.organization_id,
    'recipientId', agency.id, 'tenantId', r.tenant_id, 'reportOrganizationId', r.organization_id, 'reportId', r.id,
    'categories', to_jsonb(cats), 'consentId', r.consent_id));
  if reason is not null then raise exception '%', reason using errcode = '42501'; end if;
  select * into c from app.consents x where x.organization_id = u.organization_id and x.id = r.consent_id;
  if c.obtained_at > (p ->> 'spokenAt')::timestamptz then raise exception 'consent-after-the-words' using errcode = '42501'; end if;
  select * into company from app.organizations o where o.id = u.organization_id;
  insert into app.sharings (tenant_id, id, provider_id, recipient_id, report_organization_id, report_id, categories, purpose,
      ground, consent_id, until, requested_by, decided_by, art29_record_duty)
    values (r.tenant_id, (p ->> 'id')::uuid, u.organization_id, agency.id, r.organization_id, r.id, cats, 'consultation', 'consent',
      c.id, c.until, u.id, u.id, company.legal_kind <> 'municipal-body' and agency.legal_kind <> 'municipal-body');
  insert into app.spoken_sharings (tenant_id, id, way, spoken_at, noted_by)
    values (r.tenant_id, (p ->> 'id')::uuid, p ->> 'way', (p ->> 'spokenAt')::timestamptz, u.id);
  return true;
end $$;

-- The agency told the company on the telephone how far it is. p: {id, referralId, word, way, spokenAt}
create function sec.record_spoken_feedback(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (p ->> 'spokenAt')::timestamptz not between now() - interval '31 days' and now() + interval '5 minutes' then
    raise exception 'spoken-time-unlikely' using errcode = 'TM422';
  end if;
  if not sec.give_feedback((p ->> 'referralId')::uuid, p ->> 'word', (p ->> 'id')::uuid) then return false; end if;
  insert into app.spoken_sharings (tenant_id, id, way, spoken_at, noted_by)
    values (sec.tenant(), (p ->> 'id')::uuid, p ->> 'way', (p ->> 'spokenAt')::timestamptz, sec.user_id());
  return true;
end $$;

do $$
declare f record; grants jsonb := '{
  "app_utility": ["own_recall_tasks", "recall_states", "take_recall", "attest_recall", "record_spoken_sharing",
    "keep_complaint_desk", "own_complaint_desks"],
  "app_welfare": ["own_recall_tasks", "late_recalls", "take_recall", "attest_recall", "record_spoken_feedback", "ask_statement",
    "list_statement_requests", "decide_statement", "issue_statement", "keep_complaint_desk", "own_complaint_desks"],
  "app_worker": ["recalls_to_chase", "set_recall_clock", "people_of_recall"],
  "app_public": ["own_statement"]
}';
begin
  for f in select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('sec', 'audit') and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f.name);
    execute format('revoke all on function %s from public', f.name);
  end loop;
  for f in select r.key as plane, p.oid::regprocedure as name from jsonb_each(grants) r,
      jsonb_array_elements_text(r.value) n join pg_proc p on p.proname = n and p.pronamespace = 'sec'::regnamespace loop
    execute format('grant execute on function %s to %I', f.name, f.plane);
  end loop;
end $$;
