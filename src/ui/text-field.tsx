import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from './class-names.ts'
import { FieldError, fieldId, RequiredMark, useFieldProblem } from './form.tsx'
import { Icon } from './icon.tsx'

/** What every field takes. */
export type FieldProps = {
  label: string
  /** The label is heard, not seen: where a table's head and row say it already. */
  labelHidden?: boolean | undefined
  /** The name on the wire; errors with this path stand at the field. */
  name?: string | undefined
  /** Why it is asked and how to write it, under the label. */
  hint?: ReactNode
  /** `true` shows 必須, `false` shows 任意, absent shows neither. */
  required?: boolean | undefined
  /** An error sentence of the screen itself; the form's errors are found by `name`. */
  error?: string | undefined
}

const boxLooks = 'w-full rounded-8 border-1 bg-white px-4 py-3 text-solid-gray-900 hover:border-black'

type FrameParts = { id: string; describedBy: string | undefined; invalid: true | undefined; looks: string }
type FrameProps = FieldProps & { after?: ReactNode; children: (parts: FrameParts) => ReactNode }

/** Label, hint, control, error: in this order, tied together for screen readers. */
export function FieldFrame({ label, labelHidden, name, hint, required, error, after, children }: FrameProps) {
  const unique = useId()
  const id = name === undefined ? unique : fieldId(name)
  const found = useFieldProblem(name)
  const message = error ?? found
  const described = cx(
    hint !== undefined && `${id}-hint`,
    message !== undefined && `${id}-error`,
    after !== undefined && `${id}-after`,
  )
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className={labelHidden === true ? 'sr-only' : 'text-std-17B-170 text-solid-gray-800'}>
        {label}
        <RequiredMark required={required} />
      </label>
      {hint !== undefined && (
        <div id={`${id}-hint`} className="text-solid-gray-700">
          {hint}
        </div>
      )}
      {children({
        id,
        describedBy: described === '' ? undefined : described,
        invalid: message === undefined ? undefined : true,
        looks: cx(boxLooks, message === undefined ? 'border-solid-gray-600' : 'border-error-1 hover:border-red-1000'),
      })}
      {after !== undefined && <div id={`${id}-after`}>{after}</div>}
      {message !== undefined && <FieldError id={`${id}-error`}>{message}</FieldError>}
    </div>
  )
}

type Native<Tag extends 'input' | 'textarea' | 'select'> = Omit<
  ComponentProps<Tag>,
  'value' | 'onChange' | 'id' | 'name' | 'required' | 'size' | 'className' | 'children'
>

type TextFieldProps = FieldProps &
  Native<'input'> & {
    value: string
    onChange: (value: string) => void
    /** How long an answer is expected to be. */
    size?: 'short' | 'middle' | 'full' | undefined
    /** A word after the box: 円, か月. */
    unit?: string | undefined
    after?: ReactNode
  }

const widths = { short: 'max-w-40', middle: 'max-w-80', full: 'max-w-line' } as const

/** One line of text. Numbers too: `inputMode="numeric"` with `unit="円"`, never type=number. */
export function TextField({
  label,
  name,
  hint,
  required,
  error,
  value,
  onChange,
  size = 'full',
  unit,
  after,
  type = 'text',
  ...rest
}: TextFieldProps) {
  const frame = { label, name, hint, required, error, after }
  return (
    <FieldFrame {...frame}>
      {({ id, describedBy, invalid, looks }) => (
        <div className={cx('flex items-center gap-2', widths[size])}>
          <input
            {...rest}
            id={id}
            name={name}
            type={type}
            value={value}
            aria-required={required === true ? true : undefined}
            aria-invalid={invalid}
            aria-describedby={describedBy}
            onChange={(event) => onChange(event.target.value)}
            className={cx(
              looks,
              'min-h-12 py-2 read-only:border-dashed read-only:bg-solid-gray-50',
              unit !== undefined && 'text-right figures',
            )}
          />
          {unit !== undefined && <span className="shrink-0">{unit}</span>}
        </div>
      )}
    </FieldFrame>
  )
}

type TextAreaProps = FieldProps &
  Native<'textarea'> & { value: string; onChange: (value: string) => void; after?: ReactNode }

/** Several lines of text; grows with what is typed. */
export function TextArea({
  label,
  name,
  hint,
  required,
  error,
  value,
  onChange,
  after,
  rows = 4,
  ...rest
}: TextAreaProps) {
  const frame = { label, name, hint, required, error, after }
  return (
    <FieldFrame {...frame}>
      {({ id, describedBy, invalid, looks }) => (
        <textarea
          {...rest}
          id={id}
          name={name}
          rows={rows}
          value={value}
          aria-required={required === true ? true : undefined}
          aria-invalid={invalid}
          aria-describedby={describedBy}
          onChange={(event) => onChange(event.target.value)}
          className={cx(looks, 'max-w-line field-sizing-content min-h-28 leading-[1.7]')}
        />
      )}
    </FieldFrame>
  )
}

export type Choice<Value extends string = string> = {
  readonly value: Value
  readonly label: string
  readonly hint?: string | undefined
}

type SelectProps<Value extends string> = FieldProps & {
  value: Value | ''
  onChange: (value: Value) => void
  choices: readonly Choice<Value>[]
  /** The first line while nothing is chosen. */
  placeholder?: string | undefined
}

/** One of many (more than about seven; below that use `RadioGroup` or `ChipGroup`). */
export function Select<Value extends string>({
  value,
  onChange,
  choices,
  placeholder = '選んでください',
  ...frame
}: SelectProps<Value>) {
  return (
    <FieldFrame {...frame}>
      {({ id, describedBy, invalid, looks }) => (
        <div className="relative max-w-80">
          <select
            id={id}
            name={frame.name}
            value={value}
            aria-required={frame.required === true ? true : undefined}
            aria-invalid={invalid}
            aria-describedby={describedBy}
            onChange={(event) => {
              const chosen = choices.find((choice) => choice.value === event.target.value)
              if (chosen !== undefined) onChange(chosen.value)
            }}
            className={cx(looks, 'min-h-12 appearance-none py-2 pr-11')}
          >
            {value === '' && <option value="">{placeholder}</option>}
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
          <Icon name="chevron-down" className="pointer-events-none absolute top-1/2 right-3 size-5 -translate-y-1/2" />
        </div>
      )}
    </FieldFrame>
  )
}
