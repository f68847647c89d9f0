import { startTestCluster } from '#platform/database/test-database.ts'

/** One private PostgreSQL for the whole test run; every test file copies a migrated database of its own. */
export default async function setup(): Promise<() => Promise<void>> {
  const cluster = await startTestCluster()
  return () => cluster.stop()
}
