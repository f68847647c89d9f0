-- Cooperation requests (協力の求め, Self-Reliance Support Act Art. 9(3)): the conference asks somebody who sits in none of its
-- sittings for material. What is asked is in codes; about whom and the question are sealed for the person of the case. The
-- request tells its recipient that somebody is in hardship: it is itself a line of the ledger. About a protected person nobody
-- is asked at all: while the mark stands a request is nothing to whoever received it.

create table app.cooperation_requests (
  tenant_id uuid not null,
  id uuid not null,
  body_id uuid not null,
  item_id uuid,
  case_id uuid not null,
  recipient_id uuid not null references app.organizations (id),
  -- To a company with accounts here, or by a letter with a link that opens once.
  way text not null check (way in ('screen', 'letter')),
  categories text[] not null check (cardinality(categories) > 0
    and categories <@ array['identity', 'contact', 'supply', 'observation', 'arrears']),
  basis text not null check (basis in ('consent', 'without-consent')),
  interest text check (interest in ('life', 'body', 'property')),
  due_on date not null,
  -- `expired` is by calendar, sec.cooperation_state: nobody has to press anything.
  state text not null default 'drafted' check (state in ('drafted', 'sent', 'answered', 'declined', 'unable', 'withdrawn')),
  sealed bytea not null check (octet_length(sealed) <= 60000),
  answer bytea check (octet_length(answer) <= 60000),
  answered_by text check (answered_by in ('link', 'screen', 'office', 'judgement')),
  receipt text check (receipt ~ '^[0-9A-Z-]{6,20}$'),
  sharing_id uuid,
  drafted_by uuid not null references app.users (id),
  drafted_at timestamptz not null default now(),
  sent_by uuid references app.users (id),
  sent_at timestamptz,
  ended_at timestamptz,
  version integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, body_id) references app.conference_bodies (tenant_id, id),
  foreign key (tenant_id, item_id) references app.conference_items (tenant_id, id),
  foreign key (tenant_id, case_id) references app.cases (tenant_id, id),
  foreign key (tenant_id, sharing_id) references app.sharings (tenant_id, id),
  constraint who_asks_without_consent_says_for_what check ((basis = 'without-consent') = (interest is not null)),
  constraint nobody_sends_what_they_wrote check (sent_by <> drafted_by),
  constraint sent_requests_stand_in_the_ledger check ((sent_at is null) = (sharing_id is null)),
  constraint what_ended_says_when check ((state in ('drafted', 'sent')) = (ended_at is null))
);
create index cooperation_requests_received on app.cooperation_requests (recipient_id) where state = 'sent';

-- One for each number that was told; a new one makes the older worthless. Only keyed hashes are kept.
create table app.cooperation_links (
  tenant_id uuid not null,
  request_id uuid not null,
  code_hash bytea not null unique check (octet_length(code_hash) = 32),
  pin_hash bytea not null check (octet_length(pin_hash) = 32),
  issued_by uuid not null references app.users (id),
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '14 days',
  tries smallint not null default 0 check (tries between 0 and 5),
  opened_at timestamptz,
  token_hash bytea,
  primary key (tenant_id, request_id),
  foreign key (tenant_id, request_id) references app.cooperation_requests (tenant_id, id) on delete cascade
);

do $$
declare t text;
begin
  foreach t in array array['cooperation_requests', 'cooperation_links'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('grant select, insert, update, delete on app.%I to tomoshibi_gate', t);
    execute format('create policy gate_passes on app.%I to tomoshibi_gate using (true) with check (true)', t);
  end loop;
end $$;

create function sec.cooperation_state(r app.cooperation_requests) returns text
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when r.state = 'sent' and r.due_on < sec.today() then 'expired' else r.state end $$;

create function sec.is_about_protected(r app.cooperation_requests) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select c.protected from app.cases c where c.tenant_id = r.tenant_id and c.id = r.case_id), true) $$;

-- Who asks reads it: the people of the case, and officers, who decide without reading cases.
create function sec.may_see_cooperation(r app.cooperation_requests) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.tenant_id = sec.tenant() and (sec.may_see_case(r.case_id)
    or (sec.has_role('municipal_officer') and not sec.is_about_protected(r))) $$;

create function sec.own_cooperation(the_request uuid, seen integer) returns app.cooperation_requests
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare r app.cooperation_requests;
begin
  select * into r from app.cooperation_requests x where x.tenant_id = sec.tenant() and x.id = the_request for update;
  if not found or not sec.may_see_cooperation(r) then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  if seen is not null and r.version <> seen then raise exception 'version-conflict' using errcode = 'TM409'; end if;
  return r;
