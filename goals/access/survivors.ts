/** Faults that change no answer, and why: the only ones that may survive. */
export const explained: Readonly<Record<string, string>> = {}
