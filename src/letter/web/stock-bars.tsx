import type { StockPlace } from '../stock/stock-contract.ts'

/** The balance of each place as a bar, the mark for ordering as a line across it. The words beside say the same. */
export function StockBars({ places }: { places: readonly StockPlace[] }) {
  const most = Math.max(1, ...places.flatMap(({ balance, reorderAt }) => [balance, reorderAt * 1.25]))
  return (
    <ul className="flex flex-col gap-3">
      {places.map((place) => (
        <li key={place.id}>
          <Bar place={place} most={most} />
        </li>
      ))}
    </ul>
  )
}

function Bar({ place, most }: { place: StockPlace; most: number }) {
  const { name, balance, reorderAt, low } = place
  const share = (count: number) => (Math.max(0, count) / most) * 100
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="font-bold">{name}</span>
        <span className="figures">
          あと{balance.toLocaleString('ja-JP')}枚{low ? '：注文の時期です' : ''}
        </span>
      </p>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" className="h-4 w-full" aria-hidden="true">
        <rect width="100" height="6" className="fill-solid-gray-100" />
        <rect width={share(balance)} height="6" className={low ? 'fill-yellow-700' : 'fill-blue-700'} />
        {reorderAt > 0 && <rect x={share(reorderAt)} width="0.4" height="6" className="fill-solid-gray-900" />}
      </svg>
    </div>
  )
}
