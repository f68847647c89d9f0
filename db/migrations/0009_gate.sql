-- The legal gate in the database: the only way by which personal data pass from one organisation to another.
-- The same rules stand, with their titles and statutes, in src/information-sharing/information-sharing.ts; a property
-- test holds both equal. A refusal is SQLSTATE 42501 with the rule's code as message.

create function sec.today() returns date
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select (now() at time zone 'Asia/Tokyo')::date $$;

-- Without an agreement in force the smallest categories may pass and feedback is at most `received`: an agreement
-- eases a report and is never its condition.
create function sec.agreement_terms(the_tenant uuid, company uuid, out categories text[], out ceiling text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  select a.categories, a.feedback_ceiling into categories, ceiling
    from app.agreements a join app.agreement_parties p on p.tenant_id = a.tenant_id and p.agreement_id = a.id
   where a.tenant_id = the_tenant and p.organization_id = company and a.state = 'in-force'
     and coalesce(a.valid_from, '-infinity') <= sec.today() and coalesce(a.valid_until, 'infinity') >= sec.today()
   order by a.valid_from desc nulls last, a.id desc limit 1;
  if not found then
    categories := array['identity', 'contact', 'supply', 'observation'];
    ceiling := 'received';
  end if;
end $$;

create function sec.level_rank(level text) returns integer
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select array_position(array['none', 'received', 'contacted', 'supported'], level) $$;

-- Why the consent does not carry this sharing; null when it does. Takes the row's lock first: a withdrawal that
-- commits before is seen, one that comes later waits (a policy's EXISTS would not: it reads with an older snapshot).
create function sec.why_consent_does_not_carry(company uuid, consent uuid, the_tenant uuid, the_purpose text,
  the_categories text[]) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare c app.consents;
begin
  if consent is null then return 'consent-missing'; end if;
  select * into c from app.consents x where x.organization_id = company and x.id = consent for share;
  if not found then return 'consent-missing'; end if;
  if c.outcome = 'refused' then return 'consent-refused'; end if;
  if c.outcome = 'not-obtainable' then return 'consent-not-obtainable'; end if;
  if c.withdrawn_at is not null then return 'consent-withdrawn'; end if;
  if c.until < sec.today() then return 'consent-expired'; end if;
  if c.recipient_tenant_id <> the_tenant then return 'consent-names-another-recipient'; end if;
  if the_purpose <> 'redirect' and not the_purpose = any (c.purposes) then return 'consent-lacks-purpose'; end if;
  if not the_categories <@ c.categories and the_purpose <> 'feedback' then return 'consent-lacks-category'; end if;
  return null;
end $$;

-- Writes ledger and snapshots; called only by the functions that decide. p: {id, tenantId, providerId, recipientId,
-- reportOrganizationId, reportId, purpose, ground, consentId, judgementId, itemId, requestId, level, until, requestedBy,
-- decidedBy, parts: [{category, sealed, wrappedKey}]} with sealed and wrappedKey as base64.
create function sec.write_sharing(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare cats text[]; among_private boolean; ends date := (p ->> 'until')::date;
begin
  -- What is shared on a consent or a judgement ends with it at the latest, whatever the caller says.
  if p ->> 'ground' = 'consent' then
    select least(ends, c.until) into ends from app.consents c
     where c.organization_id = (p ->> 'reportOrganizationId')::uuid and c.id = (p ->> 'consentId')::uuid;
  elsif p ->> 'judgementId' is not null then
    select least(ends, j.valid_until) into ends from app.judgements j
     where j.provider_id = (p ->> 'providerId')::uuid and j.id = (p ->> 'judgementId')::uuid;
  end if;
  select coalesce(array_agg(x ->> 'category'), array['feedback']) into cats from jsonb_array_elements(p -> 'parts') x;
  -- APPI Art. 29 asks for a record when a private business gives on consent; a municipal body is neither such a giver
  -- nor a "third party" in its sense (Art. 16(2)), and Art. 27(1) grounds are exempt. The ledger is written always.
  select bool_and(o.legal_kind <> 'municipal-body') into among_private from app.organizations o
   where o.id in ((p ->> 'providerId')::uuid, (p ->> 'recipientId')::uuid);
  insert into app.sharings (tenant_id, id, provider_id, recipient_id, report_organization_id, report_id, categories,
      purpose, ground, consent_id, judgement_id, item_id, request_id, level, until, requested_by, decided_by,
      art29_record_duty)
    values ((p ->> 'tenantId')::uuid, (p ->> 'id')::uuid, (p ->> 'providerId')::uuid, (p ->> 'recipientId')::uuid,
      (p ->> 'reportOrganizationId')::uuid, (p ->> 'reportId')::uuid, cats, p ->> 'purpose', p ->> 'ground',
      (p ->> 'consentId')::uuid, (p ->> 'judgementId')::uuid, (p ->> 'itemId')::uuid, (p ->> 'requestId')::uuid,
      p ->> 'level', ends, (p ->> 'requestedBy')::uuid, (p ->> 'decidedBy')::uuid, p ->> 'ground' = 'consent' and among_private);
  insert into app.snapshots (tenant_id, sharing_id, category, recipient_id, report_organization_id, report_id, sealed,
      wrapped_key, use_until)
    select (p ->> 'tenantId')::uuid, (p ->> 'id')::uuid, x ->> 'category', (p ->> 'recipientId')::uuid,
      (p ->> 'reportOrganizationId')::uuid, (p ->> 'reportId')::uuid, decode(x ->> 'sealed', 'base64'),
      decode(x ->> 'wrappedKey', 'base64'), ends
    from jsonb_array_elements(p -> 'parts') x;
  return (p ->> 'id')::uuid;
end $$;

-- Why something may not pass on any of the grounds is asked at sec.why_not_share (db/migrations/0023_2).

-- p: {id, subjectId, wrappedKey, outcome, recipientTenantId, categories, purposes, feedbackLevel, until, method,
-- capacity, language, wordingVersion, sealed, evidence, obtainedAt}
create function sec.write_consent(company uuid, author uuid, p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.subjects (scope_id, id, wrapped_key)
    values (company, (p ->> 'subjectId')::uuid, decode(p ->> 'wrappedKey', 'base64')) on conflict do nothing;
  insert into app.consents (organization_id, id, subject_id, outcome, recipient_tenant_id, categories, purposes,
      feedback_level, until, method, capacity, language, wording_version, sealed, evidence, obtained_by, obtained_at)
    values (company, (p ->> 'id')::uuid, (p ->> 'subjectId')::uuid, p ->> 'outcome',
      (p ->> 'recipientTenantId')::uuid, array(select jsonb_array_elements_text(p -> 'categories')),
      array(select jsonb_array_elements_text(p -> 'purposes')), coalesce(p ->> 'feedbackLevel', 'received'),
      (p ->> 'until')::date, p ->> 'method', p ->> 'capacity', p ->> 'language', p ->> 'wordingVersion',
      decode(p ->> 'sealed', 'base64'), decode(p ->> 'evidence', 'base64'), author,
      (p ->> 'obtainedAt')::timestamptz);
end $$;

create function sec.record_consent(p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users;
begin
  perform sec.require_role(array['field_worker', 'arrears_clerk', 'liaison']);
  u := sec.speaker();
  perform sec.write_consent(u.organization_id, u.id, p);
  perform audit.append(u.organization_id, u.id, 'consent.recorded', (p ->> 'subjectId')::uuid, (p ->> 'id')::uuid,
    jsonb_build_object('outcome', p ->> 'outcome', 'method', p ->> 'method'));
end $$;

-- Withdrawal in any state: stops future sharing and every recipient's access at once. The company's own report and
-- statutory record stay, and so does the case record an agency lawfully received before.
create function sec.apply_withdrawal(company uuid, consent uuid, actor uuid, through text) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare c app.consents; r record;
begin
  -- Referral before consent, as everybody else who locks both: two that wait for each other would lose a withdrawal.
  perform 1 from app.referrals x join app.sharings s on s.tenant_id = x.tenant_id and s.id = x.sharing_id
   where x.reporter_id = company and s.report_organization_id = company and s.consent_id = consent
   order by x.tenant_id, x.id for update of x;
  select * into c from app.consents x where x.organization_id = company and x.id = consent for update;
  if not found then raise exception 'consent-missing' using errcode = 'TM404'; end if;
  if c.outcome <> 'given' then raise exception 'consent-not-given' using errcode = 'TM409'; end if;
  if c.withdrawn_at is not null then return false; end if;
  -- The time of this moment, not of the transaction's beginning: what was shared while it waited stands before it.
  update app.consents x set withdrawn_at = clock_timestamp(), withdrawn_through = through
   where x.organization_id = company and x.id = consent;
  update app.snapshots n set wrapped_key = null, recalled_at = now()
    from app.sharings s where s.report_organization_id = company and s.consent_id = consent
     and n.tenant_id = s.tenant_id and n.sharing_id = s.id;
  update app.feedback f set recalled_at = now() from app.sharings s
   where s.report_organization_id = company and s.consent_id = consent and f.tenant_id = s.tenant_id
     and f.sharing_id = s.id;
  update app.report_updates f set recalled_at = now() from app.sharings s
   where s.report_organization_id = company and s.consent_id = consent and f.tenant_id = s.tenant_id
     and f.sharing_id = s.id;
  for r in
    update app.referrals x set state = 'withdrawn', version = x.version + 1, updated_at = now()
     where x.reporter_id = company and x.state in ('sent', 'acknowledged') and exists (select 1 from app.sharings s
       where s.tenant_id = x.tenant_id and s.id = x.sharing_id and s.consent_id = consent)
    returning x.tenant_id, x.id
  loop
    perform sec.enqueue('notify', jsonb_build_object('kind', 'consent-withdrawn', 'tenantId', r.tenant_id,
      'referralId', r.id));
  end loop;
  -- The case goes on from the agency's own record; its people hear at once that nothing more may be told or read.
  for r in
    select x.tenant_id, x.id from app.referrals x
     where x.reporter_id = company and x.state = 'accepted' and exists (select 1 from app.sharings s
       where s.tenant_id = x.tenant_id and s.id = x.sharing_id and s.consent_id = consent)
  loop
    perform sec.enqueue('notify', jsonb_build_object('kind', 'consent-withdrawn', 'tenantId', r.tenant_id,
      'referralId', r.id));
  end loop;
  perform sec.enqueue('notify', jsonb_build_object('kind', 'consent-withdrawn', 'organizationId', company,
    'consentId', consent));
  perform audit.append(c.recipient_tenant_id, actor, 'consent.withdrawn', c.subject_id, consent,
    jsonb_build_object('through', through));
  return true;
end $$;

create function sec.withdraw_consent(consent uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users;
begin
  perform sec.require_role(array['arrears_clerk', 'liaison']);
  u := sec.speaker();
  return sec.apply_withdrawal(u.organization_id, consent, u.id, 'company');
end $$;

-- Whoever withdraws means every answer about this person's report that still holds, also one given again later.
create function sec.withdraw_all(company uuid, report uuid, actor uuid, through text) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare c uuid; done boolean := false;
begin
  for c in select x.id from app.reports r join app.consents x on x.organization_id = r.organization_id
       and x.subject_id = r.subject_id
      where r.organization_id = company and r.id = report and x.outcome = 'given' and x.withdrawn_at is null
      order by x.id loop
    done := sec.apply_withdrawal(company, c, actor, through) or done;
  end loop;
  return done;
end $$;
