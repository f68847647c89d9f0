import { createContext, type ReactNode, useContext, useEffect, useId, useRef } from 'react'
import { Icon } from './icon.tsx'

/** What is wrong with one field: `path` is the field's name on the wire (`arrears.months`). */
export type FieldProblem = { readonly path: string; readonly message: string }

const FormProblems = createContext<readonly FieldProblem[]>([])

/** The element id of the field with this name, so that the summary at the top can lead to it. */
export function fieldId(name: string): string {
  return `field-${name.replaceAll(/[^\w-]/g, '-')}`
}

/** The sentence that stands at the field with this name, if something is wrong with it. */
export function useFieldProblem(name: string | undefined): string | undefined {
  const problems = useContext(FormProblems)
  return name === undefined ? undefined : problems.find((problem) => problem.path === name)?.message
}

type FormProps = {
  /** What is wrong, from the screen's own check or from the answer of the server. A new array moves the focus to the summary. */
  problems?: readonly FieldProblem[] | undefined
  onSubmit: () => void
  children: ReactNode
  /** The form's name for screen readers, where a page has more than one. */
  label?: string | undefined
}

/** A form that keeps what was typed: errors stand at the top and at their fields (by the field's `name`). */
export function Form({ problems = [], onSubmit, children, label }: FormProps) {
  return (
    <form
      noValidate
      aria-label={label}
      className="flex flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <ErrorSummary problems={problems} />
      <FormProblems value={problems}>{children}</FormProblems>
    </form>
  )
}

/** All errors at the top of a form; each leads to its field. The focus comes here when errors appear. */
export function ErrorSummary({ problems }: { problems: readonly FieldProblem[] }) {
  const box = useRef<HTMLDivElement>(null)
  const heading = useId()
  useEffect(() => {
    if (problems.length > 0) box.current?.focus()
  }, [problems])
  if (problems.length === 0) return null
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      aria-labelledby={heading}
      className="rounded-12 border-3 border-error-1 bg-white p-4 md:p-6"
    >
      <h2 id={heading} className="flex items-start gap-2 text-std-18B-160 text-error-2">
        <Icon name="error" className="mt-0.5" />
        入力を確かめてください（{problems.length}か所）
      </h2>
      <ul className="mt-3 flex flex-col gap-1 pl-8">
        {problems.map((problem) => (
          <li key={`${problem.path}:${problem.message}`} className="list-disc">
            <a
              href={`#${fieldId(problem.path)}`}
              className="link-text"
              onClick={(event) => {
                event.preventDefault()
                const field = document.getElementById(fieldId(problem.path))
                field?.scrollIntoView({ block: 'center' })
                field?.focus({ preventScroll: true })
              }}
            >
              {problem.message}
            </a>
          </li>
        ))}
      </ul>
      <p className="mt-3 pl-8 text-solid-gray-700">入力した内容はそのまま残っています。</p>
    </div>
  )
}

/** The sentence at the field. */
export function FieldError({ id, children }: { id: string; children: string }) {
  return (
    <p id={id} className="flex items-start gap-1 text-error-2">
      <Icon name="error" className="mt-1 size-5" />
      <span>{children}</span>
    </p>
  )
}

/** 「必須」 or 「任意」 beside a label. */
export function RequiredMark({ required }: { required: boolean | undefined }) {
  if (required === undefined) return null
  return required ? (
    <span className="ml-2 text-[0.875rem] font-normal text-error-2">必須</span>
  ) : (
    <span className="ml-2 text-[0.875rem] font-normal text-solid-gray-700">任意</span>
  )
}
