-- Every ground at the gate. The same rules stand, with titles and statutes, in src/information-sharing/gate-rules.ts and
-- judgement-rules.ts; gate.db.test.ts and goals/gate.ts hold both equal, code for code and in this order.

-- Whether a company is called to an open agenda item and these categories were asked for; null when so. The conference
-- (0025) replaces it.
create function sec.why_not_in_conference(company uuid, the_tenant uuid, item uuid, categories text[]) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 'conference-item-missing'::text $$;

-- Whether a cooperation request asks this provider for these categories; null when so. 0027 replaces it.
create function sec.why_not_on_request(provider uuid, request uuid, categories text[]) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select 'cooperation-request-missing'::text $$;

-- When the person last said no about this report without having agreed since: refused, withdrawn, or declined when asked.
create function sec.refused_at(company uuid, report uuid) returns timestamptz
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with answers as (
    select case when c.outcome = 'refused' then c.obtained_at else c.withdrawn_at end as no_at,
           case when c.outcome = 'given' and c.withdrawn_at is null then c.obtained_at end as yes_at
      from app.reports r join app.consents c on c.organization_id = r.organization_id and c.subject_id = r.subject_id
     where r.organization_id = company and r.id = report
    union all
    select a.at, null from app.judgements j join app.judgement_attempts a on a.provider_id = j.provider_id
       and a.judgement_id = j.id and a.result = 'declined'
     where j.report_organization_id = company and j.report_id = report),
  newest as (select max(no_at) as no_at, max(yes_at) as yes_at from answers)
  select no_at from newest where no_at > coalesce(yes_at, '-infinity') $$;

-- The first part that a record still lacks; null when its ground asks for nothing more.
create function sec.missing_part(j app.judgements) returns text
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  protects boolean := j.ground in ('life-body-property', 'support-conference');
  cites boolean := j.ground in ('law', 'other');
  harms boolean; told text[]; attempts integer;
begin
  select o.legal_kind = 'municipal-body' and j.ground <> 'law' into harms from app.organizations o where o.id = j.provider_id;
  told := array(select w.part from app.judgement_words w where w.provider_id = j.provider_id and w.judgement_id = j.id);
  select count(*) into attempts from app.judgement_attempts a where a.provider_id = j.provider_id and a.judgement_id = j.id;
  return case
    when protects and j.interest is null then 'missing-interest'
    when (protects or j.ground = 'other') and (j.facts_observed_at is null or not 'facts' = any (told)) then 'missing-facts'
    when protects and attempts = 0
      and coalesce(j.hardness not in ('cannot-judge', 'time-presses', 'asking-endangers'), true) then 'missing-attempts'
    -- That somebody said no is no difficulty in asking; inside the conference it is weighed.
    when protects and (j.hardness is null or not 'why-hard' = any (told)
      or (j.hardness = 'declined' and j.ground <> 'support-conference')) then 'missing-why-hard'
    when not 'necessity' = any (told) then 'missing-necessity'
    when harms and not 'no-unjust-harm' = any (told) then 'missing-no-unjust-harm'
    when cardinality(j.categories) = 0 or ('arrears' = any (j.categories) and not 'arrears' = any (told))
      then 'missing-categories'
    when cites and coalesce(j.provision !~ '.{2,}第[0-9０-９一二三四五六七八九十百]+条', true) then 'missing-provision'
    when j.ground = 'support-conference' and j.item_id is null then 'missing-item'
    when j.ground = 'cooperation-request' and j.request_id is null then 'missing-request'
    when coalesce(not case j.ground when 'support-conference' then j.route = 'through-conference'
        when 'cooperation-request' then j.route = 'on-request'
        else j.route in ('through-liaison', 'straight-to-window') end, true) then 'missing-route'
    when j.valid_until is null then 'missing-valid-until'
    when (protects or j.ground = 'other') and j.ask_again_on is null then 'missing-ask-again'
    when j.tell_on is null and (j.not_told_until is null or not 'not-told' = any (told)) then 'missing-telling'
  end;
end $$;

-- What speaks against the basis itself, from the refusal to the agenda item; null when nothing does.
create function sec.why_not_on_basis(j app.judgements, the_categories text[]) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare refused timestamptz := sec.refused_at(j.report_organization_id, j.report_id); reason text;
begin
  -- A plain no blocks direct sharing; danger seen after it overrides it, and the record says so.
  if j.ground = 'life-body-property' and refused is not null
     and coalesce(j.facts_observed_at <= refused, true) then return 'refusal-stands'; end if;
  reason := sec.missing_part(j);
  if reason is not null then return reason; end if;
  return case j.ground
    when 'support-conference' then sec.why_not_in_conference(j.provider_id, j.tenant_id, j.item_id, the_categories)
    when 'cooperation-request' then sec.why_not_on_request(j.provider_id, j.request_id, the_categories) end;
