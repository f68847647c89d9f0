-- One's own security, and the accounts of an organisation. An administrator invites, changes roles, stops an account
-- and resets its factors, always after proving presence again, never for themselves, never outside their own company
-- or municipality. Nobody but the holder of a one-time code ever sets a password or a second factor.

create function sec.require_step_up() returns void
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not sec.stepped_up() then raise exception 'stepup_required' using errcode = 'TM401'; end if;
end $$;

-- What leaves no doubt which session is meant without saying anything about its token.
create function auth.session_name(token_hash bytea) returns text
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select encode(substring(sha256(token_hash) for 12), 'hex') $$;

create function sec.own_security() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users; me bytea; c auth.credentials;
begin
  u := sec.speaker();
  me := (sec.session()).token_hash;
  select * into c from auth.credentials x where x.user_id = u.id;
  return jsonb_build_object('demo', u.demo, 'totp', c.totp_sealed is not null, 'passwordSetAt', c.password_set_at,
    'codesLeft', (select count(*) from auth.one_time_codes x where x.user_id = u.id and x.used_at is null),
    'sessions', (select coalesce(jsonb_agg(jsonb_build_object('name', auth.session_name(s.token_hash),
        'device', s.device, 'openedAt', s.created_at, 'seenAt', s.seen_at, 'current', s.token_hash = me)
        order by s.seen_at desc), '[]')
      from auth.sessions s
     where s.user_id = u.id and s.revoked_at is null and s.idle_until > now() and s.absolute_until > now()));
end $$;

