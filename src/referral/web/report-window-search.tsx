import { useState } from 'react'
import { TextField } from '#ui/text-field.tsx'
import { useWindow, WindowFinder } from './report-window.tsx'

/** Looks for the window of an address or postal code; nothing is kept. */
export function WindowSearch() {
  const [place, setPlace] = useState('')
  const [chosen, setChosen] = useState('')
  const found = useWindow(place, chosen)
  return (
    <search className="flex flex-col gap-4">
      <TextField
        label="郵便番号か住所"
        hint="例：灯町市本町1-2-3"
        type="search"
        autoComplete="off"
        value={place}
        onChange={(next) => {
          setPlace(next)
          setChosen('')
        }}
      />
      <WindowFinder found={found} chosen={chosen} onChoose={setChosen} />
    </search>
  )
}
