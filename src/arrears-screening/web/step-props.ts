import type { WorkView } from './desk-shapes.ts'
import type { WorkStep } from './work-steps.ts'

/** What every step gets: the work as it stands, and the way to another step. */
export type StepProps = { readonly work: WorkView; readonly go: (step: WorkStep) => void }
