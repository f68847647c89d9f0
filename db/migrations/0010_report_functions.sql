-- What a company may do with its reports. One call, one transaction: acknowledged means committed.
-- A receipt's number sends what was no draft before in one go; a draft is sent by sec.dispatch_report.
create function sec.upsert_report(company uuid, author uuid, r jsonb, receipt text) returns app.reports
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
        version = x.version + 1, updated_at = now()
      where x.organization_id = company and x.id = found_report.id returning * into saved;
    return saved;
  end if;
  if coalesce((r ->> 'version')::int, 0) <> 0 then raise exception 'report-missing' using errcode = 'TM404'; end if;
  insert into app.reports (organization_id, id, tenant_id, subject_id, kind, urgency, supply_kind, stop_on, stopped_on,
      consent_id, window_id, leaflet_number, sealed, written_by, receipt_number, state, sent_by, sent_at)
    values (company, (r ->> 'id')::uuid, (r ->> 'tenantId')::uuid, (r ->> 'subjectId')::uuid, r ->> 'kind',
      r ->> 'urgency', r ->> 'supplyKind', (r ->> 'stopOn')::date, (r ->> 'stoppedOn')::date,
      (r ->> 'consentId')::uuid, (r ->> 'windowId')::uuid, r ->> 'leafletNumber', decode(r ->> 'sealed', 'base64'), author,
      receipt, case when receipt is null then 'draft' else 'sent' end,
      case when receipt is not null then author end, case when receipt is not null then clock_timestamp() end)
    returning * into saved;
  return saved;
end $$;

-- The key is claimed first: a second request with it waits for the first and then gets the same answer.
create function sec.claim_key(scope uuid, the_key uuid, the_hash bytea) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare k app.idempotency_keys;
begin
  insert into app.idempotency_keys (scope_id, key, body_hash) values (scope, the_key, the_hash) on conflict do nothing;
  if found then return null; end if;
  select * into k from app.idempotency_keys x where x.scope_id = scope and x.key = the_key;
  if k.body_hash <> the_hash then raise exception 'key-used-for-another-request' using errcode = 'TM422'; end if;
  return k.answer || jsonb_build_object('replayed', true);
end $$;

-- The answer that this key has had before, so that a retry needs nothing but the same request; null for a new key.
create function sec.replayed_answer(the_key uuid, the_hash text) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare k app.idempotency_keys;
begin
  select * into k from app.idempotency_keys x where x.scope_id = sec.organization() and x.key = the_key;
  if k.key is null then return null; end if;
  if k.body_hash <> decode(the_hash, 'hex') then
    raise exception 'key-used-for-another-request' using errcode = 'TM422';
  end if;
  return k.answer;
end $$;

create function sec.save_report(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
<<held>>
declare u app.users; saved app.reports; old_author uuid; handed_over boolean; answer jsonb;
begin
  perform sec.require_role(array['field_worker', 'arrears_clerk', 'liaison']);
  u := sec.speaker();
  answer := sec.claim_key(u.organization_id, (p ->> 'key')::uuid, decode(p ->> 'bodyHash', 'hex'));
  if answer is not null then return answer; end if;
  select x.written_by, x.passed_on_at is not null into old_author, handed_over from app.reports x
   where x.organization_id = u.organization_id and x.id = (p -> 'report' ->> 'id')::uuid;
  if old_author is not null and old_author <> u.id and not u.roles && array['liaison', 'arrears_clerk'] then
    raise exception 'report-missing' using errcode = 'TM404';
  end if;
  if (p ->> 'passOn')::boolean and old_author <> u.id and not coalesce(handed_over, false) then
    raise exception 'report-not-handed-over' using errcode = '42501';
  end if;
  if p -> 'consent' is not null and jsonb_typeof(p -> 'consent') = 'object' then
    perform sec.write_consent(u.organization_id, u.id, p -> 'consent');
  end if;
  saved := sec.upsert_report(u.organization_id, u.id, p -> 'report', null);
  if (p ->> 'passOn')::boolean then
    update app.reports x set passed_on_at = coalesce(x.passed_on_at, now())
     where x.organization_id = u.organization_id and x.id = saved.id;
    perform sec.enqueue('notify', jsonb_build_object('kind', 'report-passed-on', 'organizationId', u.organization_id,
      'reportId', saved.id));
  end if;
  perform sec.link_guidance(u.organization_id, saved, p -> 'guidance', u.id);
  perform audit.append(u.organization_id, u.id, 'report.saved', saved.subject_id, saved.id,
    jsonb_build_object('passedOn', coalesce((p ->> 'passOn')::boolean, false)));
  answer := jsonb_build_object('reportId', saved.id, 'version', saved.version, 'state', saved.state);
  update app.idempotency_keys k set answer = held.answer
   where k.scope_id = u.organization_id and k.key = (p ->> 'key')::uuid;
  return answer;
end $$;

-- sec.dispatch_report, which writes ledger, snapshots, referral, outbox and audit of one report: db/migrations/0023_4.

-- Nobody's draft is sent in another's name: a colleague's only after its author handed it over to the liaison.
create function sec.require_own_or_handed_over(u app.users, report uuid) returns void
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select 1 from app.reports x where x.organization_id = u.organization_id and x.id = report
      and x.written_by <> u.id and (x.passed_on_at is null or not 'liaison' = any (u.roles))) then
    raise exception 'report-not-handed-over' using errcode = '42501';
  end if;
