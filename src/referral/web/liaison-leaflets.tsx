import { useState } from 'react'
import { countLetters, issueLeaflets } from '#letter/letter-contract.ts'
import type { Answer } from '#ui/api-client.ts'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, LinkButton } from '#ui/button.tsx'
import { ChipGroup } from '#ui/chip-group.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { type FieldProblem, Form } from '#ui/form.tsx'
import { Page, Section } from '#ui/page.tsx'
import { ResultPanel } from '#ui/result-panel.tsx'
import { useViewer } from '#ui/screen.ts'
import { Loaded } from '#ui/skeleton.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useApi, useSend } from '#ui/use-api.ts'
import { type Count, whatOf } from './liaison-letter-counts.tsx'
import { PdfLinks } from './report-pdf.tsx'
import { letterSupplyOf, supplyOfCompany } from './report-supply.ts'
import { dayText, readCount } from './report-text.ts'
import { useWindow, WindowFinder } from './report-window.tsx'

const languages = [
  { value: 'ja', label: '日本語' },
  { value: 'ja-easy', label: 'やさしい日本語' },
] as const
type Language = (typeof languages)[number]['value']

/** Leaflets for the bags of field workers, each with its own number; and how many went out. */
export function LiaisonLeaflets() {
  const keepsStock = useViewer()?.roles.includes('liaison') === true
  return (
    <Page
      title="ちらしを何枚つくりますか"
      lead="1枚ずつ番号とQRコードが付きます。お渡しした枚数だけが数えられ、お名前は残りません。"
      action={keepsStock && <LinkButton href="/leaflets/stock">在庫と台帳を見る</LinkButton>}
    >
      <LeafletForm />
      <Section title="つくった枚数・お渡しした枚数">
        <LetterCounts />
      </Section>
    </Page>
  )
}

type Typed = { place: string; windowId: string; language: Language; count: string }

function useBatch() {
  const viewer = useViewer()
  const [typed, setTyped] = useState<Typed>({ place: '', windowId: '', language: 'ja', count: '50' })
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const found = useWindow(typed.place, typed.windowId)
  const send = useSend(issueLeaflets, { makesStale: [countLetters] })
  const edit = (change: Partial<Typed>) => setTyped((before) => ({ ...before, ...change }))
  function make() {
    const count = readCount(typed.count)
    const missing: FieldProblem[] = []
    if (found.window === undefined)
      missing.push({ path: 'windowId', message: '配る地域を入力して、窓口を決めてください。' })
    if (count === undefined) missing.push({ path: 'count', message: '枚数は「50」のように数字で入力してください。' })
    setProblems(missing)
    if (found.window === undefined || count === undefined) return
    const supply = letterSupplyOf(supplyOfCompany(viewer?.organization.kind))
    send.mutate(
      { body: { language: typed.language, supply, windowId: found.window.id, count } },
      { onError: (problem) => setProblems(problem.fields) },
    )
  }
  return { typed, edit, problems, found, send, make }
}

function LeafletForm() {
  const { typed, edit, problems, found, send, make } = useBatch()
  if (send.data !== undefined) return <BatchMade made={send.data} again={() => send.reset()} />
  return (
    <Form problems={problems} onSubmit={make} label="ちらしをつくる">
      <TextField
        label="配る地域（住所か郵便番号）"
        name="windowId"
        required
        hint="例：灯町市"
        autoComplete="off"
        value={typed.place}
        onChange={(place) => edit({ place, windowId: '' })}
      />
      <WindowFinder found={found} chosen={typed.windowId} onChoose={(windowId) => edit({ windowId })} />
      <ChipGroup
        label="ことば"
        name="language"
        size="small"
        choices={languages}
        value={typed.language}
        onChange={(language) => edit({ language })}
      />
      <TextField
        label="枚数"
        name="count"
        required
        inputMode="numeric"
        unit="枚"
        size="short"
        value={typed.count}
        onChange={(count) => edit({ count })}
      />
      {send.isError && problems.length === 0 && <NotificationBanner tone="error" live title={send.error.title} />}
      <div>
        <Button type="submit" kind="primary" icon="print" busy={send.isPending} busyLabel="ちらしをつくっています…">
          ちらしをつくる
        </Button>
      </div>
    </Form>
  )
}

function BatchMade({ made, again }: { made: Answer<typeof issueLeaflets>; again: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <ResultPanel
        title={`ちらしを${made.count}枚つくりました`}
        receipt={{ label: 'ちらしの番号', number: `${made.first} から ${made.last}` }}
        told={[]}
        next="印刷して、訪問の担当の鞄に入れられます。お渡ししたときに番号を入力すると、枚数が数えられます。"
        undo="使わない番号はそのまま捨てられます。だれの情報も入っていません。"
        actions={<Button onClick={again}>もう一度つくる</Button>}
      />
      <PdfLinks pdf={made.pdf} fileName={made.fileName} />
    </div>
  )
}

const columns: readonly Column<Count>[] = [
  {
    key: 'what',
    header: '案内',
    names: true,
    cell: whatOf,
  },
  { key: 'issued', header: 'つくった', align: 'end', cell: ({ issued }) => issued.toLocaleString('ja-JP') },
  { key: 'handed', header: 'お渡しした', align: 'end', cell: ({ handed }) => handed.toLocaleString('ja-JP') },
  {
    key: 'last',
    header: '最後にお渡しした日',
    cell: ({ lastHandedOn }) => (lastHandedOn === undefined ? 'まだありません' : dayText(lastHandedOn)),
  },
]

/** Made and handed over, by municipality, kind and language; no names, no numbers. */
function LetterCounts() {
  const reading = useApi(countLetters, {})
  return (
    <Loaded reading={reading}>
      {({ counts }) => (
        <DataTable
          caption="つくった枚数・お渡しした枚数"
          columns={columns}
          rows={counts}
          rowKey={({ tenantId, kind, language }) => `${tenantId}${kind}${language}`}
          empty={<EmptyState title="まだつくっていません">ちらしかお手紙をつくると、ここに数が並びます。</EmptyState>}
        />
      )}
    </Loaded>
  )
}