end $$;

-- What still counts as a question to somebody: sent, in time, and about nobody who is protected.
create function sec.is_open_request(r app.cooperation_requests) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select sec.cooperation_state(r) = 'sent' and not sec.is_about_protected(r) $$;

-- The gate's hook: an open request to this very provider, for no more than was asked.
create or replace function sec.why_not_on_request(provider uuid, request uuid, categories text[]) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when exists (select 1 from app.cooperation_requests r where r.id = request and r.recipient_id = provider
      and r.way = 'screen' and sec.is_open_request(r) and why_not_on_request.categories <@ r.categories)
    then null else 'cooperation-request-missing' end $$;

-- After an end nobody needs to read whom it was about: the keys of what was sent are destroyed.
create function sec.end_cooperation(r app.cooperation_requests, p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.cooperation_requests x set state = p ->> 'state', ended_at = now(), version = x.version + 1,
      answer = decode(p ->> 'sealed', 'base64'), answered_by = p ->> 'by', receipt = p ->> 'receipt'
    where x.tenant_id = r.tenant_id and x.id = r.id;
  delete from app.cooperation_links l where l.tenant_id = r.tenant_id and l.request_id = r.id;
  update app.snapshots n set wrapped_key = null, recalled_at = now()
   where n.tenant_id = r.tenant_id and n.sharing_id = r.sharing_id;
  perform audit.append(r.tenant_id, sec.user_id(), 'cooperation.' || (p ->> 'state'), (select c.subject_id from app.cases c
    where c.tenant_id = r.tenant_id and c.id = r.case_id), r.id, jsonb_build_object('by', p ->> 'by'));
end $$;

-- Words that came as an answer are a sharing of whoever gave them. What a company sends on a judgement writes its own line.
create function sec.take_cooperation_answer(r app.cooperation_requests, p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not coalesce(p ->> 'state' in ('answered', 'declined', 'unable'), false) then
    raise exception 'malformed' using errcode = 'TM422';
  end if;
  if p ->> 'state' = 'answered' then
    insert into app.sharings (tenant_id, id, provider_id, recipient_id, categories, purpose, ground, item_id, request_id,
        requested_by, decided_by, art29_record_duty)
      values (r.tenant_id, (p ->> 'sharingId')::uuid, r.recipient_id, (select c.agency_id from app.cases c
        where c.tenant_id = r.tenant_id and c.id = r.case_id), r.categories, 'cooperation', 'cooperation-request', r.item_id,
        r.id, r.drafted_by, r.sent_by, false);
  end if;
  perform sec.end_cooperation(r, p);
end $$;

-- A company's answer goes through the gate; its line in the ledger ends the request.
create function sec.sharing_answers_request() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare r app.cooperation_requests;
begin
  select * into r from app.cooperation_requests x where x.id = new.request_id and x.recipient_id = new.provider_id for update;
  if found and r.state = 'sent' then
    perform sec.end_cooperation(r, jsonb_build_object('state', 'answered', 'by', 'judgement'));
  end if;
  return null;
end $$;
create trigger sharing_answers_request after insert on app.sharings for each row
  when (new.request_id is not null and new.judgement_id is not null) execute function sec.sharing_answers_request();

-- Who holds the link: right code and right number open it once, and the wrong number five times makes it worthless. Unknown,
-- replaced, used, expired, about somebody who is protected now, or a wrong number: null.
create function sec.open_cooperation_link(the_code text, the_pin text, the_token text) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l app.cooperation_links; r app.cooperation_requests;
begin
  select * into l from app.cooperation_links x where x.code_hash = decode(the_code, 'hex') for update;
  if not found or l.opened_at is not null or l.tries >= 5 or l.expires_at <= now() then return null; end if;
  select * into r from app.cooperation_requests x where x.tenant_id = l.tenant_id and x.id = l.request_id;
  if not sec.is_open_request(r) then return null; end if;
  if l.pin_hash <> decode(the_pin, 'hex') then
    update app.cooperation_links x set tries = x.tries + 1 where x.code_hash = l.code_hash;
    return null;
  end if;
  update app.cooperation_links x set opened_at = now(), token_hash = decode(the_token, 'hex') where x.code_hash = l.code_hash;
  perform audit.append(r.tenant_id, null, 'cooperation.opened', (select c.subject_id from app.cases c
    where c.tenant_id = r.tenant_id and c.id = r.case_id), r.id, '{}');
  return sec.cooperation_as_received(r);
end $$;

create function sec.cooperation_as_received(r app.cooperation_requests) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('id', r.id, 'tenantId', r.tenant_id, 'sharingId', r.sharing_id, 'recipientId', r.recipient_id,
    'agencyId', c.agency_id, 'agency', o.name, 'phone', o.phone, 'tenant', t.name, 'body', b.name, 'recipient', q.name,
    'categories', r.categories, 'dueOn', r.due_on, 'sentAt', r.sent_at, 'subjectKey', encode(s.wrapped_key, 'base64'), 'parts',
    (select coalesce(jsonb_agg(jsonb_build_object('category', n.category, 'sealed', encode(n.sealed, 'base64'), 'wrappedKey',
        encode(n.wrapped_key, 'base64')) order by n.category), '[]') from app.snapshots n
      where n.tenant_id = r.tenant_id and n.sharing_id = r.sharing_id and n.wrapped_key is not null))
    from app.cases c join app.subjects s on s.scope_id = c.tenant_id and s.id = c.subject_id
      join app.organizations o on o.id = c.agency_id join app.tenants t on t.id = c.tenant_id
      join app.conference_bodies b on b.tenant_id = c.tenant_id and b.id = r.body_id
      join app.organizations q on q.id = r.recipient_id
   where c.tenant_id = r.tenant_id and c.id = r.case_id $$;

-- Within an hour of opening, and once. Answers what the answer is sealed with (`probe`), or whether it was taken.
create function sec.answer_cooperation_link(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l app.cooperation_links; r app.cooperation_requests;
begin
  select * into l from app.cooperation_links x where x.code_hash = decode(p ->> 'code', 'hex')
    and x.token_hash = decode(p ->> 'token', 'hex') and x.opened_at > now() - interval '1 hour' for update;
  if not found then return null; end if;
  select * into r from app.cooperation_requests x where x.tenant_id = l.tenant_id and x.id = l.request_id for update;
  if not sec.is_open_request(r) then return null; end if;
  if p ->> 'state' is null then return sec.cooperation_as_received(r); end if;
  perform sec.take_cooperation_answer(r, p || '{"by": "link"}');
  return jsonb_build_object('id', r.id);
end $$;

-- A company's liaison: what was asked of the company, and one of it opened, which is written down.
create function sec.received_requests() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform sec.require_role(array['liaison']);
  return (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'body', b.name, 'categories', r.categories, 'dueOn',
      r.due_on, 'state', sec.cooperation_state(r), 'agency', o.name, 'agencyId', o.id) order by r.state <> 'sent', r.due_on, r.id), '[]')
    from app.cooperation_requests r join app.conference_bodies b on b.tenant_id = r.tenant_id and b.id = r.body_id
      join app.cases c on c.tenant_id = r.tenant_id and c.id = r.case_id join app.organizations o on o.id = c.agency_id
   where r.recipient_id = sec.organization() and r.way = 'screen' and r.sent_at is not null and not sec.is_about_protected(r)
     and coalesce(r.ended_at, now()) > now() - interval '90 days');
