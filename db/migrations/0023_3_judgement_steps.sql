-- Writing, asking, deciding, signing. Who asks is never who decides; who decided on duty is followed by a second decider on
-- the next business day.

-- Whether the speaker works on a referral: its agency's, of a case they may see, and a protected one only in its audience.
create function sec.works_on_referral(the_tenant uuid, the_referral uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return sec.is_case_worker() and exists (select 1 from app.referrals f where f.tenant_id = the_tenant and f.id = the_referral
    and f.tenant_id = sec.tenant() and f.agency_id = sec.organization() and (f.case_id is null or sec.may_see_case(f.case_id))
    and (not f.protected or sec.may_see_protected_report(f.id)));
end $$;

-- Whether the speaker decides for a provider by office: a company's liaison; a lead worker, or an officer of the municipality.
create function sec.decides_by_office(j app.judgements) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when j.purpose = 'consultation' then sec.organization() = j.provider_id and sec.has_role('liaison')
    else (sec.organization() = j.provider_id and sec.has_role('lead_worker')
        and sec.works_on_referral(j.tenant_id, j.referral_id))
      or (sec.tenant() = j.tenant_id and sec.may_decide_about(j.tenant_id, j.referral_id)) end $$;

-- Whether a duty shift of the provider, planned by the provider, covers this moment for the speaker.
create function sec.decides_on_duty(j app.judgements) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select sec.organization() = j.provider_id and (exists (select 1 from app.decision_duty d
      where d.organization_id = j.provider_id and d.user_id = sec.user_id() and sec.has_role('arrears_clerk')
        and d.starts_at <= clock_timestamp() and d.ends_at > clock_timestamp())
    or (sec.works_on_referral(j.tenant_id, j.referral_id) and exists (select 1 from app.duty_roster d
      where d.agency_id = j.provider_id and d.user_id = sec.user_id()
        and d.starts_at <= clock_timestamp() and d.ends_at > clock_timestamp()))) $$;

-- The record under its lock, in the version that was read; who may not touch it is answered as if it were not there.
create function sec.judgement_to_change(the_judgement uuid, read_version integer) returns app.judgements
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare j app.judgements;
begin
  select * into j from app.judgements x where x.id = the_judgement
    and (x.provider_id = sec.organization() or x.scope_id = sec.tenant()) for no key update;
  if not found or not (j.requested_by = sec.user_id() or (j.state <> 'draft'
      and (sec.decides_by_office(j) or sec.decides_on_duty(j)))) then
    raise exception 'judgement-missing' using errcode = 'TM404';
  end if;
  if j.version <> read_version then raise exception 'version-conflict' using errcode = 'TM409'; end if;
  return j;
end $$;

-- The report or referral that a new record is about, as the speaker may see it, with whose custody its words come into.
-- p: {about: {kind, id}, purpose, recipientId, subjectId?, wrappedKey?}
create function sec.judgement_about(p jsonb) returns app.judgements
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare j app.judgements; u app.users := sec.speaker(); r app.reports; f app.referrals; target app.organizations;
begin
  j.purpose := p ->> 'purpose';
  j.provider_id := u.organization_id;
  if u.plane = 'utility' then
    select * into r from app.reports x where x.organization_id = u.organization_id
      and x.id = (p -> 'about' ->> 'id')::uuid and p -> 'about' ->> 'kind' = 'report' and x.state <> 'withdrawn'
      and (x.written_by = u.id or u.roles && array['arrears_clerk', 'liaison']);
    if not found then raise exception 'report-missing' using errcode = 'TM404'; end if;
    if r.tenant_id is null then raise exception 'report-without-window' using errcode = 'TM422'; end if;
    j.tenant_id := r.tenant_id; j.scope_id := u.organization_id; j.subject_id := r.subject_id;
    j.report_organization_id := r.organization_id; j.report_id := r.id;
  else
    select * into f from app.referrals x where x.tenant_id = u.tenant_id and x.id = (p -> 'about' ->> 'id')::uuid
      and p -> 'about' ->> 'kind' = 'referral' and x.agency_id = u.organization_id and sec.is_case_worker()
      and (x.case_id is null or sec.may_see_case(x.case_id)) and (not x.protected or sec.may_see_protected_report(x.id));
    if not found then raise exception 'referral-missing' using errcode = 'TM404'; end if;
    j.tenant_id := f.tenant_id; j.scope_id := f.tenant_id; j.subject_id := (p ->> 'subjectId')::uuid;
    j.report_organization_id := f.reporter_id; j.report_id := f.report_id; j.referral_id := f.id;
  end if;
  select * into target from app.organizations o where o.id = (p ->> 'recipientId')::uuid;
  if not coalesce(case j.purpose
      when 'consultation' then u.plane = 'utility' and target.kind = 'consultation-agency' and target.tenant_id = j.tenant_id
      when 'redirect' then u.plane = 'welfare' and target.kind = 'consultation-agency' and target.tenant_id = j.tenant_id
        and target.id <> u.organization_id
      when 'feedback' then u.plane = 'welfare' and target.id = j.report_organization_id end, false) then
    raise exception 'recipient-not-possible' using errcode = 'TM422';
  end if;
  j.recipient_id := target.id;
  return j;
end $$;

-- p: {id, version, about, purpose, ground, recipientId, subjectId?, wrappedKey?, interest, factsObservedAt, hardness,
-- categories, provision, itemId, requestId, route, validUntil, askAgainOn, tellOn, notToldUntil,
-- attempts: [{at, way, result, note}], words: {part: base64}}. Answers the new version.
create function sec.save_judgement(p jsonb) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare j app.judgements; u app.users; is_new boolean := coalesce((p ->> 'version')::int, 0) = 0;
begin
  perform sec.require_role(array['field_worker', 'arrears_clerk', 'liaison', 'consultation_worker', 'lead_worker']);
  u := sec.speaker();
  if is_new then
    if exists (select 1 from app.judgements x where x.provider_id = u.organization_id and x.id = (p ->> 'id')::uuid) then
      raise exception 'version-conflict' using errcode = 'TM409';
    end if;
    j := sec.judgement_about(p);
    insert into app.subjects (scope_id, id, wrapped_key)
      values (j.scope_id, j.subject_id, decode(p ->> 'wrappedKey', 'base64')) on conflict do nothing;
    insert into app.judgements (provider_id, id, scope_id, subject_id, tenant_id, report_organization_id, report_id,
        referral_id, recipient_id, purpose, ground, requested_by, version)
      values (j.provider_id, (p ->> 'id')::uuid, j.scope_id, j.subject_id, j.tenant_id, j.report_organization_id,
        j.report_id, j.referral_id, j.recipient_id, j.purpose, p ->> 'ground', u.id, 0) returning * into j;
  else
    j := sec.judgement_to_change((p ->> 'id')::uuid, (p ->> 'version')::int);
    if j.requested_by <> u.id then raise exception 'judgement-missing' using errcode = 'TM404'; end if;
    if j.state <> 'draft' then raise exception 'transition-not-allowed' using errcode = 'TM409'; end if;
  end if;
  update app.judgements x set ground = p ->> 'ground', recipient_id = (sec.judgement_about(p)).recipient_id,
      interest = p ->> 'interest', facts_observed_at = (p ->> 'factsObservedAt')::timestamptz,
      hardness = p ->> 'hardness', categories = array(select jsonb_array_elements_text(p -> 'categories')),
      provision = nullif(p ->> 'provision', ''), item_id = (p ->> 'itemId')::uuid, request_id = (p ->> 'requestId')::uuid,
      route = p ->> 'route', valid_until = (p ->> 'validUntil')::date, ask_again_on = (p ->> 'askAgainOn')::date,
      tell_on = (p ->> 'tellOn')::date, not_told_until = (p ->> 'notToldUntil')::date,
      version = x.version + 1, updated_at = now()
    where x.provider_id = j.provider_id and x.id = j.id returning * into j;
  delete from app.judgement_words w where w.provider_id = j.provider_id and w.judgement_id = j.id;
  delete from app.judgement_attempts a where a.provider_id = j.provider_id and a.judgement_id = j.id;
  insert into app.judgement_words (provider_id, judgement_id, part, sealed)
    select j.provider_id, j.id, w.key, decode(w.value, 'base64') from jsonb_each_text(coalesce(p -> 'words', '{}')) w;
  insert into app.judgement_attempts (provider_id, judgement_id, position, at, way, result, note)
    select j.provider_id, j.id, a.place - 1, (a.attempt ->> 'at')::timestamptz, a.attempt ->> 'way', a.attempt ->> 'result',
      decode(a.attempt ->> 'note', 'base64')
    from jsonb_array_elements(coalesce(p -> 'attempts', '[]')) with ordinality as a (attempt, place);
  perform audit.append(j.scope_id, u.id, 'judgement.written', j.subject_id, j.id,
    jsonb_build_object('ground', j.ground, 'version', j.version));
  return j.version;
end $$;

-- `ask` when nothing is missing and no refusal stands; `take-back` by the one who asked. Answers the state.
create function sec.ask_judgement(the_judgement uuid, read_version integer, command text) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare j app.judgements; reason text;
begin
  j := sec.judgement_to_change(the_judgement, read_version);
  if j.requested_by <> sec.user_id() then raise exception 'judgement-missing' using errcode = 'TM404'; end if;
  if j.state is distinct from (case command when 'ask' then 'draft' when 'take-back' then 'asked' end) then
    raise exception 'transition-not-allowed' using errcode = 'TM409';
  end if;
  if command = 'ask' then
    reason := sec.why_not_on_basis(j, j.categories);
    if reason is null and j.valid_until < sec.today() then reason := 'judgement-expired'; end if;
    if reason is not null then raise exception '%', reason using errcode = 'TM422'; end if;
  end if;
  update app.judgements x set state = case command when 'ask' then 'asked' else 'draft' end,
      asked_at = case command when 'ask' then now() end, version = x.version + 1, updated_at = now()
    where x.provider_id = j.provider_id and x.id = j.id;
  if command = 'ask' then
    perform sec.enqueue('notify', jsonb_build_object('kind', 'judgement-asked', 'judgementId', j.id));
  end if;
  perform audit.append(j.scope_id, sec.user_id(), case command when 'ask' then 'judgement.asked' else 'judgement.taken-back' end,
    j.subject_id, j.id, jsonb_build_object('ground', j.ground));
  return case command when 'ask' then 'asked' else 'draft' end;
end $$;

-- p: {id, version, verdict: permit|refuse, reason?: base64, secondDueOn}: who is on duty leaves a second signature due, and
-- so does a ground outside the list of the law. Answers the state.
create function sec.decide_judgement(p jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare j app.judgements; by_office boolean; u app.users; due date := (p ->> 'secondDueOn')::date; next_state text; reason text;
begin
  u := sec.speaker();
  j := sec.judgement_to_change((p ->> 'id')::uuid, (p ->> 'version')::int);
  if j.requested_by = u.id then raise exception 'decider-is-requester' using errcode = '42501'; end if;
  if not sec.stepped_up() then raise exception 'stepup_required' using errcode = 'TM401'; end if;
  by_office := sec.decides_by_office(j);
  if j.state <> 'asked' then raise exception 'transition-not-allowed' using errcode = 'TM409'; end if;
  next_state := 'refused';
  if p ->> 'verdict' = 'permit' then
    reason := sec.why_not_on_basis(j, j.categories);
    if reason is null and j.valid_until < sec.today() then reason := 'judgement-expired'; end if;
    if reason is not null then raise exception '%', reason using errcode = '42501'; end if;
    next_state := case when by_office and j.ground <> 'other' then 'permitted' else 'second-signature-due' end;
    -- The longest closure, New Year's with a weekend on either side, ends within twelve days.
    if next_state = 'second-signature-due' and coalesce(due <= sec.today() or due > sec.today() + 12, true) then
      raise exception 'second-signature-without-date' using errcode = 'TM422';
    end if;
  elsif p ->> 'verdict' is distinct from 'refuse' or p ->> 'reason' is null then
    raise exception 'refusal-without-reason' using errcode = 'TM422';
  end if;
  insert into app.judgement_signatures (provider_id, judgement_id, kind, verdict, signed_by, requested_by, on_duty, reason)
    values (j.provider_id, j.id, 'decision', p ->> 'verdict', u.id, j.requested_by, not by_office,
      decode(p ->> 'reason', 'base64'));
  update app.judgements x set state = next_state, version = x.version + 1, updated_at = now(),
      second_due_on = case when next_state = 'second-signature-due' then due end
    where x.provider_id = j.provider_id and x.id = j.id;
  perform sec.enqueue('notify', jsonb_build_object('kind', 'judgement-decided', 'judgementId', j.id));
  if next_state = 'second-signature-due' then
    perform sec.enqueue('notify', jsonb_build_object('kind', 'second-signature-due', 'judgementId', j.id));
  end if;
  perform audit.append(j.scope_id, u.id, 'judgement.decided', j.subject_id, j.id,
    jsonb_build_object('verdict', p ->> 'verdict', 'state', next_state, 'on-duty', not by_office));
  return next_state;
end $$;

-- p: {id, version, verdict: sign|overturn, reason?: base64}. Overturning takes back what was shared on it, as far as it reaches.
create function sec.sign_judgement(p jsonb) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare j app.judgements; u app.users; f record; next_state text := case p ->> 'verdict' when 'sign' then 'signed' else 'overturned' end;
begin
  u := sec.speaker();
  -- Referral before judgement, as everybody who locks both.
  perform 1 from app.referrals x join app.sharings s on s.tenant_id = x.tenant_id and s.id = x.sharing_id
   where s.judgement_id = (p ->> 'id')::uuid and (s.provider_id = u.organization_id or s.tenant_id = u.tenant_id) order by x.tenant_id, x.id for update of x;
  j := sec.judgement_to_change((p ->> 'id')::uuid, (p ->> 'version')::int);
  if j.state <> 'second-signature-due' then raise exception 'transition-not-allowed' using errcode = 'TM409'; end if;
  if u.id = j.requested_by or exists (select 1 from app.judgement_signatures s where s.provider_id = j.provider_id
      and s.judgement_id = j.id and s.signed_by = u.id) then
    raise exception 'second-signature-by-the-same' using errcode = '42501';
  end if;
  if not sec.decides_by_office(j) then raise exception 'role-missing' using errcode = '42501'; end if;
  if not sec.stepped_up() then raise exception 'stepup_required' using errcode = 'TM401'; end if;
  if next_state = 'overturned' and (p ->> 'verdict' <> 'overturn' or p ->> 'reason' is null) then
    raise exception 'refusal-without-reason' using errcode = 'TM422';
  end if;
  insert into app.judgement_signatures (provider_id, judgement_id, kind, verdict, signed_by, requested_by, reason)
    values (j.provider_id, j.id, 'second', p ->> 'verdict', u.id, j.requested_by, decode(p ->> 'reason', 'base64'));
  update app.judgements x set state = next_state, version = x.version + 1, updated_at = now()
    where x.provider_id = j.provider_id and x.id = j.id;
  if next_state = 'overturned' then perform sec.recall_judgement(j.provider_id, j.id); end if;
  perform sec.enqueue('notify', jsonb_build_object('kind', 'judgement-decided', 'judgementId', j.id));
  perform audit.append(j.scope_id, u.id, 'judgement.signed', j.subject_id, j.id, jsonb_build_object('verdict', p ->> 'verdict'));
  return next_state;
end $$;
