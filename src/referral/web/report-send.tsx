import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, LinkButton } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { SummaryPanel } from '#ui/summary-panel.tsx'
import { COMES_BACK } from '../feedback.ts'
import { URGENCIES } from '../report-form.ts'
import { DATA_CATEGORIES } from '../report-words.ts'
import type { Preview, SendBody, Sending } from './report-sending.ts'
import { dayText, momentText } from './report-text.ts'

type SendPanelProps = {
  sending: Sending
  /** The report as it stands; `undefined` while something in the form has to be mended. */
  body: SendBody | undefined
  /** Called instead of looking when the form has to be mended. */
  onIncomplete?: (() => void) | undefined
  /** A stored report may go on a recorded judgement; one that is still being written may not. */
  stored?: boolean | undefined
}

/** 「送る内容を確かめる」, then the summary panel with 「相談窓口に送る」. */
export function SendPanel({ sending, body, onIncomplete, stored = false }: SendPanelProps) {
  const { look, submit, check, send, isCurrent } = sending
  const preview = look.data !== undefined && body !== undefined && isCurrent(body) ? look.data : undefined
  const trouble = submit.error ?? look.error
  return (
    <div className="flex flex-col gap-4">
      {preview === undefined && (
        <div>
          <Button
            kind="primary"
            size="large"
            icon="eye"
            busy={look.isPending}
            busyLabel="確かめています…"
            onClick={() => (body === undefined ? onIncomplete?.() : check(body))}
          >
            送る内容を確かめる
          </Button>
        </div>
      )}
      {preview?.verdict === 'permitted' && body !== undefined && (
        <Summary preview={preview} onSend={() => send(body)} busy={submit.isPending} />
      )}
      {preview !== undefined && preview.verdict !== 'permitted' && (
        <NotPermitted preview={preview} reportId={stored ? body?.id : undefined} />
      )}
      {trouble !== null && (
        <NotificationBanner tone="error" live title={trouble.title}>
          {trouble.fields.map(({ message }) => message).join(' ')}
        </NotificationBanner>
      )}
    </div>
  )
}

function Summary({ preview, onSend, busy }: { preview: Preview; onSend: () => void; busy: boolean }) {
  const [open, setOpen] = useState(false)
  const { recipient, parts, left, because, until, comesBack, urgency, urgencyBecause, dueAt } = preview
  return (
    <>
      <SummaryPanel
        toWhom={`${recipient.tenantName}の「${recipient.name}」へ送ります。`}
        what={
          <>
            {parts.map(({ category }) => DATA_CATEGORIES[category]).join('、')}を送ります。
            {left.length > 0 && `${left.map((category) => DATA_CATEGORIES[category]).join('、')}は送りません。`}
            <br />
            急ぎの度合い：{URGENCIES[urgency]}（{urgencyBecause}）
          </>
        }
        ground={because.map(({ title, statutes }) => (
          <p key={title}>
            {title}
            {statutes.length > 0 && <span className="text-solid-gray-700">（{statutes.join('、')}）</span>}
          </p>
        ))}
        until={until === undefined ? '取り下げるまで見られます。' : `${dayText(until)}まで見られます。`}
        comesBack={
          <>
            {COMES_BACK[comesBack]}
            <br />
            相談窓口の人が読む期限は、{momentText(dueAt)}です。
          </>
        }
        action={
          <Button kind="primary" size="large" icon="send" onClick={onSend} busy={busy}>
            相談窓口に送る
          </Button>
        }
        preview={
          <Button icon="eye" onClick={() => setOpen(true)}>
            見せる画面を確かめる
          </Button>
        }
      />
      <Dialog open={open} onClose={() => setOpen(false)} title={`${recipient.name}に見える内容`}>
        <ReceiverView preview={preview} />
      </Dialog>
    </>
  )
}

/** Exactly what the agency reads. */
function ReceiverView({ preview }: { preview: Preview }) {
  return (
    <div className="flex flex-col gap-5">
      {preview.parts.map(({ category, lines }) => (
        <section key={category}>
          <h3 className="font-bold">{DATA_CATEGORIES[category]}</h3>
          <dl className="mt-1 border-t-1 border-solid-gray-420">
            {lines.map(({ label, value }) => (
              <div
                key={label}
                className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 border-b-1 border-solid-gray-420 py-2"
              >
                <dt className="text-solid-gray-700">{label}</dt>
                <dd className="min-w-0 whitespace-pre-wrap">{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {preview.left.length > 0 && (
        <p>
          見えないもの：{preview.left.map((category) => DATA_CATEGORIES[category]).join('、')}
          （協定と同意の範囲の外です）
        </p>
      )}
    </div>
  )
}

function NotPermitted({ preview, reportId }: { preview: Preview; reportId: string | undefined }) {
  const { verdict, because, answersNow, recipient } = preview
  return (
    <NotificationBanner
      tone="information"
      live
      title={
        verdict === 'forbidden'
          ? 'いまは、お名前やご住所を会社の外に送れません'
          : '送ってよいかどうか、人の判断が要ります'
      }
      actions={
        <>
          <LinkButton href="/call?tab=question">名前を出さずに相談する</LinkButton>
          {reportId !== undefined && (
            <LinkButton icon="edit" href={`/judgements/new?report=${reportId}&recipient=${recipient.agencyId}`}>
              同意を伺えないときの記録を書く
            </LinkButton>
          )}
        </>
      }
    >
      <ul className="flex list-disc flex-col gap-1 pl-5">
        {because.map(({ code, title, statutes }) => (
          <li key={code}>
            {title}
            {statutes.length > 0 && `（${statutes.join('、')}）`}
          </li>
        ))}
      </ul>
      <p className="mt-2">
        ご本人に案内をお渡しすることと、名前を出さずに相談窓口に質問することは、いつでもできます。
        {answersNow.phone === undefined ? '' : `いま電話に出るところ：${answersNow.name} ${answersNow.phone}`}
      </p>
    </NotificationBanner>
  )
}
