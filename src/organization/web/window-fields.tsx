import { Checkbox } from '#ui/choice-field.tsx'
import { Section } from '#ui/page.tsx'
import { TextField } from '#ui/text-field.tsx'
import { hoursInWords } from '../opening-hours.ts'
import { readOpeningHours } from '../opening-hours-text.ts'
import type { WindowDraft } from './window-draft.ts'

type Part = { draft: WindowDraft; edit: (change: Partial<WindowDraft>) => void }

/** Everything that people are told about a window. */
export function WindowFields({ draft, edit }: Part) {
  return (
    <>
      <Section title="窓口">
        <TextField label="窓口の名前" name="name" required value={draft.name} onChange={(name) => edit({ name })} />
        <TextField
          label="担当の係"
          name="section"
          required
          value={draft.section}
          onChange={(section) => edit({ section })}
        />
        <TextField
          label="電話番号"
          name="phone"
          size="middle"
          inputMode="tel"
          hint="代表電話ではなく、係に直接つながる番号です。"
          value={draft.phone}
          onChange={(phone) => edit({ phone })}
        />
        <Hours draft={draft} edit={edit} />
      </Section>
      <WhenClosed draft={draft} edit={edit} />
      <Elsewhere draft={draft} edit={edit} />
      <Checkbox
        label="ほかの内容も、今日すべて確かめました"
        hint="付けて保存すると「最後に確かめた日」が今日になります。"
        name="confirmed"
        checked={draft.confirmed}
        onChange={(confirmed) => edit({ confirmed })}
      />
    </>
  )
}

function Hours({ draft, edit }: Part) {
  const understood = hoursInWords(readOpeningHours(draft.hoursText))
  const said =
    understood === undefined
      ? 'このままでは開いている時間として読めないので、「受付時間は窓口に確かめてください」と案内されます。'
      : `${understood} と読みました`
  return (
    <TextField
      label="受付時間"
      name="hoursText"
      hint="例：平日 8時30分から17時15分、月曜日から土曜日 9時から17時"
      value={draft.hoursText}
      onChange={(hoursText) => edit({ hoursText })}
      after={<output className="block min-h-7 text-solid-gray-700">{draft.hoursText.trim() === '' ? '' : said}</output>}
    />
  )
}

function WhenClosed({ draft, edit }: Part) {
  return (
    <Section title="閉まっているとき">
      <p className="max-w-line">夜間や休日に、代わりに電話に出る人です。当番表があるときは、当番が先に案内されます。</p>
      <TextField
        label="時間外に電話に出る人"
        name="whenClosed.name"
        required={false}
        value={draft.closedName}
        onChange={(closedName) => edit({ closedName })}
      />
      <TextField
        label="時間外の電話番号"
        name="whenClosed.phone"
        required={false}
        size="middle"
        inputMode="tel"
        value={draft.closedPhone}
        onChange={(closedPhone) => edit({ closedPhone })}
      />
    </Section>
  )
}

function Elsewhere(part: Part) {
  const { draft, edit } = part
  return (
    <Section title="ほかの連絡先">
      <TextField
        label="郵便番号"
        name="postalCode"
        required={false}
        size="short"
        inputMode="numeric"
        value={draft.postalCode}
        onChange={(postalCode) => edit({ postalCode })}
      />
      <TextField
        label="所在地"
        name="address"
        required={false}
        value={draft.address}
        onChange={(address) => edit({ address })}
      />
      <Reached {...part} />
      <TextField
        label="相談の方法"
        name="methods"
        required={false}
        hint="例：来所、電話、訪問"
        value={draft.methods}
        onChange={(methods) => edit({ methods })}
      />
    </Section>
  )
}

function Reached({ draft, edit }: Part) {
  return (
    <>
      <TextField
        label="ファクス番号"
        name="fax"
        required={false}
        size="middle"
        inputMode="tel"
        value={draft.fax}
        onChange={(fax) => edit({ fax })}
      />
      <TextField
        label="メールアドレス"
        name="mail"
        required={false}
        inputMode="email"
        value={draft.mail}
        onChange={(mail) => edit({ mail })}
      />
      <TextField
        label="ホームページ"
        name="officialUrl"
        required={false}
        inputMode="url"
        value={draft.officialUrl}
        onChange={(officialUrl) => edit({ officialUrl })}
      />
    </>
  )
}
