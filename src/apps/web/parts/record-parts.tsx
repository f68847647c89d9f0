import { ChipLabel } from '#ui/chip-label.tsx'
import { ConflictPanel } from '#ui/conflict-panel.tsx'
import { DataTable } from '#ui/data-table.tsx'
import { DescriptionList } from '#ui/description-list.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { LadderOfDays, type Rung } from '#ui/ladder-of-days.tsx'
import { Link } from '#ui/link.tsx'
import { Section, TwoColumns } from '#ui/page.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { TimeLine } from '#ui/time-line.tsx'

type Household = { id: string; who: string; stop: string; yen: string; next: string }

const households: readonly Household[] = [
  { id: '1', who: '灯 花子（あかり はなこ）', stop: '停止予定まで あと3日', yen: '12,400円', next: '今日 16時に電話' },
  { id: '2', who: '港 太郎（みなと たろう）', stop: '停止日は未定', yen: '3,980円', next: '担当を決める' },
]

const rungs: readonly Rung<Household>[] = [
  { key: 'today', title: '今日', tone: 'now', rows: [], note: '停止予定日が今日まで' },
  { key: 'soon', title: '3日以内', tone: 'soon', rows: households.slice(0, 1) },
  { key: 'unknown', title: '停止日未定', rows: households.slice(1) },
]

/** Tables, ladders, time lines. */
export function RecordParts() {
  return (
    <>
      <Section title="表">
        <DataTable
          caption="担当している世帯"
          rows={households}
          rowKey={(row) => row.id}
          columns={[
            { key: 'who', header: 'どなた', names: true, cell: (row) => <Link href="/">{row.who}</Link> },
            {
              key: 'stop',
              header: '停止',
              cell: (row) => (
                <ChipLabel icon="bolt" tone="orange">
                  {row.stop}
                </ChipLabel>
              ),
            },
            { key: 'yen', header: '滞り', align: 'end', cell: (row) => row.yen },
            { key: 'next', header: '次にすること', cell: (row) => row.next },
          ]}
        />
      </Section>
      <LadderOfDays
        rungs={rungs}
        rowKey={(row) => row.id}
        renderRow={(row) => (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3">
            <Link href="/">{row.who}</Link>
            <ChipLabel icon="clock" tone="orange">
              {row.stop}
            </ChipLabel>
            <span>次：{row.next}</span>
          </div>
        )}
      />
      <TwoColumns main={<History />} aside={<Facts />} />
      <ConflictPanel
        who="港 次郎さんが 14:03 に保存しました"
        rows={[{ label: '次にすること', mine: '明日 10時に訪問する', theirs: '今日 16時に電話する' }]}
        onKeepMine={() => undefined}
        onTakeTheirs={() => undefined}
      />
    </>
  )
}

function History() {
  return (
    <Section title="これまでとこれから">
      <TimeLine
        label="世帯の時間の流れ"
        items={[
          {
            key: 'a',
            when: '11月20日(金) 10:12',
            title: '連絡を受け取りました',
            icon: 'mail',
            by: '灯町電力（連絡担当）',
          },
          {
            key: 'b',
            when: '11月21日(土) 15:40',
            title: '電話：出られませんでした',
            icon: 'phone',
            body: '留守番電話に残しました。',
          },
          { key: 'c', when: '11月23日(月) 10:00', title: '訪問の予定', icon: 'calendar', tone: 'ahead' },
          { key: 'd', when: '11月25日(水)', title: '電気の停止予定日', icon: 'bolt', tone: 'stop' },
        ]}
      />
    </Section>
  )
}

function Facts() {
  return (
    <Tabs
      label="世帯のこと"
      tabs={[
        {
          key: 'facts',
          label: '基本',
          content: (
            <>
              <DescriptionList
                items={[
                  { term: '世帯番号', description: 'A-0042' },
                  { term: 'ご住所', description: '灯町市港町1丁目2-3' },
                ]}
              />
              <Disclosure summary="この情報の根拠">ご本人の同意（11月22日）による情報提供です。</Disclosure>
            </>
          ),
        },
        { key: 'notes', label: '記録', content: <p>記録はまだありません。</p> },
      ]}
    />
  )
}
