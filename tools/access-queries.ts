/** Questions to the catalogue. Sorted by C collation, so that the document does not depend on the machine. */
const OWN = "n.nspname in ('app', 'auth', 'audit', 'sec')"
const WHO = `case acl.grantee when 0 then 'PUBLIC' else acl.grantee::regrole::text end`

/** Tables and views of our schemas; `guarded` is FORCE ROW LEVEL SECURITY, or security_invoker for a view. */
export const RELATIONS = `
  select n.nspname || '.' || c.relname as relation,
         case when c.relkind in ('v', 'm') then 'view' else 'table' end as kind,
         c.relowner::regrole::text as owner,
         case when c.relkind in ('v', 'm') then coalesce('security_invoker=true' = any (c.reloptions), false)
              else c.relrowsecurity and c.relforcerowsecurity end as guarded,
         coalesce(obj_description(c.oid, 'pg_class'), '') as says
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${OWN} and c.relkind in ('r', 'p', 'v', 'm')
  order by (n.nspname || '.' || c.relname) collate "C"`

export const POLICIES = `
  select n.nspname || '.' || c.relname as relation, p.polname as name, not p.polpermissive as restrictive,
         case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end as command,
         (select string_agg(case r when 0 then 'PUBLIC' else r::regrole::text end, ', ' order by r::regrole::text collate "C")
            from unnest(p.polroles) r) as roles,
         coalesce(pg_get_expr(p.polqual, p.polrelid), '') as sees,
         coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') as writes
  from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
  where ${OWN}
  order by (n.nspname || '.' || c.relname) collate "C", p.polpermissive, p.polname collate "C"`

/** Rights on whole tables, and on single columns with the columns named. */
export const GRANTS = `
  with whole as (
    select c.oid, ${WHO} as role, acl.grantee, lower(acl.privilege_type) as verb, '' as columns
    from pg_class c cross join lateral aclexplode(c.relacl) acl
    where acl.grantee <> c.relowner
  ), parts as (
    select c.oid, ${WHO} as role, acl.grantee, lower(acl.privilege_type) as verb,
           ' (' || string_agg(a.attname, ', ' order by a.attnum) || ')' as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
         cross join lateral aclexplode(a.attacl) acl
    where acl.grantee <> c.relowner
    group by 1, 2, 3, 4
  )
  select n.nspname || '.' || c.relname as relation, g.role,
         string_agg(g.verb || g.columns, ', ' order by g.verb collate "C", g.columns collate "C") as verbs
  from (select * from whole union all select * from parts) g
  join pg_class c on c.oid = g.oid join pg_namespace n on n.oid = c.relnamespace
  where ${OWN} and c.relkind in ('r', 'p', 'v', 'm')
  group by 1, 2
  order by (n.nspname || '.' || c.relname) collate "C", g.role collate "C"`

export const FUNCTIONS = `
  select n.nspname || '.' || f.proname || '(' || pg_get_function_identity_arguments(f.oid) || ')' as signature,
         f.proowner::regrole::text as owner,
         coalesce((select string_agg(${WHO}, ', ' order by ${WHO} collate "C")
            from aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) acl
            where acl.grantee <> f.proowner), 'nobody') as callers,
         coalesce(obj_description(f.oid, 'pg_proc'), '') as says
  from pg_proc f join pg_namespace n on n.oid = f.pronamespace
  where ${OWN} and f.prosecdef
  order by n.nspname collate "C", f.proname collate "C", pg_get_function_identity_arguments(f.oid) collate "C"`
