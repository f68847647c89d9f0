import ts from 'typescript'
import type { Finding } from './budget-text-rules.ts'

const MOST_FUNCTION_LINES = 50
const MOST_PARAMETERS = 3
const STORY_NAMES = /^(?:describe|suite|test\.describe)(?:\.|$)/

/** Judges one TypeScript file by its syntax tree: function length, parameters, `any`, `as`, and purity where it is owed. */
export function judgeSource(path: string, source: ts.SourceFile): Finding[] {
  const pure = mustBePure(path)
  const findings: Finding[] = []
  const visit = (node: ts.Node): void => {
    for (const says of judgeNode(node, source, path)) findings.push({ path, line: lineOf(node, source), says })
    const impure = pure ? impurityOf(node) : undefined
    if (impure) findings.push({ path, line: lineOf(node, source), says: impure })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return findings
}

/** The kernel and the model, rules and access files of a feature: time and ids reach them as arguments. */
export function mustBePure(path: string): boolean {
  if (/\.test\.tsx?$/.test(path)) return false
  if (path.startsWith('src/kernel/')) return true
  return /^src\/(?!(?:platform|ui|apps)\/)([^/]+)\/(?:\1|[a-z0-9-]+-(?:rules|access))\.ts$/.test(path)
}

function judgeNode(node: ts.Node, source: ts.SourceFile, path: string): string[] {
  if (isFunction(node)) return judgeFunction(node, source, path)
  if (node.kind === ts.SyntaxKind.AnyKeyword) return ['says any: write the type, or unknown with a check']
  if (ts.isTypeAssertionExpression(node)) return ['asserts a type: parse with zod, or write a type guard']
  if (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)) {
    return ['says as: parse with zod, write a type guard, or use satisfies']
  }
  if (ts.isNonNullExpression(node)) return ['says !: handle the missing value']
  if (ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node)) {
    return ts.isModuleDeclaration(node) && isAmbient(node) ? [] : ['does not erase: use a const table']
  }
  return []
}

function isAmbient(node: ts.ModuleDeclaration): boolean {
  return node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DeclareKeyword) ?? false
}

type FunctionNode = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration

function isFunction(node: ts.Node): node is FunctionNode {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node)
  )
}

function judgeFunction(node: FunctionNode, source: ts.SourceFile, path: string): string[] {
  const says: string[] = []
  const name = node.name && 'text' in node.name ? node.name.text : 'this function'
  const lines = source.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - lineOf(node, source)
  if (lines > MOST_FUNCTION_LINES && !tellsStory(node, path)) {
    says.push(`${name} has ${lines} lines (at most ${MOST_FUNCTION_LINES}): name its steps`)
  }
  if (node.parameters.length > MOST_PARAMETERS && !readsRow(node, path)) {
    says.push(`${name} takes ${node.parameters.length} parameters (at most ${MOST_PARAMETERS}): take one object`)
  }
  return says
}

/** A `describe` only gathers tests; a browser story is one script, read from top to bottom. */
function tellsStory(node: FunctionNode, path: string): boolean {
  if (!ts.isCallExpression(node.parent)) return false
  const called = node.parent.expression.getText()
  return STORY_NAMES.test(called) || (path.startsWith('e2e/') && /^test(?:\.step)?$/.test(called))
}

/** The parameters of `test.each` are the columns of the table above it. */
function readsRow(node: FunctionNode, path: string): boolean {
  if (!/\.test\.tsx?$/.test(path) || !ts.isCallExpression(node.parent)) return false
  return /^(?:test|it|describe)\.each\b/.test(node.parent.expression.getText())
}

function impurityOf(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node) && node.text === 'process' && !isMemberName(node)) {
    return 'reads process: take the value as an argument'
  }
  if (ts.isPropertyAccessExpression(node)) {
    const text = node.getText()
    if (text === 'Date.now' || text === 'performance.now') return 'reads the clock: take the instant as an argument'
    if (text === 'Math.random' || text === 'crypto.randomUUID')
      return 'rolls dice: take the id or number as an argument'
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && node.arguments?.length !== 1) {
    return 'reads the clock or the time zone of the machine: take the date as an argument, or build it from Date.UTC'
  }
  return undefined
}

function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node
  if (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) return parent.name === node
  return ts.isParameter(parent) || ts.isBindingElement(parent) || ts.isVariableDeclaration(parent)
}

function lineOf(node: ts.Node, source: ts.SourceFile): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
}