end $$;

-- p: {key, bodyHash, ground?, judgementId?, report, consent?, sharing: {id, until, parts}, referral: {id, agencyId, dueAt},
-- householdKeys, receiptNumber, guidance?}; without a ground it goes on consent. Immediate danger has its own door: it is
-- reviewed.
create function sec.submit_report(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users; saved app.reports; answer jsonb; reason text; the_ground text := coalesce(p ->> 'ground', 'consent');
begin
  perform sec.require_role(array['arrears_clerk', 'liaison']);
  if the_ground = 'immediate-danger' then raise exception 'danger-by-its-own-door' using errcode = 'TM422'; end if;
  u := sec.speaker();
  answer := sec.claim_key(u.organization_id, (p ->> 'key')::uuid, decode(p ->> 'bodyHash', 'hex'));
  if answer is not null then return answer; end if;
  if not sec.stepped_up() then raise exception 'stepup_required' using errcode = 'TM401'; end if;
  perform sec.require_own_or_handed_over(u, (p -> 'report' ->> 'id')::uuid);
  if jsonb_typeof(p -> 'consent') = 'object' then
    perform sec.write_consent(u.organization_id, u.id, p -> 'consent');
  end if;
  saved := sec.upsert_report(u.organization_id, u.id, p -> 'report', p ->> 'receiptNumber');
  reason := sec.why_not_share(sec.sharing_asked(saved, p) || jsonb_build_object('ground', the_ground,
    'recipientId', p -> 'referral' -> 'agencyId', 'judgementId', p -> 'judgementId'));
  if reason is not null then raise exception '%', reason using errcode = '42501'; end if;
  perform sec.link_guidance(u.organization_id, saved, p -> 'guidance', u.id);
  return sec.dispatch_report(u, saved, p, the_ground);
end $$;

-- Immediate danger asks for no agreement, no step-up, no living session and no consent (APPI Art. 27(1)(ii), 69(2)(iv)):
-- an expired session that nobody signed out still says who is speaking, as long as its cookie lives (90 days). Somebody else looks at it within a business day.
create function sec.report_danger(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users; saved app.reports; answer jsonb; alive boolean;
begin
  select x.* into u from auth.sessions s join app.users x on x.id = s.user_id
   where s.token_hash = decode(nullif(current_setting('app.session', true), ''), 'hex') and s.plane = 'utility'
     and s.revoked_at is null and x.disabled_at is null and s.absolute_until > now() - interval '90 days';
  if not found then raise exception 'no-session' using errcode = 'TM401'; end if;
  answer := sec.claim_key(u.organization_id, (p ->> 'key')::uuid, decode(p ->> 'bodyHash', 'hex'));
  if answer is not null then return answer; end if;
  -- Written here and now: danger turns nobody's draft, nor one's own, into something that asks for no consent.
  if exists (select 1 from app.reports x where x.organization_id = u.organization_id
      and x.id = (p -> 'report' ->> 'id')::uuid) then
    raise exception 'report-missing' using errcode = 'TM404';
  end if;
  alive := (sec.session()).token_hash is not null;
  saved := sec.upsert_report(u.organization_id, u.id, p -> 'report', p ->> 'receiptNumber');
  insert into app.danger_reviews (organization_id, report_id, due_on, called_119_or_110, session_was_expired, reported_by)
    values (u.organization_id, saved.id, (p ->> 'reviewDueOn')::date, (p ->> 'called')::boolean, not alive, u.id);
  return sec.dispatch_report(u, saved, p, 'immediate-danger');
end $$;

-- Who speaks in danger, and to whom it can go: the agencies among the windows of the place, else where this person or
-- company reported last, else the agency of an agreement. Null when nobody signed in on this device.
create function sec.danger_speaker(candidates uuid[]) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users; usual uuid;
begin
  select x.* into u from auth.sessions s join app.users x on x.id = s.user_id
   where s.token_hash = decode(nullif(current_setting('app.session', true), ''), 'hex') and s.plane = 'utility'
     and s.revoked_at is null and x.disabled_at is null and s.absolute_until > now() - interval '90 days';
  if not found then return null; end if;
  select f.agency_id into usual from app.reports r join app.referrals f on f.reporter_id = r.organization_id
     and f.report_id = r.id where r.organization_id = u.organization_id
   order by u.id in (r.written_by, r.sent_by) desc, f.sent_at desc limit 1;
  if usual is null then
    select o.id into usual from app.agreement_parties p join app.agreements a on a.tenant_id = p.tenant_id
       and a.id = p.agreement_id and a.state = 'in-force' join app.organizations o on o.tenant_id = a.tenant_id
       and o.kind = 'consultation-agency' where p.organization_id = u.organization_id order by a.id desc, o.id limit 1;
  end if;
  return jsonb_build_object('organizationId', u.organization_id, 'userId', u.id, 'usualAgencyId', usual, 'agencies',
    (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'tenantId', o.tenant_id, 'name', o.name, 'phone', o.phone,
        'duty', (select jsonb_build_object('name', d.label, 'phone', d.phone) from app.duty_roster d
          where d.agency_id = o.id and d.starts_at <= now() and d.ends_at > now() order by d.starts_at limit 1))), '[]')
      from app.organizations o where o.kind = 'consultation-agency' and (o.id = any (candidates) or o.id = usual)));
