-- The person's own page: the code from the letter opens what everybody may know, code and kept number together open
-- what concerns the person. Nothing here tells whether somebody is known.

create function sec.new_guidance_codes(p jsonb) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users; n integer;
begin
  perform sec.require_role(array['field_worker', 'arrears_clerk', 'liaison']);
  u := sec.speaker();
  -- A letter about a report that the speaker may see is tied to it at once; a leaflet is, when it is handed over. Never
  -- to an immediate danger: whoever opens the letter in that home may be the one who was reported.
  insert into app.guidance_codes (code_hash, organization_id, tenant_id, kind, number, language, window_id, pin_hash,
      pin_issued_times, report_id, handed_by, handed_on, stage, channel, wording_version)
    select decode(x ->> 'codeHash', 'hex'), u.organization_id, (x ->> 'tenantId')::uuid, x ->> 'kind', x ->> 'number',
      x ->> 'language', (x ->> 'windowId')::uuid, decode(x ->> 'pinHash', 'hex'),
      case when x ->> 'pinHash' is null then 0 else 1 end, r.id, case when x ->> 'kind' = 'letter' then u.id end,
      case when x ->> 'kind' = 'letter' then sec.today() end,
      x ->> 'stage', x ->> 'channel', x ->> 'wordingVersion'
      from jsonb_array_elements(p) x left join app.reports r on r.organization_id = u.organization_id
        and r.id = (x ->> 'reportId')::uuid and r.kind <> 'danger' and (r.written_by = u.id or u.roles && array['arrears_clerk', 'liaison']);
  get diagnostics n = row_count;
  perform audit.append(u.organization_id, u.id, 'letter.issued', null, null, jsonb_build_object('count', n));
  return n;
end $$;

