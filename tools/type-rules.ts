import ts from 'typescript'
import type { Finding } from './budget-text-rules.ts'

/** A promise that nobody awaits loses its error; `void` in front says that this is meant and handled. */
export function findFloatingPromises(source: ts.SourceFile, checker: ts.TypeChecker): Finding[] {
  return collect(source, (node) => {
    if (!ts.isExpressionStatement(node)) return undefined
    const { expression } = node
    if (!ts.isCallExpression(expression) || isThen(expression)) return undefined
    const type = checker.getTypeAtLocation(expression)
    return isPromise(type, checker) ? 'lets a promise float: await it, or say void and handle its error' : undefined
  })
}

/** A switch over a closed list without default must name every member. */
export function findOpenSwitches(source: ts.SourceFile, checker: ts.TypeChecker): Finding[] {
  return collect(source, (node) => {
    if (!ts.isSwitchStatement(node)) return undefined
    const clauses = node.caseBlock.clauses
    if (clauses.some((clause) => ts.isDefaultClause(clause))) return undefined
    const type = checker.getTypeAtLocation(node.expression)
    const members = type.isUnion() ? type.types : [type]
    if (!members.every((member) => member.isLiteral())) return 'switches over an open type: add a default'
    const named = new Set(
      clauses.flatMap((clause) =>
        ts.isCaseClause(clause) ? [checker.typeToString(checker.getTypeAtLocation(clause.expression))] : [],
      ),
    )
    const missing = members.map((member) => checker.typeToString(member)).filter((name) => !named.has(name))
    return missing.length > 0 ? `leaves out ${missing.join(', ')}: name every case` : undefined
  })
}

function collect(source: ts.SourceFile, judge: (node: ts.Node) => string | undefined): Finding[] {
  const findings: Finding[] = []
  const visit = (node: ts.Node): void => {
    const says = judge(node)
    if (says) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
      findings.push({ path: source.fileName, line: line + 1, says })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return findings
}

function isPromise(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (type.isUnion()) return type.types.some((member) => isPromise(member, checker))
  return type.getSymbol()?.getName() === 'Promise'
}

/** `.catch(…)` and `.then(…, …)` handle the error where it stands. */
function isThen(call: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(call.expression)) return false
  const name = call.expression.name.text
  return name === 'catch' || (name === 'then' && call.arguments.length === 2)
}
