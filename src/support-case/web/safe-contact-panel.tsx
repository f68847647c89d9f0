import { useState } from 'react'
import { Button } from '#ui/button.tsx'
import { Checkbox } from '#ui/choice-field.tsx'
import { DescriptionList } from '#ui/description-list.tsx'
import { Form } from '#ui/form.tsx'
import { Section } from '#ui/page.tsx'
import { TextArea, TextField } from '#ui/text-field.tsx'
import { useSend } from '#ui/use-api.ts'
import { type CaseView, getCase, keepSafeContact, type SafeContact } from '../support-case-contract.ts'
import { FormCard, SendProblem } from './form-card.tsx'

const fields = [
  { name: 'when', label: '安全に話せる時間', hint: 'たとえば「平日の10時から12時」' },
  { name: 'phone', label: '安全な電話番号', hint: 'ご本人が出られる番号だけを書きます。' },
  { name: 'place', label: '会っても安全な場所', hint: undefined },
] as const

/** The person's own wish how to be reached; the team alone reads it. */
export function SafeContactPanel({ view }: { view: CaseView }) {
  const [editing, setEditing] = useState(false)
  if (!view.mine) return null
  if (editing) return <SafeContactForm view={view} onDone={() => setEditing(false)} />
  const wish = view.safeContact
  return (
    <Section
      title="安全な連絡のしかた"
      aside={
        <Button kind="tertiary" icon="edit" onClick={() => setEditing(true)}>
          {wish === undefined ? 'ご本人の希望を書く' : '希望を直す'}
        </Button>
      }
    >
      {wish === undefined ? (
        <p className="text-solid-gray-700">
          まだ伺っていません。書いたことは、担当の人とチームだけに見えます（主任にも見えません）。
        </p>
      ) : (
        <DescriptionList items={itemsOf(wish)} />
      )}
    </Section>
  )
}

function itemsOf(wish: SafeContact) {
  const written = fields.flatMap(({ name, label }) =>
    wish[name] ? [{ term: label, description: <span className="whitespace-pre-wrap">{wish[name]}</span> }] : [],
  )
  return [
    { term: '手紙', description: wish.noLetters ? '使わないでほしい' : '届いてもよい' },
    ...written,
    ...(wish.note
      ? [{ term: '気をつけること', description: <span className="whitespace-pre-wrap">{wish.note}</span> }]
      : []),
  ]
}

function SafeContactForm({ view, onDone }: { view: CaseView; onDone: () => void }) {
  const { version = 0, ...known } = view.safeContact ?? { version: 0, noLetters: true }
  const [wish, setWish] = useState<SafeContact>(known)
  const send = useSend(keepSafeContact, { makesStale: [getCase] })
  const save = () =>
    send.mutate({ params: { id: view.id }, body: { version, safeContact: wish } }, { onSuccess: onDone })
  return (
    <FormCard title="安全な連絡のしかた" onCancel={onDone}>
      <Form label="安全な連絡のしかた" problems={problemsOf(send.error?.fields)} onSubmit={save}>
        <p>ご本人の言葉のまま書きます。担当の人とチームだけに見えます。</p>
        <Checkbox
          label="手紙は使わない"
          hint="付けると、手紙での連絡を計画も記録もできなくなります。"
          name="noLetters"
          checked={wish.noLetters}
          onChange={(noLetters) => setWish({ ...wish, noLetters })}
        />
        {fields.map(({ name, label, hint }) => (
          <TextField
            key={name}
            label={label}
            name={name}
            required={false}
            hint={hint}
            autoComplete="off"
            value={wish[name] ?? ''}
            onChange={(text) => setWish({ ...wish, [name]: text })}
          />
        ))}
        <TextArea
          label="気をつけること"
          name="note"
          required={false}
          hint="たとえば「名乗らずに、ご本人か確かめてから話す」"
          rows={3}
          value={wish.note ?? ''}
          onChange={(note) => setWish({ ...wish, note })}
        />
        <SendProblem error={send.error} />
        <div>
          <Button kind="primary" type="submit" busy={send.isPending}>
            安全な連絡のしかたを保存する
          </Button>
        </div>
      </Form>
    </FormCard>
  )
}

function problemsOf<Problem extends { readonly path: string }>(problems: readonly Problem[] = []) {
  return problems.map((one) => ({ ...one, path: one.path.replace(/^safeContact\./, '') }))
}
