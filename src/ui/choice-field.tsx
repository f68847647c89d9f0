import { type ReactNode, useId } from 'react'
import { cx } from './class-names.ts'
import { FieldError, fieldId, RequiredMark, useFieldProblem } from './form.tsx'
import { Icon, type IconName } from './icon.tsx'
import type { Choice, FieldProps } from './text-field.tsx'

type GroupParts = { firstId: string; groupName: string; invalid: boolean }

function ChoiceFrame({
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

function toggled<Value extends string>(values: readonly Value[], one: Value, on: boolean): readonly Value[] {
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

export type ChipChoice<Value extends string = string> = Choice<Value> & { readonly icon?: IconName | undefined }

type ChipGroupProps<Value extends string> = FieldProps & {
  choices: readonly ChipChoice<Value>[]
  /** `big` for thumbs on a doorstep; `small` for filters. */
  size?: 'big' | 'small' | undefined
} & (
    | { many: true; value: readonly Value[]; onChange: (value: readonly Value[]) => void }
    | { many?: false | undefined; value: Value | undefined; onChange: (value: Value) => void }
  )

/** Choices as chips to press: `many` for any number, otherwise one. A chosen chip has a tick, a colour and is announced as checked. */
export function ChipGroup<Value extends string>({
  label,
  name,
  hint,
  required,
  error,
  size = 'big',
  choices,
  ...rest
}: ChipGroupProps<Value>) {
  const isChosen = (value: Value) => (rest.many === true ? rest.value.includes(value) : rest.value === value)
  return (
    <ChoiceFrame {...{ label, name, hint, required, error }}>
      {({ firstId, groupName, invalid }) => (
        <div className="flex flex-wrap gap-2">
          {choices.map((choice, index) => (
            <label
              key={choice.value}
              className={cx(
                'inline-flex cursor-pointer items-center gap-2 rounded-8 border-1 has-focus-visible:focus-ring',
                size === 'big' ? 'min-h-14 px-4 py-2' : 'min-h-11 px-3 py-1',
                isChosen(choice.value)
                  ? 'border-blue-900 bg-blue-100 font-bold text-blue-1000'
                  : 'border-solid-gray-600 bg-white hover:border-black hover:bg-solid-gray-50',
              )}
            >
              <input
                id={index === 0 ? firstId : undefined}
                type={rest.many === true ? 'checkbox' : 'radio'}
                name={groupName}
                value={choice.value}
                checked={isChosen(choice.value)}
                aria-invalid={invalid ? true : undefined}
                onChange={(event) => {
                  if (rest.many === true) rest.onChange(toggled(rest.value, choice.value, event.target.checked))
                  else rest.onChange(choice.value)
                }}
                className="sr-only"
              />
              <Icon name={isChosen(choice.value) ? 'check' : (choice.icon ?? 'plus')} className="size-5" />
              <span className="flex flex-col leading-[1.4]">
                {choice.label}
                {choice.hint !== undefined && (
                  <span className="text-[0.875rem] font-normal text-solid-gray-700">{choice.hint}</span>
                )}
              </span>
            </label>
          ))}
        </div>
      )}
    </ChoiceFrame>
  )
}
