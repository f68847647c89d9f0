-- What a clerk handed out just now: written down with one touch, and taken back while it is fresh.

alter table app.handouts add column at timestamptz not null default now();

-- The speaker's own hand-outs of today, the latest first, and the kind that was written down last.
create function sec.own_handouts() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare own jsonb;
begin
  perform sec.require_role(array['arrears_clerk', 'liaison', 'utility_admin']);
  select jsonb_agg(jsonb_build_object('id', h.id, 'tenantId', h.tenant_id, 'handedOn', h.handed_on, 'stage', h.stage,
      'channel', h.channel, 'language', h.language, 'count', h.count, 'mayTakeBack', h.at > now() - interval '1 day')
      order by h.at desc, h.id desc) into own
    from (select x.* from app.handouts x where x.organization_id = sec.organization() and x.written_by = sec.user_id()
      order by x.at desc, x.id desc limit 20) h;
  return coalesce(own, '[]');
end $$;

-- Somebody pressed twice, or the wrong line: within a day the same person takes it back. Later the year stands as it is.
create function sec.take_back_handout(p jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform sec.require_role(array['arrears_clerk', 'liaison', 'utility_admin']);
  delete from app.handouts h where h.organization_id = sec.organization() and h.id = (p ->> 'id')::uuid
    and h.written_by = sec.user_id() and h.at > now() - interval '1 day';
  if not found then raise exception 'handout-missing' using errcode = 'TM404'; end if;
end $$;

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name from pg_proc p
      where p.pronamespace = 'sec'::regnamespace and p.proname in ('own_handouts', 'take_back_handout') loop
    execute format('alter function %s owner to tomoshibi_gate', f.name);
    execute format('revoke all on function %s from public', f.name);
  end loop;
end $$;
grant execute on function sec.own_handouts(), sec.take_back_handout(jsonb) to app_utility;
