-- The ledger that nobody changes, chained into the log; what was told by word of mouth; and what follows a withdrawal:
-- a recall for each recipient, until somebody has said what became of the copies and notes.
--
-- No plane reads these tables: functions answer what each may know. A column added to the ledger later must be nullable
-- and without default, or the hashes of older lines would no longer fit.

-- Not even the gate's functions, nor the owner: a superuser who takes the triggers away is found by `cli audit verify`.
create function audit.never_changed() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin raise exception 'ledger-is-never-changed' using errcode = '42501'; end $$;

-- The hash of the whole line stands in the log: a line changed, added or taken away afterwards does not fit. At the end
-- of the transaction, so that the head of the chain is the last thing anybody waits for.
create function audit.chain_ledger_line() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare line jsonb := to_jsonb(new);
begin
  perform audit.append(new.tenant_id, coalesce(line ->> 'decided_by', line ->> 'noted_by')::uuid, 'ledger.written', null,
    new.id, jsonb_build_object('table', tg_table_name, 'line',
      encode(sha256(convert_to(jsonb_strip_nulls(line)::text, 'UTF8')), 'hex')));
  return null;
end $$;

-- What was said on the telephone or at a meeting: the sharing stands in app.sharings like every other, this says how.
create table app.spoken_sharings (
  tenant_id uuid not null,
  id uuid not null,
  way text not null check (way in ('phone', 'meeting', 'paper')),
  spoken_at timestamptz not null,
  noted_by uuid not null references app.users (id),
  noted_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references app.sharings (tenant_id, id)
);

-- One per withdrawal and recipient. `due_on` is set by the worker, who knows holidays.
create table app.recalls (
  tenant_id uuid not null references app.tenants (id),
  id uuid not null,
  consent_organization_id uuid not null,
  consent_id uuid not null,
  recipient_id uuid not null references app.organizations (id),
  opened_at timestamptz not null default clock_timestamp(),
  due_on date,
  state text not null default 'open' check (state in ('open', 'taken', 'settled')),
  taken_by uuid references app.users (id),
  taken_at timestamptz,
  settled_at timestamptz,
  escalated smallint not null default 0 check (escalated between 0 and 2),
  version integer not null default 1,
  primary key (tenant_id, id),
  unique (consent_organization_id, consent_id, recipient_id),
  foreign key (consent_organization_id, consent_id) references app.consents (organization_id, id),
  constraint recalls_are_settled_at_a_time check ((state = 'settled') = (settled_at is not null))
);
create index recalls_by_recipient on app.recalls (recipient_id, state);

-- What became of one kind of copy. Added to, never rewritten: a correction is a later round.
create table app.recall_attestations (
  tenant_id uuid not null,
  recall_id uuid not null,
  round smallint not null,
  thing text not null check (thing in ('paper-copies', 'own-notes', 'saved-files')),
  outcome text not null check (outcome in ('none-held', 'deleted', 'returned', 'kept')),
  ground text check (ground in ('case-record', 'record-of-provision', 'life-danger-record', 'pending-request', 'other-law')),
  cited text check (length(cited) between 3 and 60),
  attested_by uuid not null references app.users (id),
  attested_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, recall_id, round, thing),
  foreign key (tenant_id, recall_id) references app.recalls (tenant_id, id),
  constraint what_is_kept_names_its_ground check ((outcome = 'kept') = (ground is not null)),
  constraint another_law_is_cited check ((ground is not distinct from 'other-law') = (cited is not null))
);