-- A leaflet handed over at the door, or a letter promised on the phone, is tied to its report. g: {number?, codeHash?, pinHash}
create function sec.link_guidance(company uuid, saved app.reports, g jsonb, author uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if g is null or jsonb_typeof(g) <> 'object' then return; end if;
  update app.guidance_codes x set report_id = saved.id, pin_hash = coalesce(decode(g ->> 'pinHash', 'hex'), x.pin_hash),
      pin_issued_times = x.pin_issued_times + case when g ->> 'pinHash' is null then 0 else 1 end,
      handed_by = author, handed_on = sec.today(), pin_attempts = 0, locked_until = null
   where x.organization_id = company and (x.report_id is null or x.report_id = saved.id)
     and (x.number = g ->> 'number' or x.code_hash = decode(g ->> 'codeHash', 'hex'));
  if not found then raise exception 'leaflet-unknown-or-used' using errcode = 'TM422'; end if;
  -- One leaflet fewer: it may be the one under the mark at which more are ordered (db/migrations/0021).
  perform sec.tell_low_leaflets(company);
end $$;

create function sec.public_guidance(the_code_hash text) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('tenantId', t.id, 'tenantName', t.name, 'municipalityCode', t.municipality_code,
      'organizationName', o.name, 'kind', g.kind, 'language', g.language, 'windowId', g.window_id, 'agencyId',
      (select a.id from app.organizations a left join app.contact_windows w on w.id = g.window_id
        where a.tenant_id = g.tenant_id and a.kind = 'consultation-agency'
        order by a.id is not distinct from w.organization_id desc, a.created_at, a.id limit 1))
    from app.guidance_codes g join app.tenants t on t.id = g.tenant_id join app.organizations o on o.id = g.organization_id
   where g.code_hash = decode(the_code_hash, 'hex') $$;

-- Five tries, then half an hour of rest. Wrong number, no number yet and unknown code answer alike.
create function sec.open_own_page(the_code_hash text, the_pin_hash text, token_hash text) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare g app.guidance_codes;
begin
  select * into g from app.guidance_codes x where x.code_hash = decode(the_code_hash, 'hex') for update;
  if not found or g.pin_hash is null or g.report_id is null or g.locked_until > now() then return false; end if;
  if g.pin_hash <> decode(the_pin_hash, 'hex') then
    update app.guidance_codes x set pin_attempts = (x.pin_attempts + 1) % 5,
      locked_until = case when x.pin_attempts >= 4 then now() + interval '30 minutes' end where x.code_hash = g.code_hash;
    return false;
  end if;
  update app.guidance_codes x set pin_attempts = 0 where x.code_hash = g.code_hash;
  insert into app.own_page_openings as x (code_hash, opened_on) values (g.code_hash, sec.today())
    on conflict (code_hash, opened_on) do update set times = x.times + 1;
  insert into auth.sessions (token_hash, plane, guidance_code_hash, idle_minutes, idle_until, absolute_until)
    values (decode(open_own_page.token_hash, 'hex'), 'public', g.code_hash, 15, now() + interval '15 minutes', now() + interval '1 hour');
  return true;
end $$;

create function sec.own_guidance() returns app.guidance_codes
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select g from app.guidance_codes g where g.code_hash = (sec.session()).guidance_code_hash $$;

-- Who was told what, when, on which ground, and whether it can still be read. The agency's inner work is not here.
create function sec.own_page() returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare g app.guidance_codes; r app.reports; c app.consents; shared jsonb; terms record;
begin
  g := sec.own_guidance();
  if g.code_hash is null then return null; end if;
  select * into r from app.reports x where x.organization_id = g.organization_id and x.id = g.report_id;
  select * into c from app.consents x where x.organization_id = r.organization_id and x.id = r.consent_id;
  select coalesce(jsonb_agg(jsonb_build_object('at', s.at, 'provider', p.name, 'recipient', q.name, 'categories', s.categories,
      'purpose', s.purpose, 'ground', s.ground, 'until', s.until, 'word', s.level, 'recalled',
      coalesce(x.withdrawn_at is not null, false)) order by s.at), '[]') into shared
    from app.sharings s join app.organizations p on p.id = s.provider_id join app.organizations q on q.id = s.recipient_id
      left join app.consents x on x.organization_id = s.report_organization_id and x.id = s.consent_id
   where s.report_organization_id = r.organization_id and s.report_id = r.id;
  perform audit.append(g.tenant_id, null, 'own-page.read', r.subject_id, r.id, '{}');
  select * into terms from sec.agreement_terms(g.tenant_id, g.organization_id);
  return jsonb_build_object('tenantId', g.tenant_id, 'organizationId', r.organization_id, 'subjectId', r.subject_id,
    'tenantName', (select t.name from app.tenants t where t.id = g.tenant_id), 'organizationName',
    (select o.name from app.organizations o where o.id = g.organization_id), 'allowed', terms.categories, 'ceiling',
    terms.ceiling, 'wrappedKey', (select encode(s.wrapped_key, 'base64') from app.subjects s
      where s.scope_id = r.organization_id and s.id = r.subject_id), 'reportState', r.state, 'language', g.language, 'windowId', g.window_id, 'sharings', shared, 'consent',
    case when c.id is null then null else jsonb_build_object('id', c.id, 'outcome', c.outcome, 'categories', c.categories,
      'purposes', c.purposes, 'until', c.until, 'obtainedAt', c.obtained_at, 'method', c.method, 'withdrawnAt',
      c.withdrawn_at, 'feedbackLevel', c.feedback_level, 'wordingVersion', c.wording_version,
      'numberIssuedOn', c.number_issued_on) end,
    'number', jsonb_build_object('issuedOn', g.handed_on, 'issuedTimes', g.pin_issued_times), 'openings',
    (select coalesce(jsonb_agg(jsonb_build_object('on', x.opened_on, 'times', x.times) order by x.opened_on desc), '[]')
      from app.own_page_openings x where x.code_hash = g.code_hash));
end $$;

create function sec.own_withdraw() returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare g app.guidance_codes;
begin
  g := sec.own_guidance();
  return sec.withdraw_all(g.organization_id, g.report_id, null, 'own-page');
end $$;

-- The person signs out; what else this session could do ends with it.
create function sec.close_own_page() returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update auth.sessions s set revoked_at = now()
   where s.token_hash = (sec.session()).token_hash and s.guidance_code_hash is not null $$;

-- The person agrees alone: a new consent for the report that waits for it. p as for sec.write_consent.
create function sec.own_consent(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare g app.guidance_codes; r app.reports;
begin
  g := sec.own_guidance();
  select * into r from app.reports x where x.organization_id = g.organization_id and x.id = g.report_id
    for no key update;
  if r.id is null then raise exception 'report-missing' using errcode = 'TM404'; end if;
  -- A no ends every yes that still holds: what was shared on it is recalled, not only what would come.
  if p ->> 'outcome' <> 'given' then perform sec.withdraw_all(r.organization_id, r.id, null, 'own-page'); end if;
  perform sec.write_consent(r.organization_id, null, p || jsonb_build_object('subjectId', r.subject_id,
    'recipientTenantId', g.tenant_id, 'method', 'self-service'));
  update app.consents x set number_issued_by = g.handed_by, number_issued_on = g.handed_on
   where x.organization_id = r.organization_id and x.id = (p ->> 'id')::uuid;
  -- With the person's own yes the draft is in the liaison's hands, as if its author had handed it over.
  update app.reports x set consent_id = (p ->> 'id')::uuid, version = x.version + 1, updated_at = now(),
      passed_on_at = coalesce(x.passed_on_at, case when p ->> 'outcome' = 'given' then now() end)
   where x.organization_id = r.organization_id and x.id = r.id;
  perform sec.enqueue('notify', jsonb_build_object('kind', 'report-passed-on', 'organizationId', r.organization_id, 'reportId', r.id));
  perform audit.append(g.tenant_id, null, 'consent.recorded', r.subject_id, (p ->> 'id')::uuid,
    jsonb_build_object('method', 'self-service', 'outcome', p ->> 'outcome', 'number-issued-by', g.handed_by,
      'number-issued-on', g.handed_on, 'numbers-issued', g.pin_issued_times, 'page-opened',
      (select coalesce(sum(x.times), 0) from app.own_page_openings x where x.code_hash = g.code_hash)));
  return true;
end $$;

-- p: {id, agencyId, subjectId, wrappedKey, sealed, language}; from the code alone, nothing needs to be known.
create function sec.request_contact(the_code_hash text, p jsonb) returns void
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
  perform sec.enqueue('notify', jsonb_build_object('kind', 'contact-request', 'tenantId', g.tenant_id, 'requestId', p ->> 'id'));
  perform audit.append(g.tenant_id, null, 'contact.requested', (p ->> 'subjectId')::uuid, (p ->> 'id')::uuid, '{}');
end $$;

-- Ownership and the list of who may call what, in one place; everything else is closed to everybody.
do $$
declare f record; grants jsonb := '{
  "app_utility": ["record_consent", "withdraw_consent", "save_report", "submit_report", "report_danger", "danger_speaker",
    "replayed_answer", "update_report",
    "withdraw_report", "review_danger", "new_guidance_codes", "agreement_terms", "today"],
  "app_welfare": ["feedback_terms", "give_feedback", "redirect_referral", "withdraw_consent_for", "agreement_terms", "today"],
  "app_auditor": ["today"],
  "app_login": ["is_demo"],
  "app_worker": ["today"],
  "app_public": ["public_guidance", "open_own_page", "own_page", "own_withdraw", "close_own_page", "own_consent", "request_contact", "today", "is_demo"]
}';
begin
  for f in select p.oid::regprocedure as name, p.proname from pg_proc p
      where p.pronamespace = 'sec'::regnamespace and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f.name);
    execute format('revoke all on function %s from public', f.name);
  end loop;
  for f in select r.key as plane, p.oid::regprocedure as name from jsonb_each(grants) r,
      jsonb_array_elements_text(r.value) n join pg_proc p on p.proname = n and p.pronamespace = 'sec'::regnamespace loop
    execute format('grant execute on function %s to %I', f.name, f.plane);
  end loop;
end $$;
