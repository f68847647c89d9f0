/** What screens say about requests for a statement: who asks, with which papers. */
export {
  decidePapers,
  IDENTITY_PAPERS,
  type IdentityPaper,
  identityPapers,
  PAPERS_ASKED,
  REPRESENTATIVE_PAPERS,
  REQUEST_STATES,
  REQUESTERS,
  type RepresentativePaper,
  type Requester,
  requesters,
} from './statement/statement-request.ts'
