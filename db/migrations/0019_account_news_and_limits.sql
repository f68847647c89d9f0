-- Whoever keeps accounts could make a puppet and act through it: colleagues who lead and the holder hear of every
-- change at once. And what one person may fill: drafts. And how often a person's page was opened.

-- Invited, reset, given other roles or contacts, stopped, reopened. Read through sec.account_changes alone.
create table app.account_changes (
  id uuid primary key,
  user_id uuid not null references app.users (id) on delete cascade,
  kind text not null check (kind in ('invited', 'reset', 'roles', 'contact', 'stopped', 'reopened')),
  roles_before text[],
  roles_after text[] not null,
  -- Null when the operator's command line did it.
  changed_by uuid references app.users (id),
  at timestamptz not null default now()
);
create index account_changes_by_user on app.account_changes (user_id, at desc);

-- Times a day, no more: whoever holds code and number sees whether somebody else opened the page too.
create table app.own_page_openings (
  code_hash bytea not null references app.guidance_codes (code_hash) on delete cascade,
  opened_on date not null,
  times integer not null default 1 check (times > 0),
  primary key (code_hash, opened_on)
);

do $$
declare t text;
begin
  foreach t in array array['account_changes', 'own_page_openings'] loop
    execute format('alter table app.%I enable row level security', t);
    execute format('alter table app.%I force row level security', t);
    execute format('grant select, insert, update, delete on app.%I to tomoshibi_gate', t);
    execute format('create policy gate_passes on app.%I to tomoshibi_gate using (true) with check (true)', t);
  end loop;
end $$;

-- Who hears of a change beside the holder: in a company its administrators and liaisons; in a municipality its
-- administrators, its auditors and the lead workers of its agencies.
create function sec.watches_account(watcher app.users, holder app.users) returns boolean
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select watcher.id <> holder.id and watcher.disabled_at is null and case holder.plane
    when 'utility' then watcher.organization_id = holder.organization_id
      and watcher.roles && array['utility_admin', 'liaison']
    else watcher.plane <> 'utility' and watcher.tenant_id = holder.tenant_id
      and watcher.roles && array['tenant_admin', 'lead_worker', 'auditor'] end $$;

-- One notice and one mail for each: the kind of news and nothing personal. `mail_before` still hears of a change that
-- leads later mails elsewhere.
create function sec.tell_of_account(the_user uuid, what text, before text[], mail_before text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare holder app.users; reader record; news jsonb;
  own text := case what when 'invited' then 'own-account-invited' when 'reset' then 'own-account-reset'
    else 'own-account-changed' end;
  others text := case what when 'invited' then 'colleague-invited' when 'reset' then 'colleague-reset'
    else 'colleague-changed' end;
begin
  select * into holder from app.users x where x.id = the_user;
  insert into app.account_changes (id, user_id, kind, roles_before, roles_after, changed_by)
    values (gen_random_uuid(), holder.id, what, before, holder.roles, sec.user_id());
  for reader in
    select holder.id, own as kind, gen_random_uuid() as notice
    union all
    select x.id, others, gen_random_uuid() from app.users x
     where sec.watches_account(x, holder) and x.id is distinct from sec.user_id()
  loop
    insert into app.notices (user_id, id, kind) values (reader.id, reader.notice, reader.kind);
    news := jsonb_build_object('id', reader.notice, 'userId', reader.id, 'kind', reader.kind);
    perform sec.enqueue('mail', news);
    if reader.id = holder.id and mail_before is distinct from holder.mail and mail_before is not null then
      perform sec.enqueue('mail', news || jsonb_build_object('id', gen_random_uuid(), 'to', mail_before));
    end if;
  end loop;
end $$;

-- Changes of the last 90 days: of one's own account, and of those that one watches.
create function sec.account_changes() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare me app.users := sec.speaker();
begin
  return (select coalesce(jsonb_agg(to_jsonb(change)), '[]') from (
    select c.id, c.kind, c.at, u.id = me.id as own, u.display_name as name, o.name as organization,
        c.roles_before as "rolesBefore", c.roles_after as "rolesAfter", b.display_name as by
      from app.account_changes c join app.users u on u.id = c.user_id join app.organizations o on o.id = u.organization_id
        left join app.users b on b.id = c.changed_by
     where c.at > now() - interval '90 days' and (u.id = me.id or sec.watches_account(me, u))
     order by c.at desc, c.id limit 50) change);
end $$;

-- A hundred half-written forms and six megabytes for one person: more is a slip, or somebody filling the disk. What
-- stands stays, may be read, shortened and thrown away; what is being typed stays on its screen.
create function sec.keep_drafts_few() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare others bigint; bytes bigint;
begin
  if tg_op = 'UPDATE' and octet_length(new.sealed) <= octet_length(old.sealed) then return new; end if;
  -- Two windows that save at once are counted one after the other.
  perform pg_advisory_xact_lock(hashtextextended('drafts ' || new.user_id, 0));
  select count(*), coalesce(sum(octet_length(x.sealed)), 0) into others, bytes
    from app.drafts x where x.user_id = new.user_id and x.key <> new.key;
  if others >= 100 or bytes + octet_length(new.sealed) > 6000000 then
    raise exception 'drafts-full' using errcode = 'TM422';
  end if;
  return new;
end $$;
create trigger drafts_stay_few before insert or update of sealed on app.drafts
  for each row execute function sec.keep_drafts_few();

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'sec'::regnamespace
      and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f);
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
grant execute on function sec.account_changes() to app_welfare, app_utility, app_auditor;