do $$
declare t text;
begin
  foreach t in array array['spoken_sharings', 'recalls', 'recall_attestations'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('grant select, insert on app.%I to tomoshibi_gate', t);
    execute format('create policy gate_passes on app.%I to tomoshibi_gate using (true) with check (true)', t);
  end loop;
  foreach t in array array['sharings', 'spoken_sharings', 'recall_attestations'] loop
    execute format('create trigger never_changed before update or delete on app.%I for each row
      execute function audit.never_changed()', t);
    execute format('create trigger never_emptied before truncate on app.%I for each statement
      execute function audit.never_changed()', t);
  end loop;
  foreach t in array array['sharings', 'spoken_sharings'] loop
    execute format('create constraint trigger chained after insert on app.%I deferrable initially deferred
      for each row execute function audit.chain_ledger_line()', t);
  end loop;
end $$;
grant update on app.recalls to tomoshibi_gate;
create index entries_by_object on audit.entries (object_id) where object_id is not null;
create index entries_of_lists on audit.entries (scope_id, sequence) where detail like '%"ids"%';

-- Whatever the way of the withdrawal (own page, company, agency), everybody who was told on that consent is asked, also
-- the company that heard what came of it.
create function sec.open_recalls() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare r record;
begin
  for r in insert into app.recalls (tenant_id, id, consent_organization_id, consent_id, recipient_id)
    select x.tenant_id, gen_random_uuid(), new.organization_id, new.id, x.recipient_id
      from (select distinct s.tenant_id, s.recipient_id from app.sharings s
             where s.report_organization_id = new.organization_id and s.consent_id = new.id) x
    on conflict do nothing returning tenant_id, id, recipient_id
  loop
    perform sec.enqueue('open-recall', jsonb_build_object('recallId', r.id));
    perform audit.append(r.tenant_id, null, 'recall.opened', new.subject_id, r.id,
      jsonb_build_object('recipient', r.recipient_id));
  end loop;
  return null;
end $$;
create constraint trigger withdrawal_opens_recalls after update of withdrawn_at on app.consents
  deferrable initially deferred for each row when (old.withdrawn_at is null and new.withdrawn_at is not null)
  execute function sec.open_recalls();

-- What the recipient calls the matter: the referral that came of it, and its case.
create function sec.referral_of_recall(r app.recalls) returns app.referrals
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select f from app.referrals f join app.sharings s on s.tenant_id = f.tenant_id
      and s.report_organization_id = f.reporter_id and s.report_id = f.report_id and s.recipient_id = f.agency_id
   where f.tenant_id = r.tenant_id and f.agency_id = r.recipient_id and f.reporter_id = r.consent_organization_id
     and s.consent_id = r.consent_id
   order by f.sent_at desc, f.id limit 1 $$;

-- Whether the speaker settles this recall: at the agency whoever may see the matter, at a company its liaison.
create function sec.may_settle_recall(r app.recalls) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare f app.referrals;
begin
  if r.recipient_id is distinct from sec.organization() then return false; end if;
  if sec.has_role('liaison') then return true; end if;
  if not sec.is_case_worker() then return false; end if;
  f := sec.referral_of_recall(r);
  return f.id is not null and (f.case_id is null or sec.may_see_case(f.case_id))
    and (not f.protected or sec.may_see_protected_report(f.id));
end $$;

create function sec.recall_lines(r app.recalls) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('thing', x.thing, 'outcome', x.outcome, 'ground', x.ground, 'cited', x.cited,
      'round', x.round, 'attestedAt', x.attested_at, 'attestedBy', u.display_name) order by x.round desc, x.thing), '[]')
    from app.recall_attestations x join app.users u on u.id = x.attested_by
   where x.tenant_id = r.tenant_id and x.recall_id = r.id $$;

-- What the speaker's house has still to delete or give back, and what it said about it.
create function sec.own_recall_tasks() returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'company', o.name, 'openedAt', r.opened_at, 'dueOn', r.due_on,
      'state', r.state, 'escalated', r.escalated, 'version', r.version, 'settledAt', r.settled_at,
      'caseId', c.id, 'caseNumber', c.number, 'referralId', case when f.agency_id = sec.organization() then f.id end,
      'reportId', case when r.recipient_id = r.consent_organization_id then (select max(s.report_id::text) from app.sharings s
        where s.report_organization_id = r.consent_organization_id and s.consent_id = r.consent_id) end,
      'categories', (select coalesce(jsonb_agg(distinct k), '[]') from app.sharings s, unnest(s.categories) k
        where s.report_organization_id = r.consent_organization_id and s.consent_id = r.consent_id
          and s.recipient_id = r.recipient_id),
      'lines', sec.recall_lines(r)) order by r.state = 'settled', r.due_on, r.opened_at, r.id), '[]')
    from app.recalls r join app.organizations o on o.id = r.consent_organization_id
      cross join lateral sec.referral_of_recall(r) f left join app.cases c on c.tenant_id = f.tenant_id and c.id = f.case_id
   where r.recipient_id = sec.organization() and sec.may_settle_recall(r)
     and (r.state <> 'settled' or r.settled_at > now() - interval '90 days') $$;

-- Whoever passed it on learns one word: open or settled. Neither how many were told nor what any of them keeps.
create function sec.recall_states() returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(to_jsonb(x) order by x."withdrawnOn" desc, x."consentId"), '[]') from (
    select r.consent_id as "consentId", max(p.id::text) as "reportId", max(p.receipt_number) as "receiptNumber",
        min((r.opened_at at time zone 'Asia/Tokyo')::date) as "withdrawnOn",
        case when bool_and(r.state = 'settled') then 'settled' else 'open' end as state
      from app.recalls r left join app.reports p on p.organization_id = r.consent_organization_id and p.consent_id = r.consent_id
     where r.consent_organization_id = sec.organization() and r.recipient_id <> r.consent_organization_id
       and sec.has_role('liaison')
     group by r.consent_id) x $$;

-- The officer hears of what stayed open past its second step: which agency, since when; not whom it is about.
create function sec.late_recalls() returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'recipient', o.name, 'openedAt', r.opened_at, 'dueOn', r.due_on)
      order by r.due_on, r.id), '[]')
    from app.recalls r join app.organizations o on o.id = r.recipient_id
   where r.tenant_id = sec.tenant() and sec.has_role('municipal_officer') and r.escalated >= 2 and r.state <> 'settled' $$;