end $$;

create function sec.received_request(the_request uuid) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare r app.cooperation_requests;
begin
  select * into r from app.cooperation_requests x where x.id = the_request and x.recipient_id = sec.organization()
    and x.way = 'screen' and sec.has_role('liaison');
  if not found or not sec.is_open_request(r) then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  perform audit.append(r.tenant_id, sec.user_id(), 'cooperation.opened', (select c.subject_id from app.cases c
    where c.tenant_id = r.tenant_id and c.id = r.case_id), r.id, '{}');
  return sec.cooperation_as_received(r);
end $$;

-- p: {id, state: declined | unable, sealed, receipt}. An answer with content goes through the gate, never here.
create function sec.decline_received_request(p jsonb) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare r app.cooperation_requests;
begin
  select * into r from app.cooperation_requests x where x.id = (p ->> 'id')::uuid and x.recipient_id = sec.organization()
    and x.way = 'screen' and sec.has_role('liaison') for update;
  if not found or not sec.is_open_request(r) then raise exception 'conference-missing' using errcode = 'TM404'; end if;
  if p ->> 'state' = 'answered' then raise exception 'transition-not-allowed' using errcode = 'TM409'; end if;
  perform sec.take_cooperation_answer(r, p || '{"by": "screen"}');
  return jsonb_build_object('id', r.id);
end $$;
