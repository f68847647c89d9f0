import { RadioGroup } from '#ui/choice-field.tsx'
import { type Choice, Select } from '#ui/text-field.tsx'

type OneOfProps<Value extends string> = {
  label: string
  name: string
  hint?: string
  choices: readonly Choice<Value>[]
  value: Value | ''
  onChange: (value: Value) => void
}

/** Few places stand side by side; many are in a list to open. */
export function OneOf<Value extends string>(props: OneOfProps<Value>) {
  return props.choices.length <= 8 ? (
    <RadioGroup {...props} value={props.value === '' ? undefined : props.value} />
  ) : (
    <Select {...props} required />
  )
}
