type Present<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], null | undefined> }

/** The fields that have a value: what is absent is left out of an answer, never sent as null. */
export function present<Fields extends Readonly<Record<string, unknown>>>(fields: Fields): Present<Fields> {
  const kept = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined))
  return asPresent<Fields>(kept)
}

function asPresent<Fields>(fields: unknown): Present<Fields>
function asPresent(fields: unknown): unknown {
  return fields
}
