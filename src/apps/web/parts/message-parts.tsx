import { CallButton, EmergencyBanner, NotificationBanner, type Tone } from '#ui/banner.tsx'
import { Button, ButtonRow, LinkButton } from '#ui/button.tsx'
import { ChipLabel } from '#ui/chip-label.tsx'
import { DoorLink } from '#ui/door-link.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Section } from '#ui/page.tsx'
import { ResultPanel } from '#ui/result-panel.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { SummaryPanel } from '#ui/summary-panel.tsx'

const tones: readonly Tone[] = ['success', 'error', 'warning', 'information']

/** Buttons, banners, panels. */
export function MessageParts() {
  return (
    <>
      <Buttons />
      <Section title="大きな入り口">
        <div className="grid grid-cols-1 gap-4 md:grid-cols-3">
          <DoorLink href="/" icon="alert" tone="danger" title="命の危険がある" note="119・110が先です" />
          <DoorLink href="/" icon="eye" title="様子がおかしい" note="見たことを選ぶだけ" />
          <DoorLink href="/" icon="hand" title="支払いに困っている様子" note="案内を渡して、聞いてみる" />
        </div>
      </Section>
      <Section title="知らせ">
        {tones.map((tone) => (
          <NotificationBanner
            key={tone}
            tone={tone}
            title="あかり市相談センターが受け取りました"
            onClose={() => undefined}
          >
            決まると、もう一度お知らせします。
          </NotificationBanner>
        ))}
        <EmergencyBanner
          title="命の危険があるとき"
          actions={
            <>
              <CallButton number="119" label="救急・消防" tone="danger" />
              <CallButton number="110" label="警察" tone="danger" />
            </>
          }
        >
          倒れている、返事がない、においや煙がする。迷ったときも、まず電話です。
        </EmergencyBanner>
      </Section>
      <Panels />
    </>
  )
}

function Buttons() {
  return (
    <Section title="ボタン">
      <ButtonRow>
        <Button kind="primary">受け取りを知らせる</Button>
        <Button icon="print">手紙を印刷する</Button>
        <Button kind="tertiary">あとで決める</Button>
        <Button kind="danger">連絡を取り消す</Button>
        <Button kind="primary" busy>
          送る
        </Button>
        <LinkButton href="/" icon="home">
          ホームへ戻る
        </LinkButton>
      </ButtonRow>
    </Section>
  )
}

function Panels() {
  return (
    <>
      <Section title="状態の言葉">
        <div className="flex flex-wrap gap-2">
          <ChipLabel icon="edit">書きかけ</ChipLabel>
          <ChipLabel icon="send" tone="blue">
            送付済み
          </ChipLabel>
          <ChipLabel icon="check" tone="green">
            支援中
          </ChipLabel>
          <ChipLabel icon="clock" tone="yellow">
            返事待ち
          </ChipLabel>
          <ChipLabel icon="warning" tone="orange">
            あと3日
          </ChipLabel>
          <ChipLabel icon="bolt" tone="red">
            本日停止予定
          </ChipLabel>
        </div>
      </Section>
      <SummaryPanel
        toWhom="あかり市 暮らしの相談センター（委託先：灯町社会福祉協議会）"
        what="お名前、ご住所、電話番号、滞っている月数、停止予定日"
        ground="ご本人の同意（11月22日 タブレットの署名）"
        until="2027年2月22日まで。取り消されたときは、すぐに見られなくなります"
        comesBack="「受け取りました」「連絡がつきました」の二段階まで"
        action={<Button kind="primary">相談センターに送る</Button>}
        preview={<Button kind="tertiary">見せる画面を確かめる</Button>}
      />
      <ResultPanel
        title="暮らしの相談センターに送りました"
        receipt={{ label: '受付番号', number: '7K3-92M-Q4', note: 'いま出る人：当直 000-0000-0000' }}
        told={['暮らしの相談センター']}
        next="11月25日(水)までに、受け取りの知らせが届きます。"
        undo="「連絡を取り消す」から取り消せます。会社の記録は残ります。"
        actions={<LinkButton href="/">ホームへ戻る</LinkButton>}
      />
      <EmptyState title="届いている連絡はありません" action={<LinkButton href="/">窓口を探す</LinkButton>}>
        会社から連絡が届くと、停止予定日の近い順に並びます。
      </EmptyState>
      <Skeleton />
    </>
  )
}
