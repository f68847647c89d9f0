-- The doors, with every ground: what goes out names its judgement in the ledger, and what is overturned comes back.

-- What a company asks the gate when it sends or updates a report; ground, recipient and judgement are added by the door.
create function sec.sharing_asked(saved app.reports, p jsonb) returns jsonb
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('purpose', 'consultation', 'providerId', saved.organization_id, 'tenantId', saved.tenant_id,
    'reportOrganizationId', saved.organization_id, 'reportId', saved.id, 'consentId', saved.consent_id, 'categories',
    (select coalesce(jsonb_agg(x ->> 'category'), '[]') from jsonb_array_elements(p -> 'sharing' -> 'parts') x)) $$;

-- Who asked and who decided, as the ledger keeps it; on a judgement these are its two people and no others.
create function sec.basis_of(provider uuid, the_judgement uuid, asked_by uuid, sent_by uuid) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select jsonb_build_object('judgementId', j.id, 'itemId', j.item_id, 'requestId', j.request_id,
      'requestedBy', j.requested_by, 'decidedBy', s.signed_by)
    from app.judgements j join app.judgement_signatures s on s.provider_id = j.provider_id and s.judgement_id = j.id
      and s.kind = 'decision' where j.provider_id = provider and j.id = the_judgement),
    jsonb_build_object('requestedBy', asked_by, 'decidedBy', sent_by)) $$;

-- Ledger, snapshots, referral, outbox and audit of one report; the caller has decided that it may go.
create function sec.dispatch_report(u app.users, saved app.reports, p jsonb, the_ground text) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
<<held>>
declare agency app.organizations; answer jsonb; basis jsonb; seq bigint; log_hash text;
  sent timestamptz := coalesce(saved.sent_at, clock_timestamp());
begin
  basis := sec.basis_of(u.organization_id, case when the_ground not in ('consent', 'immediate-danger') then
    (p ->> 'judgementId')::uuid end, saved.written_by, u.id);
  select * into agency from app.organizations o where o.id = (p -> 'referral' ->> 'agencyId')::uuid
    and o.tenant_id = saved.tenant_id and o.kind = 'consultation-agency';
  if not found then raise exception 'agency-not-responsible' using errcode = 'TM422'; end if;
  if saved.state = 'draft' then
    update app.reports x set state = 'sent', sent_by = u.id, sent_at = sent, receipt_number = p ->> 'receiptNumber',
      updated_at = sent, version = x.version + 1 where x.organization_id = u.organization_id and x.id = saved.id;
  end if;
  perform sec.write_sharing(jsonb_build_object('id', p -> 'sharing' -> 'id', 'tenantId', saved.tenant_id,
    'providerId', u.organization_id, 'recipientId', agency.id, 'reportOrganizationId', u.organization_id,
    'reportId', saved.id, 'purpose', 'consultation', 'ground', the_ground, 'consentId',
    case when the_ground = 'consent' then saved.consent_id end, 'until', p -> 'sharing' -> 'until',
    'parts', p -> 'sharing' -> 'parts') || basis);
  insert into app.referrals (tenant_id, id, agency_id, reporter_id, report_id, sharing_id, kind, urgency, supply_kind,
      stop_on, stopped_on, sent_at, due_at)
    values (saved.tenant_id, (p -> 'referral' ->> 'id')::uuid, agency.id, u.organization_id, saved.id,
      (p -> 'sharing' ->> 'id')::uuid, saved.kind, saved.urgency, saved.supply_kind, saved.stop_on, saved.stopped_on,
      sent, (p -> 'referral' ->> 'dueAt')::timestamptz);
  insert into app.household_keys (tenant_id, referral_id, kind, key)
    select saved.tenant_id, (p -> 'referral' ->> 'id')::uuid, x ->> 'kind', decode(x ->> 'key', 'hex')
      from jsonb_array_elements(coalesce(p -> 'householdKeys', '[]')) x;
  perform sec.enqueue('notify', jsonb_build_object('kind', case saved.kind when 'danger' then 'danger' else
    'report-arrived' end, 'tenantId', saved.tenant_id, 'referralId', p -> 'referral' -> 'id'));
  seq := audit.append(saved.tenant_id, u.id, 'report.sent', saved.subject_id, saved.id,
    jsonb_build_object('ground', the_ground, 'recipient', agency.id, 'sharing', p -> 'sharing' ->> 'id',
      'judgement', basis -> 'judgementId'));
  -- The line of the municipality's log by its hash: it can be found and not be changed any more, and says to nobody how
  -- many lines, of which other companies, stand before it.
  select encode(e.hash, 'hex') into log_hash from audit.entries e where e.scope_id = saved.tenant_id and e.sequence = seq;
  answer := jsonb_build_object('reportId', saved.id, 'receiptNumber', p ->> 'receiptNumber', 'sentAt', sent,
    'agencyId', agency.id, 'agencyName', agency.name, 'bodyHash', p ->> 'bodyHash', 'logHash', log_hash,
    'replayed', false);
  update app.idempotency_keys i set answer = held.answer
   where i.scope_id = u.organization_id and i.key = (p ->> 'key')::uuid;
  return answer;
