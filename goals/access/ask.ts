import type pg from 'pg'
import { z } from 'zod'

/** One statement to try: `keys` answers one JSON list of keys, `count` the number of rows it touched. */
export type Statement = { readonly answers: 'keys' | 'count'; readonly sql: string }
/** `sqlState` when the database refused or failed. */
const Answer = z.object({
  v: z.string(),
  m: z.string().optional(),
  n: z.number().nullish(),
  keys: z.array(z.string()).nullish(),
})
export type Answer = z.infer<typeof Answer>

/** Opens a session, speaks without one, or goes on with whatever the connection holds. */
export type Token = string | null | { readonly left: true }

/** Refused by grants or policies; every other state is a fault of the question. */
export const refused = '42501'

/**
 * Tries each statement in a subtransaction of its own that is always rolled back, as whoever the connection speaks
 * for: one round trip for everything that one speaker asks.
 */
export async function askAll(client: pg.ClientBase, token: Token, statements: readonly Statement[]): Promise<Answer[]> {
  const list = JSON.stringify(statements.map((one) => ({ k: one.answers, s: one.sql }))).replaceAll("'", "''")
  const open = openingOf(token)
  await client.query(`select ${open}; do $probe$ ${body(list)} $probe$`)
  const { rows } = await client.query<{ answers: string }>("select current_setting('goal.answers') as answers")
  return z.array(Answer).parse(JSON.parse(rows[0]?.answers ?? '[]'))
}

function openingOf(token: Token): string {
  if (token === null) return "set_config('app.session', '', true)"
  return typeof token === 'string' ? `sec.open_session('${token}')::text` : '1'
}

const body = (list: string) => `
declare p jsonb; out text[] := '{}'; one jsonb; n bigint;
begin
  for p in select value from jsonb_array_elements('${list}'::jsonb) loop
    one := null; n := null;
    begin
      if p ->> 'k' = 'keys' then execute p ->> 's' into one;
      else execute p ->> 's'; get diagnostics n = row_count; end if;
      raise exception using errcode = 'TMOK0';
    exception
      when sqlstate 'TMOK0' then out := array_append(out, jsonb_build_object('v', 'ok', 'n', n, 'keys', one)::text);
      when others then out := array_append(out, jsonb_build_object('v', sqlstate, 'm', left(sqlerrm, 160))::text);
    end;
  end loop;
  perform set_config('goal.answers', '[' || array_to_string(out, ',') || ']', true);
end`
