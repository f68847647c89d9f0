/** The product's mark: a flame over its stand. */
export function Lamp({ className }: { className?: string | undefined }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={className}>
      <rect width="32" height="32" rx="7" className="fill-blue-1000" />
      <path d="M16 4c4 5 6 7.5 6 11.5a6 6 0 0 1-12 0C10 11.5 13 9.5 16 4Z" className="fill-yellow-400" />
      <path d="M8 24h16v3H8z" className="fill-white" />
    </svg>
  )
}