end $$;

-- What was shared on a judgement that another decider overturned is taken back, as after a withdrawal.
create function sec.recall_judgement(provider uuid, the_judgement uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare r record;
begin
  update app.snapshots n set wrapped_key = null, recalled_at = now() from app.sharings s
   where s.provider_id = provider and s.judgement_id = the_judgement and n.tenant_id = s.tenant_id and n.sharing_id = s.id;
  update app.feedback x set recalled_at = now() from app.sharings s
   where s.provider_id = provider and s.judgement_id = the_judgement and x.tenant_id = s.tenant_id and x.sharing_id = s.id;
  update app.report_updates x set recalled_at = now() from app.sharings s
   where s.provider_id = provider and s.judgement_id = the_judgement and x.tenant_id = s.tenant_id and x.sharing_id = s.id;
  for r in select x.tenant_id, x.id, x.state from app.referrals x join app.sharings s on s.tenant_id = x.tenant_id
      and s.id = x.sharing_id where s.provider_id = provider and s.judgement_id = the_judgement
      and x.state in ('sent', 'acknowledged', 'accepted') loop
    update app.referrals x set state = 'withdrawn', version = x.version + 1, updated_at = now()
     where x.tenant_id = r.tenant_id and x.id = r.id and r.state <> 'accepted';
    perform sec.enqueue('notify', jsonb_build_object('kind', 'judgement-overturned', 'tenantId', r.tenant_id, 'referralId', r.id));
  end loop;
end $$;

-- Who may answer a record that waits: deciders by office and, at this moment, on duty; never who asked or has decided, and
-- of a protected person none but its audience. `overdue`: whom it climbs to, the provider's administrators, as well.
create function sec.deciders_of_judgement(the_judgement uuid, at timestamptz, overdue boolean) returns setof uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare j app.judgements; shielded boolean;
begin
  select * into j from app.judgements x where x.id = the_judgement;
  shielded := j.referral_id is not null and sec.is_shielded(j.tenant_id, j.referral_id);
  return query select u.id from app.users u
   where u.disabled_at is null and u.id <> j.requested_by and not exists (select 1 from app.judgement_signatures s
       where s.provider_id = j.provider_id and s.judgement_id = j.id and s.signed_by = u.id)
     and (not shielded or u.id in (select sec.audience_of_report(j.referral_id)))
     and ((u.organization_id = j.provider_id and u.roles && case j.purpose when 'consultation'
           then array['liaison'] || case when overdue then array['utility_admin'] else '{}' end else array['lead_worker'] end)
       or (j.purpose <> 'consultation' and u.tenant_id = j.tenant_id
         and u.roles && (array['municipal_officer'] || case when overdue then array['tenant_admin'] else '{}' end))
       or (j.state = 'asked' and exists (select 1 from app.decision_duty d where d.organization_id = j.provider_id
         and d.user_id = u.id and d.starts_at <= at and d.ends_at > at))
       or (j.state = 'asked' and exists (select 1 from app.duty_roster d where d.agency_id = j.provider_id
         and d.user_id = u.id and d.starts_at <= at and d.ends_at > at)));
end $$;

-- Ownership and the list of who may call what.
do $$
declare f record; grants jsonb := '{
  "app_utility": ["save_judgement", "ask_judgement", "decide_judgement", "sign_judgement", "judgement_surroundings"],
  "app_welfare": ["save_judgement", "ask_judgement", "decide_judgement", "sign_judgement", "judgement_surroundings"],
  "app_worker": ["deciders_of_judgement"]
}';
begin
  for f in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'sec'::regnamespace
      and pg_get_userbyid(p.proowner) <> 'tomoshibi_gate' loop
    execute format('alter function %s owner to tomoshibi_gate', f.name);
    execute format('revoke all on function %s from public', f.name);
  end loop;
  for f in select r.key as plane, p.oid::regprocedure as name from jsonb_each(grants) r,
      jsonb_array_elements_text(r.value) n join pg_proc p on p.proname = n and p.pronamespace = 'sec'::regnamespace loop
    execute format('grant execute on function %s to %I', f.name, f.plane);
  end loop;
end $$;
