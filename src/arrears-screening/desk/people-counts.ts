import { join } from 'node:path'
import { z } from 'zod'
import { openDuckDb, sqlText } from '#platform/duckdb/open-duckdb.ts'
import type { RunView } from './desk-views.ts'

const cell = z.object({ agreementId: z.string(), municipality: z.string(), people: z.coerce.number() })

/** People to guide by agreement and municipality, exact: for the company's own eyes. */
export async function peopleByMunicipality(
  out: string,
  { memoryMb, threads }: { readonly memoryMb: number; readonly threads: number },
): Promise<RunView['byMunicipality']> {
  const duckdb = await openDuckDb({ tempFolder: out, folders: [], memoryMb, threads })
  try {
    const rows = await duckdb.rows(
      `select agreement_id as "agreementId", municipality, count(*) as people
       from read_parquet(${sqlText(join(out, 'people.parquet'))}) group by all order by all`,
      cell,
    )
    return [...rows]
  } finally {
    duckdb.close()
  }
}
