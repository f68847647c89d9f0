import { Button, ButtonRow } from '#ui/button.tsx'
import { Card } from '#ui/page.tsx'

/** The sheet of one-time codes: shown once, printed or written down, kept like a key. */
export function PrintedCodes({ codes, loginName }: { codes: readonly string[]; loginName: string }) {
  return (
    <Card>
      <h3 className="text-std-18B-160">控えのコード（ともしび）</h3>
      <p className="mt-1">ログイン名：{loginName}</p>
      <ol className="mt-4 grid grid-cols-1 gap-x-8 gap-y-1 sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="ml-7 list-decimal font-mono text-[1.25rem] leading-[1.8]">
            {code}
          </li>
        ))}
      </ol>
      <p className="mt-4 max-w-line">
        コードは一つにつき一度だけ使えます。使ったものには線を引きます。ほかの人の目にふれない場所に、鍵と同じように保管します。
      </p>
      <div className="mt-4">
        <ButtonRow>
          <Button icon="print" onClick={() => window.print()}>
            控えを印刷する
          </Button>
        </ButtonRow>
      </div>
    </Card>
  )
}
