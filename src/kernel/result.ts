/** Why something was not done: a stable code for machines and one Japanese sentence for people, never the value itself. */
export type Refusal<Code extends string = string> = Readonly<{ code: Code; because: string }>

/** Either the value or the refusal. Pure code returns it instead of throwing. */
export type Result<Value, Why = Refusal> = Readonly<{ ok: true; value: Value }> | Readonly<{ ok: false; refusal: Why }>

/** The good half of a result. */
export function ok<const Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value }
}

/** The refusing half of a result. */
export function err<Why>(refusal: Why): { ok: false; refusal: Why } {
  return { ok: false, refusal }
}

/** A refusal in one call: `refuse('yen_fraction', '金額に小数は使えません。…')`. */
export function refuse<const Code extends string>(code: Code, because: string): { ok: false; refusal: Refusal<Code> } {
  return { ok: false, refusal: { code, because } }
}

/** The value of a result that cannot be a refusal, such as a literal written in code. Throws on a refusal: that is a defect, not bad input. */
export function getValue<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value
  throw new RangeError(`${result.refusal.code}: ${result.refusal.because}`)
}