end $$;

-- Why a recorded judgement does not carry this sharing; null when it does. Its row is locked first: who overturns it waits
-- for a sharing in flight and recalls it.
create function sec.why_judgement_does_not_carry(p jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare j app.judgements; decided app.judgement_signatures; reason text;
  cats text[] := array(select jsonb_array_elements_text(p -> 'categories'));
begin
  select * into j from app.judgements x where x.provider_id = (p ->> 'providerId')::uuid
    and x.id = (p ->> 'judgementId')::uuid for share;
  if not found then return 'needs-judgement'; end if;
  if j.ground <> p ->> 'ground' or j.purpose <> p ->> 'purpose' or j.tenant_id <> (p ->> 'tenantId')::uuid
     or (j.recipient_id, j.report_organization_id, j.report_id) is distinct from
        ((p ->> 'recipientId')::uuid, (p ->> 'reportOrganizationId')::uuid, (p ->> 'reportId')::uuid) then
    return 'judgement-for-another-sharing';
  end if;
  reason := sec.why_not_on_basis(j, cats);
  if reason is not null then return reason; end if;
  if j.state in ('refused', 'overturned') then return 'judgement-' || j.state; end if;
  if j.valid_until < sec.today() and j.state <> 'draft' then return 'judgement-expired'; end if;
  if j.state in ('draft', 'asked') then return 'judgement-not-decided'; end if;
  select * into decided from app.judgement_signatures s where s.provider_id = j.provider_id and s.judgement_id = j.id
    and s.kind = 'decision';
  if decided.signed_by is null or decided.signed_by = j.requested_by then return 'decider-is-requester'; end if;
  if j.state = 'second-signature-due' and j.ground = 'other' then return 'second-signature-missing'; end if;
  if j.state = 'second-signature-due' and j.second_due_on < sec.today() then return 'second-signature-overdue'; end if;
  if j.purpose <> 'feedback' and not cats <@ j.categories then return 'judgement-lacks-category'; end if;
  return null;
end $$;

-- Why these categories may not pass; null when they may. p: {ground, purpose, providerId, recipientId, tenantId,
-- reportOrganizationId, reportId, categories, consentId?, judgementId?}. Every door asks here: screen, API, import, CLI.
create function sec.why_not_share(p jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare terms record; the_tenant uuid := (p ->> 'tenantId')::uuid;
  cats text[] := array(select jsonb_array_elements_text(p -> 'categories'));
begin
  case p ->> 'ground'
    when 'immediate-danger' then return null;
    when 'consent' then
      if p ->> 'purpose' = 'consultation' then
        select * into terms from sec.agreement_terms(the_tenant, (p ->> 'providerId')::uuid);
        if not cats <@ terms.categories then return 'agreement-lacks-category'; end if;
      end if;
      return sec.why_consent_does_not_carry((p ->> 'reportOrganizationId')::uuid, (p ->> 'consentId')::uuid, the_tenant,
        p ->> 'purpose', cats);
    when 'life-body-property', 'support-conference', 'cooperation-request', 'law', 'other' then
      return sec.why_judgement_does_not_carry(p);
    else return 'ground-unknown';
  end case;
end $$;

-- What a screen has to know to say the same as the gate, and the key of the record's words: for a record of the speaker's
-- own house, or one that the officer decides about, who reads no cases.
create function sec.judgement_surroundings(the_judgement uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare j app.judgements;
begin
  select * into j from app.judgements x where x.provider_id = sec.organization() and x.id = the_judgement;
  if not found then
    select * into j from app.judgements x where x.scope_id = sec.tenant() and x.id = the_judgement
      and sec.may_decide_about(x.tenant_id, x.referral_id);
  end if;
  if not found then return null; end if;
  return jsonb_build_object('wrappedKey', (select encode(s.wrapped_key, 'base64') from app.subjects s
      where s.scope_id = j.scope_id and s.id = j.subject_id),
    'refusedAt', sec.refused_at(j.report_organization_id, j.report_id),
    'againstItem', case when j.ground = 'support-conference' then
      sec.why_not_in_conference(j.provider_id, j.tenant_id, j.item_id, j.categories) end,
    'againstRequest', case when j.ground = 'cooperation-request' then
      sec.why_not_on_request(j.provider_id, j.request_id, j.categories) end,
    'providerKind', (select o.legal_kind from app.organizations o where o.id = j.provider_id),
    'recipientKind', (select o.legal_kind from app.organizations o where o.id = j.recipient_id));
end $$;
