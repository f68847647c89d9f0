import { z } from 'zod'
import { conditionShape } from './condition-contract.ts'

/** The shape of a condition file as JSON Schema 2020-12, for editors and other systems. */
export function conditionJsonSchema() {
  return { ...z.toJSONSchema(conditionShape, { io: 'input' }), title: 'ともしび：ご案内の条件' }
}
