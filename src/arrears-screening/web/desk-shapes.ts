import type { z } from 'zod'
import type { inspectWorkFile, listWorks, readWork } from '../desk/desk-contract.ts'
import type { dryRun, listDeskAgreements, sharedCounts } from '../desk/trial-contract.ts'

/** The shapes of the desk's answers, as the screens call them. */
export type WorkView = z.infer<(typeof readWork)['response']>
export type WorkFileView = WorkView['files'][number]
export type WorkTaskView = NonNullable<WorkView['task']>
export type ReadingView = NonNullable<WorkView['reading']>
export type RunView = NonNullable<WorkView['run']>
export type LettersView = NonNullable<WorkView['letters']>
export type DeskLimits = z.infer<(typeof listWorks)['response']>['limits']
export type InspectionView = z.infer<(typeof inspectWorkFile)['response']>
export type DeskAgreement = z.infer<(typeof listDeskAgreements)['response']>['agreements'][number]
export type DryRunAnswer = z.infer<(typeof dryRun)['response']>
export type SharedCounts = z.infer<typeof sharedCounts>
