import type { Authenticator } from '#platform/auth/account-contract.ts'
import { TextField } from '#ui/text-field.tsx'

type AuthenticatorStepsProps = {
  authenticator: Authenticator
  /** The field's name on the wire. */
  name: string
  code: string
  onCode: (code: string) => void
}

/** QR code, the same secret for typing, and the field for the first six digits. */
export function AuthenticatorSteps({ authenticator, name, code, onCode }: AuthenticatorStepsProps) {
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-line">認証アプリ（確認コードを作るアプリ）で、この四角い模様を読み取ります。</p>
      <img
        src={`data:image/svg+xml;utf8,${encodeURIComponent(authenticator.qrSvg)}`}
        alt="認証アプリで読み取るQRコード。読み取れないときは、下の文字を入力します。"
        className="size-52 border-1 border-solid-gray-420"
      />
      <p className="max-w-line">
        読み取れないときは、アプリに次の文字を入力します。
        <br />
        <span className="font-mono text-[1.125rem] break-all">{authenticator.text}</span>
      </p>
      <TextField
        label="アプリに出ている6桁の数字"
        name={name}
        value={code}
        onChange={onCode}
        inputMode="numeric"
        autoComplete="one-time-code"
        size="short"
      />
    </div>
  )
}
