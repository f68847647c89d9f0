-- Who did what, chained so that a missing or altered line is found. Appended in the transaction of a write, and
-- before bytes leave for a read of a person; there is no other writer and nobody may change a line.
--
-- One chain per scope: a tenant's, or a company's for what never reached a tenant. No plaintext personal data:
-- subject and object are ids, detail holds codes and field names.

create schema audit;
grant usage on schema audit to app_welfare, app_utility, app_auditor, app_worker, app_public, app_login;
grant usage, create on schema audit to tomoshibi_gate;

create table audit.heads (
  scope_id uuid primary key,
  sequence bigint not null,
  hash bytea not null
);

create table audit.entries (
  scope_id uuid not null,
  sequence bigint not null,
  at timestamptz not null,
  actor_id uuid,
  action text not null check (action ~ '^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$'),
  subject_id uuid,
  object_id uuid,
  detail text not null check (octet_length(detail) <= 2000),
  previous bytea not null,
  hash bytea not null,
  primary key (scope_id, sequence)
);
create index entries_by_subject on audit.entries (subject_id) where subject_id is not null;

alter table audit.heads enable row level security;    alter table audit.heads force row level security;
alter table audit.entries enable row level security;  alter table audit.entries force row level security;
grant select, insert, update on audit.heads to tomoshibi_gate;
-- The gate itself may add lines but never change or remove one.
grant select, insert on audit.entries to tomoshibi_gate;
create policy gate_passes on audit.heads to tomoshibi_gate using (true) with check (true);
create policy gate_passes on audit.entries to tomoshibi_gate using (true) with check (true);

-- Length first, so that two fields can never be read as one; -1 says absent.
create function audit.field(value text) returns bytea
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when value is null then int4send(-1)
    else int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8') end $$;

-- The exact bytes that are hashed; src/platform/audit/verify-chain.ts builds the same ones independently.
create function audit.canonical(e audit.entries) returns bytea
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select '\x01'::bytea || audit.field(e.scope_id::text) || audit.field(e.sequence::text)
    || audit.field((extract(epoch from e.at) * 1000000)::bigint::text)
    || audit.field(e.actor_id::text) || audit.field(e.action) || audit.field(e.subject_id::text)
    || audit.field(e.object_id::text) || audit.field(e.detail) $$;

-- The sequence is taken under the lock on the head, never from a sequence object: no gaps, no forks.
-- A clock that went back is not written down as earlier than the line before.
create function audit.append(scope uuid, actor uuid, action text, subject uuid, object uuid, detail jsonb)
  returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare head audit.heads; e audit.entries; last_at timestamptz;
begin
  if scope is null then raise exception 'audit-without-scope' using errcode = '23502'; end if;
  insert into audit.heads values (scope, 0, sha256(convert_to('tomoshibi audit ' || scope, 'UTF8')))
    on conflict do nothing;
  select * into head from audit.heads h where h.scope_id = scope for update;
  select x.at into last_at from audit.entries x where x.scope_id = scope and x.sequence = head.sequence;
  e.scope_id := scope;
  e.sequence := head.sequence + 1;
  e.at := greatest(clock_timestamp(), last_at);
  e.actor_id := actor;
  e.action := action;
  e.subject_id := subject;
  e.object_id := object;
  e.detail := coalesce(detail, '{}'::jsonb)::text;
  e.previous := head.hash;
  e.hash := sha256(head.hash || audit.canonical(e));
  insert into audit.entries values (e.*);
  update audit.heads h set sequence = e.sequence, hash = e.hash where h.scope_id = scope;
  return e.sequence;
end $$;
alter function audit.field(text) owner to tomoshibi_gate;
alter function audit.canonical(audit.entries) owner to tomoshibi_gate;
alter function audit.append(uuid, uuid, text, uuid, uuid, jsonb) owner to tomoshibi_gate;
revoke all on function audit.field(text), audit.canonical(audit.entries),
  audit.append(uuid, uuid, text, uuid, uuid, jsonb) from public;

-- What an application role may write: its own deeds, in its own scope, as the speaker of its session.
create function sec.record(action text, subject uuid, object uuid, detail jsonb) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users;
begin
  u := sec.speaker();
  if u.id is null then raise exception 'no-session' using errcode = '42501'; end if;
  return audit.append(coalesce(u.tenant_id, u.organization_id), u.id, action, subject, object, detail);
end $$;
alter function sec.record(text, uuid, uuid, jsonb) owner to tomoshibi_gate;
revoke all on function sec.record(text, uuid, uuid, jsonb) from public;
grant execute on function sec.record(text, uuid, uuid, jsonb) to app_welfare, app_utility, app_auditor;

grant select on audit.entries, audit.heads to app_auditor;
create policy auditor_stays_in_the_tenant on audit.entries as restrictive for select to app_auditor
  using (scope_id = (select sec.tenant()));
create policy auditor_reads_the_log on audit.entries for select to app_auditor
  using ((select sec.has_role('auditor')));
create policy auditor_stays_in_the_tenant on audit.heads as restrictive for select to app_auditor
  using (scope_id = (select sec.tenant()));
create policy auditor_reads_the_heads on audit.heads for select to app_auditor
  using ((select sec.has_role('auditor')));

-- The worker signs the heads every ten minutes; it sees hashes, not what was done.
grant select on audit.heads to app_worker;
create policy worker_signs_heads on audit.heads for select to app_worker using (true);
