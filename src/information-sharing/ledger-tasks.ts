import type { Tasks } from '#platform/jobs/start-jobs.ts'
import { chaseRecalls, openRecall } from './recall/chase-recalls.ts'
import { tellOfficers } from './statement/tell-officers.ts'

/** The jobs of the ledger: what follows a withdrawal, and what waits for the municipality's officers. */
export const ledgerTasks: Tasks = {
  'open-recall': openRecall,
  'chase-recalls': chaseRecalls,
  'tell-officers': tellOfficers,
}
