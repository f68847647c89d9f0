import { useState } from 'react'
import { NotificationBanner } from '#ui/banner.tsx'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Section } from '#ui/page.tsx'
import { useSend } from '#ui/use-api.ts'
import type { AgreementCommand } from '../agreement.ts'
import { type AgreementView, listAgreements, moveAgreement } from '../agreement-contract.ts'
import { COMMAND_WORDS, consequencesOf, missingForAgreeing } from '../agreement-words.ts'

type StepsProps = { agreement: AgreementView; onDone: (command: AgreementCommand) => void }

/** What is missing before the command can be given; undefined when nothing is. */
function missingFor(agreement: AgreementView, command: AgreementCommand): string | undefined {
  if (command === 'agree') return missingForAgreeing(agreement)
  if (command === 'start' && agreement.validFrom === null)
    return '始まる日が入っていません。同じ内容から新しい案を作ると入れられます。'
  return undefined
}

const isForward = (command: AgreementCommand) => command === 'agree' || command === 'start'

/** The next steps: each says what it brings about before it is done. */
export function AgreementSteps({ agreement, onDone }: StepsProps) {
  const [asked, setAsked] = useState<AgreementCommand>()
  const commands = agreement.allowed.flatMap((one) => (one === 'edit' ? [] : [one]))
  const missing = commands.map((one) => missingFor(agreement, one)).find((one) => one !== undefined)
  const open = commands.filter((one) => missingFor(agreement, one) === undefined)
  return (
    <Section title="次にできること">
      {missing !== undefined && <p className="max-w-line">{missing}</p>}
      <ButtonRow>
        {open.filter(isForward).map((command) => (
          <Button key={command} kind="primary" onClick={() => setAsked(command)}>
            {COMMAND_WORDS[command].button}
          </Button>
        ))}
        {agreement.allowed.includes('edit') && (
          <LinkButton icon="edit" href={`/agreements/${agreement.id}/edit`}>
            案を書き直す
          </LinkButton>
        )}
        {open
          .filter((command) => !isForward(command))
          .map((command) => (
            <Button key={command} onClick={() => setAsked(command)}>
              {COMMAND_WORDS[command].button}
            </Button>
          ))}
      </ButtonRow>
      {asked !== undefined && (
        <Confirm
          agreement={agreement}
          command={asked}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined)
            onDone(asked)
          }}
        />
      )}
    </Section>
  )
}

type ConfirmProps = { agreement: AgreementView; command: AgreementCommand; onClose: () => void; onDone: () => void }

function Confirm({ agreement, command, onClose, onDone }: ConfirmProps) {
  const { id, version, title } = agreement
  const move = useSend(moveAgreement, { makesStale: [listAgreements] })
  const { button } = COMMAND_WORDS[command]
  return (
    <Dialog open title={`${button}と、こうなります`} onClose={onClose}>
      <div className="flex flex-col gap-6">
        <p className="font-bold">{title}</p>
        <ul className="flex max-w-line list-disc flex-col gap-2 pl-6">
          {consequencesOf(agreement, command).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        {move.error !== null && (
          <NotificationBanner tone="error" live title={move.error.title}>
            閉じて開き直すと、いまの内容を確かめられます。
          </NotificationBanner>
        )}
        <ButtonRow>
          <Button
            kind="primary"
            busy={move.isPending}
            busyLabel="記録しています…"
            onClick={() => move.mutate({ params: { id, command }, body: { version } }, { onSuccess: onDone })}
          >
            {button}
          </Button>
          <Button onClick={onClose}>やめる</Button>
        </ButtonRow>
      </div>
    </Dialog>
  )
}