create function sec.end_own_session(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users;
begin
  u := sec.speaker();
  update auth.sessions s set revoked_at = now()
   where s.user_id = u.id and s.revoked_at is null and auth.session_name(s.token_hash) = p ->> 'name';
  if not found then raise exception 'not-found' using errcode = 'TM404'; end if;
  perform sec.record('session.ended', null, u.id, '{}');
  return true;
end $$;

-- The people of the demo town share their accounts with every visitor: nobody takes one away from the others.
create function sec.own_account_to_change() returns app.users
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users;
begin
  perform sec.require_step_up();
  u := sec.speaker();
  if u.demo then raise exception 'demo-account' using errcode = 'TM422'; end if;
  return u;
end $$;

-- p: {sealed}. Stays pending until a code of the new authenticator was seen; the old one works until then.
create function sec.begin_totp(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.own_account_to_change();
begin
  update auth.credentials c set totp_pending = decode(p ->> 'sealed', 'base64') where c.user_id = u.id;
  return found;
end $$;

create function sec.pending_totp() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.speaker();
begin
  return jsonb_build_object('userId', u.id,
    'sealed', (select encode(c.totp_pending, 'base64') from auth.credentials c where c.user_id = u.id));
end $$;

create function sec.confirm_totp(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.own_account_to_change();
begin
  update auth.credentials c set totp_sealed = c.totp_pending, totp_pending = null, totp_step = (p ->> 'step')::bigint
   where c.user_id = u.id and c.totp_pending is not null;
  if not found then return false; end if;
  perform sec.record('account.authenticator-set', null, u.id, '{}');
  return true;
end $$;

-- p: {hashes[]}. A new sheet makes the old one worthless.
create function sec.replace_one_time_codes(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.own_account_to_change();
begin
  delete from auth.one_time_codes c where c.user_id = u.id;
  insert into auth.one_time_codes (code_hash, user_id)
    select decode(x, 'hex'), u.id from jsonb_array_elements_text(p -> 'hashes') x;
  perform sec.record('account.codes-printed', null, u.id, '{}');
  return true;
end $$;

-- p: {tokenHash, passwordHash}; the old password was checked before. Every other session of the person ends.
create function auth.set_password(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s auth.sessions := auth.living(p ->> 'tokenHash'); u app.users;
begin
  select * into u from app.users x where x.id = s.user_id for update;
  if not auth.admitted(u) or u.demo then return false; end if;
  update auth.credentials c set password_hash = p ->> 'passwordHash', password_set_at = now() where c.user_id = u.id;
  update auth.sessions x set revoked_at = now()
   where x.user_id = u.id and x.token_hash <> s.token_hash and x.revoked_at is null;
  perform audit.append(coalesce(u.tenant_id, u.organization_id), u.id, 'account.password-set', null, u.id, '{}');
  return true;
end $$;

-- The company of a utility_admin, the municipality and its agencies of a tenant_admin. The municipality's waterworks are
-- a company like others here: whoever keeps the agency's accounts does not open the reporters' records too.
create function sec.in_my_charge(the_organization uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from app.organizations o where o.id = the_organization and (
    (sec.has_role('utility_admin') and o.id = sec.organization())
    or (sec.has_role('tenant_admin') and o.tenant_id = sec.tenant() and o.kind in ('municipality', 'prefecture',
      'municipal-section', 'consultation-agency', 'budget-support-provider')))) $$;

create function sec.staff_accounts() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform sec.require_role(array['utility_admin', 'tenant_admin']);
  return jsonb_build_object(
    'organizations', (select jsonb_agg(jsonb_build_object('id', o.id, 'code', o.code, 'name', o.name) order by o.name)
      from app.organizations o where sec.in_my_charge(o.id)),
    'accounts', (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'organizationId', u.organization_id,
        'organizationName', o.name, 'loginName', u.login_name || '@' || o.code, 'displayName', u.display_name,
        'roles', to_jsonb(u.roles), 'phone', u.phone, 'mail', u.mail, 'demo', u.demo, 'self', u.id = sec.user_id(),
        'disabledAt', u.disabled_at, 'invitedUntil', e.until, 'hasPassword', c.password_hash is not null,
        'lastSeenAt', (select max(s.seen_at) from auth.sessions s where s.user_id = u.id))
        order by o.name, u.disabled_at nulls first, u.display_name), '[]')
      from app.users u join app.organizations o on o.id = u.organization_id
        left join auth.credentials c on c.user_id = u.id
        left join auth.enrolments e on e.user_id = u.id and e.until > now()
     where sec.in_my_charge(u.organization_id)));
end $$;

-- The account an administrator may act on: in their charge, never their own.
create function sec.account_to_manage(the_user uuid) returns app.users
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users;
begin
  perform sec.require_role(array['utility_admin', 'tenant_admin']);
  perform sec.require_step_up();
  select * into u from app.users x where x.id = the_user and sec.in_my_charge(x.organization_id) for update;
  if not found then raise exception 'not-found' using errcode = 'TM404'; end if;
  if u.id = sec.user_id() then raise exception 'not-for-yourself' using errcode = '42501'; end if;
  return u;
end $$;

create function auth.end_all(the_user uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update auth.sessions s set revoked_at = now() where s.user_id = the_user and s.revoked_at is null;
end $$;

create function auth.put_enrolment(the_user uuid, the_kind text, the_hash text, maker uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from auth.enrolments e where e.user_id = the_user or e.until < now() - interval '7 days';
  insert into auth.enrolments (code_hash, user_id, kind, made_by)
    values (decode(the_hash, 'hex'), the_user, the_kind, maker);
end $$;

-- p: {id, organizationId, loginName, displayName, roles[], phone, mail, codeHash}
create function sec.invite_user(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o app.organizations; wanted text[] := array(select jsonb_array_elements_text(p -> 'roles')); the_plane text;
begin
  perform sec.require_role(array['utility_admin', 'tenant_admin']);
  perform sec.require_step_up();
  select * into o from app.organizations x where x.id = (p ->> 'organizationId')::uuid and sec.in_my_charge(x.id);
  if not found then raise exception 'not-found' using errcode = 'TM404'; end if;
  the_plane := case when (sec.speaker()).plane = 'utility' then 'utility' when wanted = '{auditor}' then 'auditor'
    else 'welfare' end;
  begin
    insert into app.users (id, organization_id, tenant_id, plane, login_name, display_name, roles, phone, mail)
      values ((p ->> 'id')::uuid, o.id, o.tenant_id, the_plane, p ->> 'loginName', p ->> 'displayName', wanted,
        p ->> 'phone', p ->> 'mail');
  exception when unique_violation then raise exception 'login-name-taken' using errcode = 'TM422';
    when check_violation then raise exception 'roles-do-not-fit' using errcode = 'TM422';
  end;
  perform auth.put_enrolment((p ->> 'id')::uuid, 'invitation', p ->> 'codeHash', sec.user_id());
  perform sec.tell_of_account((p ->> 'id')::uuid, 'invited', null, null);
  perform sec.record('account.invited', null, (p ->> 'id')::uuid, jsonb_build_object('roles', wanted));
  return true;
end $$;

-- p: {id, displayName, roles[], before[], phone, mail}. Roles that somebody else changed meanwhile are not overwritten;
-- with new roles the person signs in anew, since the length of their session follows from them.
create function sec.change_user(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.account_to_manage((p ->> 'id')::uuid);
  wanted text[] := array(select jsonb_array_elements_text(p -> 'roles'));
  before text[] := array(select jsonb_array_elements_text(p -> 'before'));
begin
  if not (u.roles @> before and u.roles <@ before) then
    raise exception 'version-conflict' using errcode = 'TM409';
  end if;
  begin
    update app.users x set display_name = p ->> 'displayName', roles = wanted, phone = p ->> 'phone',
        mail = p ->> 'mail'
     where x.id = u.id;
  exception when check_violation then raise exception 'roles-do-not-fit' using errcode = 'TM422';
  end;
  if not (wanted @> before and wanted <@ before) then
    perform auth.end_all(u.id);
    perform sec.tell_of_account(u.id, 'roles', before, u.mail);
  elsif (u.display_name, u.phone, u.mail) is distinct from (p ->> 'displayName', p ->> 'phone', p ->> 'mail') then
    perform sec.tell_of_account(u.id, 'contact', before, u.mail);
  end if;
  perform sec.record('account.changed', null, u.id, jsonb_build_object('before', before, 'roles', wanted));
  return true;
end $$;

-- p: {id, disabled}. The sessions end in the same transaction; what the person was doing is refused at its next step.
create function sec.set_user_disabled(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.account_to_manage((p ->> 'id')::uuid); off boolean := (p ->> 'disabled')::boolean;
begin
  update app.users x set disabled_at = case when off then coalesce(x.disabled_at, now()) end where x.id = u.id;
  if off then perform auth.end_all(u.id); end if;
  if off <> (u.disabled_at is not null) then
    perform sec.tell_of_account(u.id, case when off then 'stopped' else 'reopened' end, u.roles, null);
  end if;
  perform sec.record(case when off then 'account.stopped' else 'account.reopened' end, null, u.id, '{}');
  return true;
end $$;

-- p: {id, codeHash}. Lost telephone, forgotten password: all that opened the account is gone, the code opens it anew.
create function sec.reset_user(p jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users := sec.account_to_manage((p ->> 'id')::uuid);
begin
  if u.demo then raise exception 'demo-account' using errcode = 'TM422'; end if;
  delete from auth.credentials c where c.user_id = u.id;
  delete from auth.one_time_codes c where c.user_id = u.id;
  perform auth.end_all(u.id);
  perform auth.put_enrolment(u.id, 'reset', p ->> 'codeHash', sec.user_id());
  perform sec.tell_of_account(u.id, 'reset', u.roles, null);
  perform sec.record('account.reset', null, u.id, '{}');
  return true;
end $$;

-- The moment a real municipality stands in the database, everybody of the demo town is outside.
create function auth.close_demo() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update auth.sessions s set revoked_at = now() from app.users u
   where u.id = s.user_id and u.demo and s.revoked_at is null;
  return null;
end $$;
create trigger a_real_municipality_closes_the_demo after insert or update of demo on app.tenants
  for each row when (not new.demo) execute function auth.close_demo();

do $$
declare f regprocedure;
begin
  grant create on schema auth to tomoshibi_gate;
  for f in select p.oid::regprocedure from pg_proc p
      where p.pronamespace in ('auth'::regnamespace, 'sec'::regnamespace)
        and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f);
    execute format('revoke all on function %s from public', f);
  end loop;
  revoke create on schema auth from tomoshibi_gate;
end $$;
grant execute on function auth.set_password(jsonb) to app_login;
grant execute on function sec.own_security(), sec.end_own_session(jsonb), sec.begin_totp(jsonb), sec.pending_totp(),
  sec.confirm_totp(jsonb), sec.replace_one_time_codes(jsonb) to app_welfare, app_utility, app_auditor;
grant execute on function sec.staff_accounts(), sec.invite_user(jsonb), sec.change_user(jsonb),
  sec.set_user_disabled(jsonb), sec.reset_user(jsonb) to app_welfare, app_utility;
