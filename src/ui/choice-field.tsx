import { type ReactNode, useId } from 'react'
import { cx } from './class-names.ts'
import { FieldError, fieldId, RequiredMark, useFieldProblem } from './form.tsx'
import type { Choice, FieldProps } from './text-field.tsx'

type GroupParts = { firstId: string; groupName: string; invalid: boolean }

/** A question with its choices, tied together for screen readers. */
export function ChoiceFrame({
  label,
  name,
  hint,
  required,
  error,
  children,
}: FieldProps & { children: (parts: GroupParts) => ReactNode }) {
  const unique = useId()
  const id = name === undefined ? unique : fieldId(name)
  const found = useFieldProblem(name)
  const message = error ?? found
  const described = cx(hint !== undefined && `${id}-hint`, message !== undefined && `${id}-error`)
  return (
    <fieldset className="flex min-w-0 flex-col gap-2" aria-describedby={described === '' ? undefined : described}>
      <legend className="mb-2 text-std-17B-170 text-solid-gray-800">
        {label}
        <RequiredMark required={required} />
      </legend>
      {hint !== undefined && (
        <div id={`${id}-hint`} className="text-solid-gray-700">
          {hint}
        </div>
      )}
      {children({ firstId: id, groupName: name ?? unique, invalid: message !== undefined })}
      {message !== undefined && <FieldError id={`${id}-error`}>{message}</FieldError>}
    </fieldset>
  )
}

const rowLooks =
  'flex min-h-11 cursor-pointer items-start gap-3 rounded-8 px-2 py-2 hover:bg-solid-gray-50 has-focus-visible:focus-ring'
const markLooks = 'mt-0.5 size-6 shrink-0 cursor-pointer accent-blue-900 outline-none shadow-none!'

type MarkProps = {
  id?: string | undefined
  kind: 'radio' | 'checkbox'
  groupName: string
  checked: boolean
  invalid: boolean
  onToggle: (checked: boolean) => void
  choice: Choice
}

function Mark({ id, kind, groupName, checked, invalid, onToggle, choice }: MarkProps) {
  return (
    <label className={rowLooks}>
      <input
        id={id}
        type={kind}
        name={groupName}
        value={choice.value}
        checked={checked}
        aria-invalid={invalid ? true : undefined}
        onChange={(event) => onToggle(event.target.checked)}
        className={markLooks}
      />
      <span className="flex flex-col">
        <span>{choice.label}</span>
        {choice.hint !== undefined && (
          <span className="text-[0.875rem] leading-[1.6] text-solid-gray-700">{choice.hint}</span>
        )}
      </span>
    </label>
  )
}

type OneOf<Value extends string> = FieldProps & {
  value: Value | undefined
  onChange: (value: Value) => void
  choices: readonly Choice<Value>[]
}

/** One of a few, all visible. */
export function RadioGroup<Value extends string>({ value, onChange, choices, ...frame }: OneOf<Value>) {
  return (
    <ChoiceFrame {...frame}>
      {({ firstId, groupName, invalid }) => (
        <div className="flex flex-col">
          {choices.map((choice, index) => (
            <Mark
              key={choice.value}
              id={index === 0 ? firstId : undefined}
              kind="radio"
              groupName={groupName}
              checked={value === choice.value}
              invalid={invalid}
              onToggle={() => onChange(choice.value)}
              choice={choice}
            />
          ))}
        </div>
      )}
    </ChoiceFrame>
  )
}

type ManyOf<Value extends string> = FieldProps & {
  value: readonly Value[]
  onChange: (value: readonly Value[]) => void
  choices: readonly Choice<Value>[]
}

/** The values with one more or one less. */
export function toggled<Value extends string>(values: readonly Value[], one: Value, on: boolean): readonly Value[] {
  const rest = values.filter((value) => value !== one)
  return on ? [...rest, one] : rest
}

/** Any number of a few, all visible. */
export function CheckboxGroup<Value extends string>({ value, onChange, choices, ...frame }: ManyOf<Value>) {
  return (
    <ChoiceFrame {...frame}>
      {({ firstId, groupName, invalid }) => (
        <div className="flex flex-col">
          {choices.map((choice, index) => (
            <Mark
              key={choice.value}
              id={index === 0 ? firstId : undefined}
              kind="checkbox"
              groupName={groupName}
              checked={value.includes(choice.value)}
              invalid={invalid}
              onToggle={(on) => onChange(toggled(value, choice.value, on))}
              choice={choice}
            />
          ))}
        </div>
      )}
    </ChoiceFrame>
  )
}

type CheckboxProps = {
  label: string
  hint?: string | undefined
  name?: string | undefined
  checked: boolean
  onChange: (checked: boolean) => void
}

/** One yes-or-no that stands alone. */
export function Checkbox({ label, hint, name, checked, onChange }: CheckboxProps) {
  const message = useFieldProblem(name)
  const unique = useId()
  const id = name === undefined ? unique : fieldId(name)
  return (
    <div>
      <Mark
        id={id}
        kind="checkbox"
        groupName={name ?? unique}
        checked={checked}
        invalid={message !== undefined}
        onToggle={onChange}
        choice={{ value: 'yes', label, hint }}
      />
      {message !== undefined && <FieldError id={`${id}-error`}>{message}</FieldError>}
    </div>
  )
}
