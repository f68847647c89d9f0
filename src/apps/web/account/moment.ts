const words = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

/** 11月22日(日) 14:03 */
export function momentText(instant: string): string {
  return words.format(new Date(instant))
}
