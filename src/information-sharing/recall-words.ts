/** What screens say and decide about recalls. */
export {
  decideAttestation,
  RECALL_OUTCOMES,
  RECALL_STATES,
  RECALL_THINGS,
  RETENTION_GROUNDS,
  type RecallOutcome,
  type RecallThing,
  type RetentionGround,
  recallOutcomes,
  recallThings,
  retentionGrounds,
} from './recall/recall.ts'
