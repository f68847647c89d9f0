-- The office's side of a cooperation request: list, one of them, and every command. Who wrote it does not send it.

create function sec.cooperation_requests() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform sec.require_role(array['consultation_worker', 'lead_worker', 'municipal_officer']);
  return jsonb_build_object(
    'requests', (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'caseNumber', c.number, 'body', b.name, 'recipient',
        o.name, 'way', r.way, 'categories', r.categories, 'dueOn', r.due_on, 'state', sec.cooperation_state(r), 'draftedBy',
        u.display_name, 'sentAt', r.sent_at) order by r.state not in ('drafted', 'sent'), r.due_on, r.id), '[]')
      from app.cooperation_requests r join app.cases c on c.tenant_id = r.tenant_id and c.id = r.case_id
        join app.conference_bodies b on b.tenant_id = r.tenant_id and b.id = r.body_id
        join app.organizations o on o.id = r.recipient_id join app.users u on u.id = r.drafted_by
     where r.tenant_id = sec.tenant() and sec.may_see_cooperation(r)),
    'bodies', (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'name', b.name) order by b.name), '[]')
      from app.conference_bodies b where b.tenant_id = sec.tenant()),
    -- Companies that this municipality has an agreement with, or that sit in one of its conferences.
    'companies', (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.name), '[]')
      from app.organizations o where sec.has_liaison(o.id)
       and (exists (select 1 from app.agreements a join app.agreement_parties p on p.agreement_id = a.id
          where a.tenant_id = sec.tenant() and p.organization_id = o.id)
        or exists (select 1 from app.conference_members m where m.tenant_id = sec.tenant() and m.organization_id = o.id))));
end $$;

create function sec.has_liaison(company uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from app.users u where u.organization_id = company and u.plane = 'utility'
    and 'liaison' = any (u.roles) and u.disabled_at is null) $$;

create function sec.cooperation_request(the_request uuid) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare r app.cooperation_requests; c app.cases;
begin
  r := sec.own_cooperation(the_request, null);
  select * into c from app.cases x where x.tenant_id = r.tenant_id and x.id = r.case_id;
  perform audit.append(r.tenant_id, sec.user_id(), 'cooperation.read', c.subject_id, r.id, '{}');
  return jsonb_build_object('id', r.id, 'version', r.version, 'tenantId', r.tenant_id, 'caseId', c.id, 'caseNumber', c.number,
    'mayOpenCase', sec.may_see_case(c.id), 'body', (select b.name from app.conference_bodies b where b.tenant_id = r.tenant_id
      and b.id = r.body_id), 'recipient', (select o.name from app.organizations o where o.id = r.recipient_id),
    'recipientId', r.recipient_id, 'way', r.way, 'categories', r.categories, 'basis', r.basis, 'interest', r.interest,
    'dueOn', r.due_on, 'state', sec.cooperation_state(r), 'protected', c.protected, 'sealed', encode(r.sealed, 'base64'),
    'answer', encode(r.answer, 'base64'), 'answeredBy', r.answered_by, 'receipt', r.receipt, 'draftedBy', (select
      u.display_name from app.users u where u.id = r.drafted_by), 'ownDraft', r.drafted_by = sec.user_id(), 'sentBy', (select
      u.display_name from app.users u where u.id = r.sent_by), 'sentAt', r.sent_at, 'endedAt', r.ended_at,
    'agency', (select jsonb_build_object('name', o.name, 'phone', o.phone) from app.organizations o where o.id = c.agency_id),
    'subjectKey', (select encode(s.wrapped_key, 'base64') from app.subjects s where s.scope_id = c.tenant_id
      and s.id = c.subject_id), 'link', (select jsonb_build_object('issuedAt', l.issued_at, 'expiresAt', l.expires_at,
      'opened', l.opened_at is not null, 'usable', l.opened_at is null and l.tries < 5 and l.expires_at > now())
      from app.cooperation_links l where l.tenant_id = r.tenant_id and l.request_id = r.id));
end $$;

