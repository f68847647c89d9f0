import type pg from 'pg'
import { z } from 'zod'
import { FUNCTIONS, GRANTS, POLICIES, RELATIONS } from './access-queries.ts'

const Relation = z.object({
  relation: z.string(),
  kind: z.enum(['table', 'view']),
  owner: z.string(),
  guarded: z.boolean(),
  says: z.string(),
})
const Policy = z.object({
  relation: z.string(),
  name: z.string(),
  restrictive: z.boolean(),
  command: z.string(),
  roles: z.string(),
  sees: z.string(),
  writes: z.string(),
})
const Grant = z.object({ relation: z.string(), role: z.string(), verbs: z.string() })
const Definer = z.object({ signature: z.string(), owner: z.string(), callers: z.string(), says: z.string() })

const HEAD = `# Who may do what in the database

Written by \`npm run docs\` from the catalogue of a freshly migrated PostgreSQL; \`npm test\` fails when it differs.
The app_… roles are NOSUPERUSER and NOBYPASSRLS and own nothing here. No row is visible unless a grant *and* a policy allow it.
`

/** The whole document: every table and view with its policies and grants, then every function that runs with its owner's rights. */
export async function writeAccessDocument(database: pg.Pool): Promise<string> {
  const relations = await rowsOf(database, RELATIONS, Relation)
  const policies = await rowsOf(database, POLICIES, Policy)
  const grants = await rowsOf(database, GRANTS, Grant)
  const functions = await rowsOf(database, FUNCTIONS, Definer)
  if (relations.length === 0) throw new Error('The migrated database has no tables: the document would be empty.')
  const sections = relations.map((relation) => {
    const own = ({ relation: name }: { relation: string }) => name === relation.relation
    return sectionOf(relation, policies.filter(own), grants.filter(own))
  })
  return `${[HEAD, ...sections, functionTable(functions)].join('\n').trimEnd()}\n`
}

function sectionOf(
  { relation, kind, owner, guarded, says }: z.infer<typeof Relation>,
  policies: readonly z.infer<typeof Policy>[],
  grants: readonly z.infer<typeof Grant>[],
): string {
  const lock =
    kind === 'view' ? (guarded ? 'security invoker' : 'NOT security invoker') : guarded ? 'RLS forced' : 'NO FORCED RLS'
  const lines = [`## ${relation}`, '', `${says === '' ? '' : `${cell(says)} `}(${kind} of ${owner}, ${lock})`, '']
  if (grants.length === 0) lines.push('Nobody is granted anything.', '')
  else
    lines.push(
      ...table(
        ['role', 'may'],
        grants.map(({ role, verbs }) => [role, verbs]),
      ),
      '',
    )
  if (policies.length > 0) {
    const rows = policies.map(({ name, restrictive, command, roles, sees, writes }) => {
      return [name, restrictive ? 'and' : 'or', command, roles, code(sees), code(writes)]
    })
    lines.push(...table(['policy', 'joins by', 'for', 'roles', 'sees', 'may write'], rows), '')
  }
  return lines.join('\n')
}

function functionTable(functions: readonly z.infer<typeof Definer>[]): string {
  const rows = functions.map(({ signature, owner, callers, says }) => [`\`${signature}\``, owner, callers, cell(says)])
  const head = ['function', 'runs as', 'callable by', 'what for']
  return ['## Functions that run with their owner’s rights', '', ...table(head, rows), ''].join('\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)]
}

function code(text: string): string {
  return text === '' ? '' : `\`${cell(text)}\``
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim()
}

async function rowsOf<Row>(database: pg.Pool, query: string, shape: z.ZodType<Row>): Promise<Row[]> {
  const { rows } = await database.query(query)
  return z.array(shape).parse(rows)
}
