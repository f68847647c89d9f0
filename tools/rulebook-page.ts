/** A table that officers check: a heading, column titles, rows. All Japanese. */
export type RulebookSection = {
  heading: string
  intro?: string
  columns: readonly string[]
  rows: readonly (readonly string[])[]
}

/** One page of docs/rulebook, printed from the very data that the code decides by. */
export type RulebookPage = { file: `${string}.md`; title: string; intro: string; sections: readonly RulebookSection[] }

/** Markdown of one page. Throws when a table is empty or a row has another number of cells than the head. */
export function writeRulebookPage({ file, title, intro, sections }: RulebookPage): string {
  const parts = sections.map(({ heading, intro: before, columns, rows }) => {
    if (rows.length === 0 || rows.some((row) => row.length !== columns.length)) {
      throw new Error(`docs/rulebook/${file}: the table 「${heading}」 is empty or uneven`)
    }
    const table = [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`)
    return [`## ${heading}`, ...(before ? [before] : []), table.join('\n')].join('\n\n')
  })
  const origin = 'このページは `npm run docs` がプログラムの中の表から書き出したものです。手では直せません。'
  return `${[`# ${title}`, intro, origin, ...parts].join('\n\n')}\n`
}

/** A table of states by commands: which command leads from which state to which; 「－」 where it is not possible. */
export function transitionRows<State extends string, Command extends string>(
  next: NoInfer<Readonly<Record<State, Readonly<Partial<Record<Command, State>>>>>>,
  labels: { states: Readonly<Record<State, string>>; commands: Readonly<Record<Command, string>> },
): Pick<RulebookSection, 'columns' | 'rows'> {
  const states = keysOf(labels.states)
  const commands = keysOf(labels.commands)
  const rows = states.map((state) => {
    const cells = commands.map((command) => {
      const to = next[state][command]
      return to === undefined ? '－' : labels.states[to]
    })
    return [labels.states[state], ...cells]
  })
  return { columns: ['いまの状態', ...commands.map((command) => labels.commands[command])], rows }
}

function keysOf<Key extends string>(table: Readonly<Record<Key, string>>): Key[] {
  const isKey = (key: string): key is Key => key in table
  return Object.keys(table).filter(isKey)
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ')
}

/** A table of one closed list: its code and what people read. */
export function listOf(
  title: string,
  labels: Readonly<Record<string, string>>,
): Pick<RulebookSection, 'columns' | 'rows'> {
  return { columns: ['符号', title], rows: Object.entries(labels).map(([code, label]) => [`\`${code}\``, label]) }
}

/** The list of all pages. */
export function writeRulebookIndex(pages: readonly RulebookPage[]): string {
  const intro =
    '判断のきまりを、職員の方が確かめるための一覧です。プログラムが実際に使う表から `npm run docs` で書き出しています。'
  return `${['# きまりの一覧', intro, pages.map(({ file, title }) => `- [${title}](${file})`).join('\n')].join('\n\n')}\n`
}
