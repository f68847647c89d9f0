import { ChoiceFrame, toggled } from './choice-field.tsx'
import { cx } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import type { Choice, FieldProps } from './text-field.tsx'

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
export function ChipGroup<Value extends string>(props: ChipGroupProps<Value>) {
  const { label, name, hint, required, error, size = 'big', choices } = props
  const isChosen = (value: Value) => (props.many === true ? props.value.includes(value) : props.value === value)
  function choose(value: Value, on: boolean) {
    if (props.many === true) props.onChange(toggled(props.value, value, on))
    else props.onChange(value)
  }
  return (
    <ChoiceFrame {...{ label, name, hint, required, error }}>
      {({ firstId, groupName, invalid }) => (
        <div className="flex flex-wrap gap-2">
          {choices.map((choice, index) => (
            <label key={choice.value} className={chipLooks(isChosen(choice.value), size)}>
              <input
                id={index === 0 ? firstId : undefined}
                type={props.many === true ? 'checkbox' : 'radio'}
                name={groupName}
                value={choice.value}
                checked={isChosen(choice.value)}
                aria-invalid={invalid ? true : undefined}
                onChange={(event) => choose(choice.value, event.target.checked)}
                className="sr-only"
              />
              <ChipFace choice={choice} chosen={isChosen(choice.value)} />
            </label>
          ))}
        </div>
      )}
    </ChoiceFrame>
  )
}

function chipLooks(chosen: boolean, size: 'big' | 'small'): string {
  return cx(
    'relative inline-flex cursor-pointer items-center gap-2 rounded-8 border-1 has-focus-visible:focus-ring',
    size === 'big' ? 'min-h-14 px-4 py-2' : 'min-h-11 px-3 py-1',
    chosen
      ? 'border-blue-900 bg-blue-100 font-bold text-blue-1000'
      : 'border-solid-gray-600 bg-white hover:border-black hover:bg-solid-gray-50',
  )
}

function ChipFace({ choice, chosen }: { choice: ChipChoice; chosen: boolean }) {
  return (
    <>
      <Icon name={chosen ? 'check' : (choice.icon ?? 'plus')} className="size-5" />
      <span className="flex flex-col leading-[1.4]">
        {choice.label}
        {choice.hint !== undefined && (
          <span className="text-[0.875rem] font-normal text-solid-gray-700">{choice.hint}</span>
        )}
      </span>
    </>
  )
}