end $$;

-- p: {key, bodyHash, reportId, field, sealed, id, sharing: {id, until, parts}, stopOn?, stoppedOn?}. It goes on what the
-- report last went on.
create function sec.update_report(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
<<held>>
declare u app.users; r app.reports; f app.referrals; last app.sharings; answer jsonb; reason text; the_ground text;
begin
  perform sec.require_role(array['arrears_clerk', 'liaison']);
  u := sec.speaker();
  answer := sec.claim_key(u.organization_id, (p ->> 'key')::uuid, decode(p ->> 'bodyHash', 'hex'));
  if answer is not null then return answer; end if;
  if not sec.stepped_up() then raise exception 'stepup_required' using errcode = 'TM401'; end if;
  -- No key is changed: an agency that writes beside this report (case, feedback, redirection) does not wait for it.
  select * into r from app.reports x where x.organization_id = u.organization_id and x.id = (p ->> 'reportId')::uuid
    for no key update;
  if not found then raise exception 'report-missing' using errcode = 'TM404'; end if;
  if r.state <> 'sent' then raise exception 'report-not-sent' using errcode = 'TM409'; end if;
  select * into f from app.referrals x where x.reporter_id = u.organization_id and x.report_id = r.id
   and x.state <> 'redirected' order by x.sent_at desc limit 1 for update;
  select * into last from app.sharings s where s.report_organization_id = r.organization_id and s.report_id = r.id
    and s.provider_id = r.organization_id and s.purpose = 'consultation' order by s.at desc, s.id desc limit 1;
  -- What somebody saw as danger once is no ground for telling of arrears later.
  the_ground := case when last.judgement_id is null then 'consent' else last.ground end;
  reason := sec.why_not_share(sec.sharing_asked(r, p) || jsonb_build_object('ground', the_ground,
    'recipientId', f.agency_id, 'judgementId', last.judgement_id));
  if reason is not null then raise exception '%', reason using errcode = '42501'; end if;
  perform sec.write_sharing(jsonb_build_object('id', p -> 'sharing' -> 'id', 'tenantId', r.tenant_id,
    'providerId', u.organization_id, 'recipientId', f.agency_id, 'reportOrganizationId', u.organization_id,
    'reportId', r.id, 'purpose', 'consultation', 'ground', the_ground,
    'consentId', case when the_ground = 'consent' then r.consent_id end,
    'until', p -> 'sharing' -> 'until', 'parts', p -> 'sharing' -> 'parts')
    || sec.basis_of(u.organization_id, last.judgement_id, u.id, u.id));
  insert into app.report_updates (organization_id, report_id, id, tenant_id, sharing_id, field, sealed, written_by)
    values (u.organization_id, r.id, (p ->> 'id')::uuid, r.tenant_id, (p -> 'sharing' ->> 'id')::uuid, p ->> 'field',
      decode(p ->> 'sealed', 'base64'), u.id);
  update app.reports x set stop_on = (p ->> 'stopOn')::date, stopped_on = (p ->> 'stoppedOn')::date,
    version = x.version + 1, updated_at = now() where x.organization_id = u.organization_id and x.id = r.id;
  update app.referrals x set stop_on = (p ->> 'stopOn')::date, stopped_on = (p ->> 'stoppedOn')::date,
    version = x.version + 1, updated_at = now() where x.tenant_id = f.tenant_id and x.id = f.id;
  update app.cases c set stop_on = (p ->> 'stopOn')::date where c.tenant_id = f.tenant_id and c.id = f.case_id;
  perform sec.enqueue('notify', jsonb_build_object('kind', 'report-updated', 'tenantId', r.tenant_id, 'referralId', f.id));
  perform audit.append(r.tenant_id, u.id, 'report.updated', r.subject_id, r.id, jsonb_build_object('field', p ->> 'field'));
  answer := jsonb_build_object('reportId', r.id, 'updateId', p ->> 'id', 'replayed', false);
  update app.idempotency_keys i set answer = held.answer
   where i.scope_id = u.organization_id and i.key = (p ->> 'key')::uuid;
  return answer;
end $$;

-- `sealed_why` is in base64, sealed for the subject by the app; null when the subject's key is gone.
create function sec.withdraw_report(the_report uuid, sealed_why text) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users; r app.reports; f record;
begin
  perform sec.require_role(array['field_worker', 'arrears_clerk', 'liaison']);
  u := sec.speaker();
  select * into r from app.reports x where x.organization_id = u.organization_id and x.id = the_report
    and (x.written_by = u.id or u.roles && array['arrears_clerk', 'liaison']) for no key update;
  if not found then raise exception 'report-missing' using errcode = 'TM404'; end if;
  if r.state = 'withdrawn' then return false; end if;
  if r.state = 'draft' then
    raise exception 'report-not-sent' using errcode = 'TM409';
  end if;
  update app.reports x set state = 'withdrawn', withdrawn_at = now(), withdrawn_because = decode(sealed_why, 'base64'),
    version = x.version + 1, updated_at = now() where x.organization_id = u.organization_id and x.id = r.id;
  for f in update app.referrals x set state = 'withdrawn', version = x.version + 1, updated_at = now()
     where x.reporter_id = u.organization_id and x.report_id = r.id and x.state in ('sent', 'acknowledged')
     returning x.tenant_id, x.id loop
    perform sec.enqueue('notify', jsonb_build_object('kind', 'report-withdrawn', 'tenantId', f.tenant_id, 'referralId', f.id));
  end loop;
  perform audit.append(coalesce(r.tenant_id, u.organization_id), u.id, 'report.withdrawn', r.subject_id, r.id, '{}');
  return true;
end $$;

-- `sealed_finding` as above.
create function sec.review_danger(the_report uuid, sealed_finding text) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users; d app.danger_reviews;
begin
  perform sec.require_role(array['liaison']);
  u := sec.speaker();
  select * into d from app.danger_reviews x where x.organization_id = u.organization_id and x.report_id = the_report for update;
  if not found then raise exception 'report-missing' using errcode = 'TM404'; end if;
  if d.reviewed_by is not null then return false; end if;
  if d.reported_by = u.id then raise exception 'review-by-the-same-person' using errcode = '42501'; end if;
  update app.danger_reviews x set reviewed_by = u.id, reviewed_at = now(), finding = decode(sealed_finding, 'base64')
   where x.organization_id = u.organization_id and x.report_id = the_report;
  perform audit.append(u.organization_id, u.id, 'danger.reviewed', null, the_report, '{}');
  return true;
end $$;