create function sec.recall_to_settle(recall uuid, seen integer) returns app.recalls
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare r app.recalls;
begin
  select * into r from app.recalls x where x.id = recall for update;
  if not found or not sec.may_settle_recall(r) then raise exception 'recall-missing' using errcode = 'TM404'; end if;
  if r.version <> seen then raise exception 'recall-changed' using errcode = 'TM409'; end if;
  return r;
end $$;

create function sec.take_recall(recall uuid, seen integer) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare r app.recalls;
begin
  r := sec.recall_to_settle(recall, seen);
  if r.state <> 'open' then raise exception 'recall-taken-before' using errcode = 'TM409'; end if;
  update app.recalls x set state = 'taken', taken_by = sec.user_id(), taken_at = now(), version = x.version + 1
   where x.tenant_id = r.tenant_id and x.id = r.id;
  perform audit.append(r.tenant_id, sec.user_id(), 'recall.taken', null, r.id, '{}');
  return true;
end $$;

-- p: {id, version, lines: [{thing, outcome, ground?, cited?}]}: every kind of copy is answered for, none twice. Said once
-- more it is a correction; what was said before stays.
create function sec.attest_recall(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare r app.recalls; the_round smallint;
begin
  r := sec.recall_to_settle((p ->> 'id')::uuid, (p ->> 'version')::integer);
  if (select array_agg(x ->> 'thing' order by x ->> 'thing') from jsonb_array_elements(p -> 'lines') x)
      is distinct from array['own-notes', 'paper-copies', 'saved-files'] then
    raise exception 'recall-answer-not-whole' using errcode = 'TM422';
  end if;
  select coalesce(max(x.round), 0) + 1 into the_round from app.recall_attestations x
   where x.tenant_id = r.tenant_id and x.recall_id = r.id;
  insert into app.recall_attestations (tenant_id, recall_id, round, thing, outcome, ground, cited, attested_by)
    select r.tenant_id, r.id, the_round, x ->> 'thing', x ->> 'outcome', x ->> 'ground', x ->> 'cited', sec.user_id()
      from jsonb_array_elements(p -> 'lines') x;
  update app.recalls x set state = 'settled', settled_at = coalesce(x.settled_at, now()), version = x.version + 1
   where x.tenant_id = r.tenant_id and x.id = r.id;
  perform audit.append(r.tenant_id, sec.user_id(), 'recall.attested', null, r.id, jsonb_build_object('round', the_round,
    'kept', exists (select 1 from jsonb_array_elements(p -> 'lines') x where x ->> 'outcome' = 'kept')));
  return true;
end $$;

-- For the worker: what waits, with no word about the person.
create function sec.recalls_to_chase() returns table (id uuid, opened_at timestamptz, due_on date, escalated smallint, settings jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.id, r.opened_at, r.due_on, r.escalated, t.settings from app.recalls r join app.tenants t on t.id = r.tenant_id
   where r.state <> 'settled' and (r.due_on is null or r.escalated < 2) order by r.opened_at, r.id $$;

create function sec.set_recall_clock(recall uuid, due date, step smallint) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.recalls x set due_on = coalesce(x.due_on, due), escalated = step
   where x.id = recall and x.state <> 'settled' and (x.escalated < step or x.due_on is null);
  return found;
end $$;

-- Step 0: who settles it. Step 1: the lead, of a protected case its own people alone. Step 2: the municipality's officers.
create function sec.people_of_recall(recall uuid, step smallint) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare r app.recalls; f app.referrals; hidden boolean;
begin
  select * into r from app.recalls x where x.id = recall;
  f := sec.referral_of_recall(r);
  hidden := coalesce(f.protected or (select c.protected from app.cases c where c.tenant_id = f.tenant_id and c.id = f.case_id), false);
  if step = 2 and r.recipient_id <> r.consent_organization_id then
    return query select u.id from app.users u where u.tenant_id = r.tenant_id and u.disabled_at is null
      and 'municipal_officer' = any (u.roles);
  elsif r.recipient_id = r.consent_organization_id then
    return query select u.id from app.users u where u.organization_id = r.recipient_id and u.disabled_at is null
      and ('liaison' = any (u.roles) or (step > 0 and 'utility_admin' = any (u.roles)));
  elsif f.protected then
    return query select sec.audience_of_report(f.id);
  elsif f.case_id is not null and (hidden or step = 0) then
    return query select sec.people_of_case(f.case_id);
  else
    return query select u.id from app.users u where u.organization_id = r.recipient_id and u.disabled_at is null
      and u.roles && (case step when 0 then array['consultation_worker', 'lead_worker'] else array['lead_worker'] end);
  end if;
end $$;
