-- What the agency tells back, and what the person does on their own page.

-- The lowest of agreement, consent and the agency's choice; `received` without a consent that says more.
create function sec.feedback_terms(the_referral uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare f app.referrals; terms record; c app.consents; consent_level text := 'received'; lowest text;
begin
  select * into f from app.referrals x where x.tenant_id = sec.tenant() and x.id = the_referral
    and x.agency_id = sec.organization() and sec.is_case_worker() and (x.case_id is null or sec.may_see_case(x.case_id));
  if not found then raise exception 'referral-missing' using errcode = 'TM404'; end if;
  select * into terms from sec.agreement_terms(f.tenant_id, f.reporter_id);
  select x.* into c from app.reports r join app.consents x on x.organization_id = r.organization_id and x.id = r.consent_id
   where r.organization_id = f.reporter_id and r.id = f.report_id;
  if c.id is not null and c.outcome = 'given' and c.withdrawn_at is null and c.until >= sec.today()
     and 'feedback' = any (c.purposes) then
    consent_level := c.feedback_level;
  end if;
  select l into lowest from unnest(array[terms.ceiling, consent_level, f.feedback_choice]) l order by sec.level_rank(l) limit 1;
  return jsonb_build_object('agreement', terms.ceiling, 'consent', consent_level, 'choice', f.feedback_choice,
    'level', lowest, 'consentId', c.id, 'until', c.until);
end $$;

-- `received` and `closed` carry no fact about the person (ground 'receipt'); the other words need the consent, or the
-- agency's own recorded judgement, which lifts the consent's ceiling and no other.
create function sec.give_feedback(the_referral uuid, the_word text, sharing uuid, judgement uuid default null) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare f app.referrals; terms jsonb; needed text; reason text; the_ground text := 'receipt'; on_judgement boolean;
begin
  terms := sec.feedback_terms(the_referral);
  on_judgement := judgement is not null and the_word in ('contacted', 'supported');
  select * into f from app.referrals x where x.tenant_id = sec.tenant() and x.id = the_referral;
  needed := case the_word when 'closed' then 'received' else the_word end;
  if sec.level_rank(needed) > (case when on_judgement
      then least(sec.level_rank(terms ->> 'agreement'), sec.level_rank(terms ->> 'choice'))
      else sec.level_rank(terms ->> 'level') end) then
    raise exception 'feedback-above-ceiling' using errcode = '42501';
  end if;
  if exists (select 1 from app.feedback x where x.organization_id = f.reporter_id and x.report_id = f.report_id
      and x.word = the_word) then return false; end if;
  if the_word in ('contacted', 'supported') then
    the_ground := coalesce((select j.ground from app.judgements j where j.provider_id = f.agency_id and j.id = judgement),
      'consent');
    reason := sec.why_not_share(jsonb_build_object('ground', the_ground, 'purpose', 'feedback', 'providerId', f.agency_id,
      'recipientId', f.reporter_id, 'tenantId', f.tenant_id, 'reportOrganizationId', f.reporter_id, 'reportId', f.report_id,
      'categories', '[]'::jsonb, 'consentId', terms -> 'consentId', 'judgementId', judgement));
    if reason is not null then raise exception '%', reason using errcode = '42501'; end if;
  end if;
  perform sec.write_sharing(jsonb_build_object('id', sharing, 'tenantId', f.tenant_id, 'providerId', f.agency_id,
    'recipientId', f.reporter_id, 'reportOrganizationId', f.reporter_id, 'reportId', f.report_id, 'purpose', 'feedback',
    'ground', the_ground, 'consentId', case when the_ground = 'consent' then terms -> 'consentId' end, 'level', the_word,
    'until', case when on_judgement then null else terms -> 'until' end, 'parts', '[]'::jsonb)
    || sec.basis_of(f.agency_id, case when on_judgement then judgement end, sec.user_id(), sec.user_id()));
  insert into app.feedback (organization_id, report_id, id, tenant_id, sharing_id, word)
    values (f.reporter_id, f.report_id, sharing, f.tenant_id, sharing, the_word);
  perform sec.enqueue('notify', jsonb_build_object('kind', 'feedback', 'organizationId', f.reporter_id, 'reportId', f.report_id));
  perform audit.append(f.tenant_id, sec.user_id(), 'feedback.given', null, f.id, jsonb_build_object('word', the_word));
  return true;
end $$;

-- To another agency of the same municipality, which the consent names; elsewhere a new consent is needed. What went on a
-- judgement names one recipient: another one needs the agency's own judgement, and so does what a consent no longer carries.
-- p: {referralId, newReferralId, agencyId, sharingId, because, dueAt, judgementId?}
create function sec.redirect_referral(p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare f app.referrals; old app.sharings; later app.sharings; reason text; own record; the_ground text; ends date;
begin
  perform sec.feedback_terms((p ->> 'referralId')::uuid);
  select * into f from app.referrals x where x.tenant_id = sec.tenant() and x.id = (p ->> 'referralId')::uuid for update;
  if f.state not in ('sent', 'acknowledged') then raise exception 'transition-not-allowed' using errcode = 'TM409'; end if;
  if not exists (select 1 from app.organizations o where o.id = (p ->> 'agencyId')::uuid and o.tenant_id = f.tenant_id
      and o.kind = 'consultation-agency' and o.id <> f.agency_id) then
    raise exception 'recipient-not-named' using errcode = '42501';
  end if;
  if exists (select 1 from app.referrals x where x.tenant_id = f.tenant_id and x.reporter_id = f.reporter_id
      and x.report_id = f.report_id and x.agency_id = (p ->> 'agencyId')::uuid) then
    raise exception 'agency-had-it-before' using errcode = 'TM422';
  end if;
  select * into old from app.sharings s where s.tenant_id = f.tenant_id and s.id = f.sharing_id;
  select * into own from app.judgements j where j.provider_id = f.agency_id and j.id = (p ->> 'judgementId')::uuid;
  the_ground := coalesce(own.ground, old.ground);
  ends := case when own.id is null then old.until else own.valid_until end;
  reason := sec.why_not_share(jsonb_build_object('ground', the_ground, 'purpose', 'redirect', 'providerId', f.agency_id,
    'recipientId', p -> 'agencyId', 'tenantId', f.tenant_id, 'reportOrganizationId', f.reporter_id, 'reportId', f.report_id,
    'categories', to_jsonb(old.categories), 'consentId', old.consent_id, 'judgementId', own.id));
  if reason is not null then raise exception '%', reason using errcode = '42501'; end if;
  if not exists (select 1 from app.snapshots n where n.tenant_id = f.tenant_id and n.sharing_id = old.id
      and n.wrapped_key is not null) then raise exception 'nothing-to-send' using errcode = 'TM422'; end if;
  perform sec.write_sharing(jsonb_build_object('id', p -> 'sharingId', 'tenantId', f.tenant_id, 'providerId', f.agency_id,
    'recipientId', p -> 'agencyId', 'reportOrganizationId', f.reporter_id, 'reportId', f.report_id, 'purpose', 'redirect',
    'ground', the_ground, 'consentId', case when the_ground = 'consent' then old.consent_id end, 'until', ends,
    'parts', (select coalesce(jsonb_agg(jsonb_build_object('category', n.category,
      'sealed', encode(n.sealed, 'base64'), 'wrappedKey', encode(n.wrapped_key, 'base64'))), '[]')
      from app.snapshots n where n.tenant_id = f.tenant_id and n.sharing_id = old.id and n.wrapped_key is not null))
    || sec.basis_of(f.agency_id, own.id, sec.user_id(), sec.user_id()));
  -- What the company changed since goes along, each change in a sharing of its own, as far as the consent carries it.
  for later in select * from app.sharings s where s.tenant_id = f.tenant_id and s.report_organization_id = f.reporter_id
      and s.report_id = f.report_id and s.recipient_id = f.agency_id and s.ground = 'consent' and s.id <> f.sharing_id
      and own.id is null
      order by s.at loop
    continue when sec.why_consent_does_not_carry(f.reporter_id, later.consent_id, f.tenant_id, 'redirect',
      later.categories) is not null;
    perform sec.write_sharing(jsonb_build_object('id', gen_random_uuid(), 'tenantId', f.tenant_id, 'providerId', f.agency_id,
      'recipientId', p -> 'agencyId', 'reportOrganizationId', f.reporter_id, 'reportId', f.report_id, 'purpose', 'redirect',
      'ground', 'consent', 'consentId', later.consent_id, 'until', later.until, 'requestedBy', sec.user_id(),
      'decidedBy', sec.user_id(), 'parts', (select coalesce(jsonb_agg(jsonb_build_object('category', n.category,
        'sealed', encode(n.sealed, 'base64'), 'wrappedKey', encode(n.wrapped_key, 'base64'))), '[]')
        from app.snapshots n where n.tenant_id = f.tenant_id and n.sharing_id = later.id)));
  end loop;
  insert into app.referrals (tenant_id, id, agency_id, reporter_id, report_id, sharing_id, kind, urgency, supply_kind,
      stop_on, stopped_on, sent_at, due_at, redirected_from)
    values (f.tenant_id, (p ->> 'newReferralId')::uuid, (p ->> 'agencyId')::uuid, f.reporter_id, f.report_id,
      (p ->> 'sharingId')::uuid, f.kind, f.urgency, f.supply_kind, f.stop_on, f.stopped_on, now(),
      (p ->> 'dueAt')::timestamptz, f.id);
  insert into app.household_keys select k.tenant_id, (p ->> 'newReferralId')::uuid, k.kind, k.key
    from app.household_keys k where k.tenant_id = f.tenant_id and k.referral_id = f.id;
  update app.referrals x set state = 'redirected', redirected_to = (p ->> 'newReferralId')::uuid,
    decline_code = left(p ->> 'because', 60), version = x.version + 1, updated_at = now()
   where x.tenant_id = f.tenant_id and x.id = f.id;
  perform sec.enqueue('notify', jsonb_build_object('kind', 'report-arrived', 'tenantId', f.tenant_id,
    'referralId', p -> 'newReferralId'));
  perform audit.append(f.tenant_id, sec.user_id(), 'referral.redirected', null, f.id, jsonb_build_object('to', p ->> 'agencyId'));
end $$;

-- The person told the agency: withdrawn as easily as given.
create function sec.withdraw_consent_for(the_referral uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare f app.referrals;
begin
  perform sec.feedback_terms(the_referral);
  select * into f from app.referrals x where x.tenant_id = sec.tenant() and x.id = the_referral;
  return sec.withdraw_all(f.reporter_id, f.report_id, sec.user_id(), 'agency');
end $$;
