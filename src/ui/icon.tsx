import { cx } from './class-names.ts'

/** One drawing per name, on a 24-unit square, stroked in the colour of the text. */
const drawings = {
  alert: 'M12 3 2 21h20L12 3Zm0 7v5m0 2.5v.5',
  arrow: 'M5 12h14m-6-6 6 6-6 6',
  back: 'M19 12H5m6-6-6 6 6 6',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l2 2H4l2-2Zm4 4h4',
  bolt: 'M13 2 5 14h6l-1 8 9-13h-7l1-7Z',
  building: 'M4 21V5l8-3v19m0-12h8v12M2 21h20M7 8h2m-2 4h2m-2 4h2m7-3h2m-2 4h2',
  calendar: 'M4 6h16v15H4V6Zm0 5h16M8 3v5m8-5v5',
  chart: 'M4 4v16h16M8 16v-4m4 4V8m4 8v-6',
  check: 'm4 12 6 6L20 6',
  'chevron-down': 'm6 9 6 6 6-6',
  clock: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18Zm0-14v5l4 2',
  close: 'M5 5l14 14M19 5 5 19',
  document: 'M6 2h9l4 4v16H6V2Zm9 0v4h4M9 12h7m-7 4h7',
  edit: 'M4 20h4L20 8l-4-4L4 16v4Zm10-14 4 4',
  error: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18Zm0-14v6m0 3v.5',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12Zm10 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  hand: 'M7 12V6a1.5 1.5 0 0 1 3 0v5-7a1.5 1.5 0 0 1 3 0v7-6a1.5 1.5 0 0 1 3 0v7-3a1.5 1.5 0 0 1 3 0v6a7 7 0 0 1-7 7c-4 0-5-2-8-8 1-1 2-1 3 0Z',
  home: 'M3 11 12 3l9 8m-15-2v12h12V9m-8 12v-7h4v7',
  info: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18Zm0-10v6m0-9.5V7',
  lock: 'M6 11h12v10H6V11Zm2 0V7a4 4 0 0 1 8 0v4m-4 4v2',
  mail: 'M3 5h18v14H3V5Zm0 1 9 8 9-8',
  menu: 'M3 6h18M3 12h18M3 18h18',
  people: 'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 10c0-5 3-7 7-7s7 2 7 7M16 3.5a4 4 0 0 1 0 7m2 4c2.5 1 4 3 4 6.5',
  person: 'M12 12a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9Zm-9 9c0-5 4-7 9-7s9 2 9 7',
  phone: 'M5 3h4l2 5-3 2a12 12 0 0 0 6 6l2-3 5 2v4c0 1-1 2-2 2C10 21 3 14 3 5c0-1 1-2 2-2Z',
  plus: 'M12 4v16M4 12h16',
  print: 'M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7v-7Z',
  question: 'M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18Zm-2.5-11.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7m0 3v.5',
  search: 'M10 17a7 7 0 1 1 0-14 7 7 0 0 1 0 14Zm5-2 6 6',
  send: 'm3 4 18 8-18 8 3-8-3-8Zm3 8h8',
  speech: 'M3 4h18v13H11l-5 4v-4H3V4Zm5 5h8m-8 4h5',
  undo: 'M8 4 3 9l5 5M3 9h11a6 6 0 0 1 0 12H8',
  warning: 'M12 3 2 21h20L12 3Zm0 7v5m0 2.5v.5',
} as const

export type IconName = keyof typeof drawings

/** A picture that repeats what the words beside it say: hidden from screen readers. */
export function Icon({ name, className }: { name: IconName; className?: string | undefined }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 24 24"
      className={cx('inline-block size-6 shrink-0', className)}
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={drawings[name]} />
    </svg>
  )
}