-- p: {id, bodyId, itemId?, caseId, recipientId? | recipientName, newOrganizationId, categories, basis, interest?, dueOn, sealed}
create function sec.draft_cooperation_request(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users; o uuid; c app.cases;
begin
  perform sec.require_role(array['consultation_worker', 'lead_worker']);
  u := sec.speaker();
  if exists (select 1 from app.cooperation_requests x where x.tenant_id = u.tenant_id and x.id = (p ->> 'id')::uuid
      and x.drafted_by = u.id) then return (p ->> 'id')::uuid; end if;
  select * into c from app.cases x where x.tenant_id = u.tenant_id and x.id = (p ->> 'caseId')::uuid and x.state = 'open';
  if not found or not sec.may_see_case(c.id) or not exists (select 1 from app.conference_bodies b
      where b.tenant_id = u.tenant_id and b.id = (p ->> 'bodyId')::uuid) or (p ->> 'itemId' is not null and not exists
      (select 1 from app.conference_items i join app.conference_sittings s on s.tenant_id = i.tenant_id and s.id = i.sitting_id
        where i.tenant_id = u.tenant_id and i.id = (p ->> 'itemId')::uuid and i.case_id = c.id and i.withdrawn_at is null
          and s.body_id = (p ->> 'bodyId')::uuid)) then
    raise exception 'conference-missing' using errcode = 'TM404';
  end if;
  if c.protected then raise exception 'cooperation-protected' using errcode = '42501'; end if;
  if (p ->> 'dueOn')::date <= sec.today() or (p ->> 'dueOn')::date > sec.today() + 60 then
    raise exception 'cooperation-due' using errcode = 'TM422';
  end if;
  if p ->> 'recipientId' is not null then
    select x.id into o from app.organizations x where x.id = (p ->> 'recipientId')::uuid and sec.has_liaison(x.id);
    if not found then raise exception 'organization-missing' using errcode = 'TM422'; end if;
  else
    o := sec.organization_of_member(u, jsonb_build_object('organization', jsonb_build_object('name', p -> 'recipientName'),
      'newOrganizationId', p -> 'newOrganizationId', 'kind', 'other'), null);
  end if;
  insert into app.cooperation_requests (tenant_id, id, body_id, item_id, case_id, recipient_id, way, categories, basis,
      interest, due_on, sealed, drafted_by)
    values (u.tenant_id, (p ->> 'id')::uuid, (p ->> 'bodyId')::uuid, (p ->> 'itemId')::uuid, c.id, o,
      case when p ->> 'recipientId' is null then 'letter' else 'screen' end,
      array(select jsonb_array_elements_text(p -> 'categories')), p ->> 'basis', p ->> 'interest', (p ->> 'dueOn')::date,
      decode(p ->> 'sealed', 'base64'), u.id);
  perform audit.append(u.tenant_id, u.id, 'cooperation.drafted', c.subject_id, (p ->> 'id')::uuid, '{}');
  return (p ->> 'id')::uuid;
end $$;

-- A number that was never told opens nothing; a new one makes the older worthless.
create function sec.issue_cooperation_link(r app.cooperation_requests, p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from app.cooperation_links l where l.tenant_id = r.tenant_id and l.request_id = r.id;
  insert into app.cooperation_links (tenant_id, request_id, code_hash, pin_hash, issued_by)
    values (r.tenant_id, r.id, decode(p ->> 'codeHash', 'hex'), decode(p ->> 'pinHash', 'hex'), sec.user_id());
end $$;

-- p: {id, version, command: send | reissue | withdraw | record, sharingId?, parts?, codeHash?, pinHash?, state?, sealed?,
-- receipt?}. Sending is a sharing of the agency: name, question and, where it was chosen, the address; nothing else.
create function sec.move_cooperation(p jsonb) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare r app.cooperation_requests; c app.cases; command text := p ->> 'command'; state text;
begin
  r := sec.own_cooperation((p ->> 'id')::uuid, (p ->> 'version')::integer);
  select * into c from app.cases x where x.tenant_id = r.tenant_id and x.id = r.case_id for share;
  state := sec.cooperation_state(r);
  if command = 'withdraw' and r.drafted_by = sec.user_id() then null;
  else perform sec.require_role(array['lead_worker', 'municipal_officer']); end if;
  -- The same table stands in src/support-conference/cooperation.ts; cooperation.db.test.ts holds both equal.
  if not coalesce(state = any (case command when 'send' then array['drafted'] when 'reissue' then array['sent']
      when 'withdraw' then array['drafted', 'sent'] when 'record' then array['sent', 'expired'] end), false)
     or (command = 'reissue' and r.way <> 'letter') then
    raise exception 'transition-not-allowed' using errcode = 'TM409';
  end if;
  if command = 'withdraw' then
    perform sec.end_cooperation(r, '{"state": "withdrawn"}');
    return r.id;
  end if;
  if c.protected then raise exception 'cooperation-protected' using errcode = '42501'; end if;
  if command = 'record' then
    perform sec.take_cooperation_answer(r, p || '{"by": "office"}');
    return r.id;
  end if;
  perform sec.require_step_up();
  if command = 'send' then
    if r.drafted_by = sec.user_id() then raise exception 'cooperation-by-two' using errcode = '42501'; end if;
    if r.due_on < sec.today() then raise exception 'cooperation-due' using errcode = 'TM422'; end if;
    if exists (select 1 from jsonb_array_elements(p -> 'parts') x
        where x ->> 'category' not in ('identity', 'contact', 'observation')) then
      raise exception 'category-not-allowed' using errcode = '42501';
    end if;
    perform sec.write_sharing(jsonb_build_object('id', p -> 'sharingId', 'tenantId', r.tenant_id, 'providerId', c.agency_id,
      'recipientId', r.recipient_id, 'purpose', 'conference', 'ground', 'cooperation-request', 'itemId', r.item_id,
      'requestId', r.id, 'until', r.due_on, 'requestedBy', r.drafted_by, 'decidedBy', sec.user_id(), 'parts', p -> 'parts'));
    update app.cooperation_requests x set state = 'sent', sent_by = sec.user_id(), sent_at = now(), sharing_id =
        (p ->> 'sharingId')::uuid where x.tenant_id = r.tenant_id and x.id = r.id;
  end if;
  if r.way = 'letter' then perform sec.issue_cooperation_link(r, p); end if;
  update app.cooperation_requests x set version = x.version + 1 where x.tenant_id = r.tenant_id and x.id = r.id;
  perform audit.append(r.tenant_id, sec.user_id(), case command when 'send' then 'cooperation.sent' else
    'cooperation.reissued' end, c.subject_id, r.id, jsonb_build_object('way', r.way));
  return r.id;
end $$;

do $$
declare f record;
  office text[] := array['cooperation_requests', 'cooperation_request', 'draft_cooperation_request', 'move_cooperation'];
  received text[] := array['received_requests', 'received_request', 'decline_received_request'];
  links text[] := array['open_cooperation_link', 'answer_cooperation_link'];
begin
  for f in select p.oid::regprocedure as name, p.proname from pg_proc p
      where p.pronamespace = 'sec'::regnamespace and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f.name);
    execute format('revoke all on function %s from public', f.name);
    if f.proname = any (office) then execute format('grant execute on function %s to app_welfare', f.name); end if;
    if f.proname = any (received) then execute format('grant execute on function %s to app_utility', f.name); end if;
    if f.proname = any (links) then execute format('grant execute on function %s to app_public', f.name); end if;
  end loop;
end $$;
