/** The door of this feature. The pure gate is information-sharing.ts. */
export { auditApi } from './audit-api.ts'
export { auditWord } from './audit-words.ts'
export { figuresApi } from './figures-api.ts'
export { judgementApi } from './judgement-api.ts'
export { findJudgementBasis, type JudgementBasis } from './judgement-basis.ts'
export { ownPage } from './own-page/own-page-api.ts'
export { sharingApi } from './sharing-api.ts'
export { sharingSentences } from './sharing-sentences.ts'
