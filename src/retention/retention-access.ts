/** Who may see and move the clocks, and order an erasure: the officer in charge alone. Cases are held by whoever sees them. */
export function mayKeepClocks(roles: readonly string[]): boolean {
  return roles.includes('municipal_officer')
}

export function mayHoldCases(roles: readonly string[]): boolean {
  return roles.includes('consultation_worker') || roles.includes('lead_worker')
}
