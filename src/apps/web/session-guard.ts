import type { Session } from '#platform/auth/auth-contract.ts'

/** What the shell asks the person over the page: the password again, or to sign in again. */
export type Question = 'step-up' | 'sign-in'

/** Questions that calls of the API wait for; asked once however many calls wait. */
export class SessionQuestions {
  private readonly listeners = new Set<() => void>()
  private asked: Question | undefined
  private answers: ((repeat: boolean) => void)[] = []

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The question on the screen now. */
  readonly current = (): Question | undefined => this.asked

  /** Asks and waits; `true` when the person answered and the call may be repeated. A lost session outranks a step-up. */
  readonly ask = (question: Question): Promise<boolean> => {
    this.asked = this.asked === 'sign-in' ? 'sign-in' : question
    this.tell()
    return new Promise((resolve) => this.answers.push(resolve))
  }

  /** The person answered (`true`) or closed the question (`false`). */
  readonly answer = (repeat: boolean): void => {
    const waiting = this.answers
    this.answers = []
    this.asked = undefined
    this.tell()
    for (const resolve of waiting) resolve(repeat)
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}

/** What follows a sign-in over the page: the same person goes on, another one starts from their home. */
export function afterSignIn(before: Session | undefined, now: Session): 'go-on' | 'start-over' {
  return before === undefined || before.user.id === now.user.id ? 'go-on' : 'start-over'
}
