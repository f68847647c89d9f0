import { useState } from 'react'
import { Checkbox } from '#ui/choice-field.tsx'
import { TextField } from '#ui/text-field.tsx'

type NewPasswordFieldProps = { label: string; name: string; value: string; onChange: (value: string) => void }

/** A new password, shown on request so that it need not be typed twice; says how long it is, as the server counts. */
export function NewPasswordField({ label, name, value, onChange }: NewPasswordFieldProps) {
  const [shown, setShown] = useState(false)
  const length = [...value.normalize('NFKC')].length
  return (
    <div className="flex flex-col gap-2">
      <TextField
        label={label}
        name={name}
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        spellCheck={false}
        autoCapitalize="none"
        value={value}
        onChange={onChange}
        hint="15文字以上。記号や数字を混ぜるより、関係のない言葉をいくつか並べた長い文が、強くて覚えやすくなります。日本語も使えます。"
        after={<span className="text-solid-gray-700">いま {length} 文字</span>}
      />
      <Checkbox label="入力した文字を表示する" checked={shown} onChange={setShown} />
    </div>
  )
}
