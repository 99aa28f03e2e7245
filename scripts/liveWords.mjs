import ts from 'typescript'

/** Calls that run the function they are given at once. */
const atOnce = new Set(
  'map flatMap filter forEach find findIndex findLast some every reduce sort toSorted from groupBy'.split(' '),
)

const isFunction = (node) => /Function(Declaration|Expression)$/.test(node.type)

/** The variable that a function is known by, or undefined. */
function nameOf(node) {
  if (node.id) return node.id
  return node.parent.type === 'VariableDeclarator' && node.parent.id.type === 'Identifier' ? node.parent.id : undefined
}

const isGivenTo = (node, isCall) =>
  node.parent.type === 'CallExpression' && node.parent.arguments.includes(node) && isCall(node.parent.callee)

/** Whether a call's value is dropped, as that of something that is done. */
function isDropped({ parent }) {
  while (parent.type === 'AwaitExpression' || parent.type === 'UnaryExpression') parent = parent.parent
  return parent.type === 'ExpressionStatement'
}

/**
 * ESLint rule: texts of `defineWords` are read where they are read again after a change of the language: in templates and
 * functions, not in what runs once, which is a module, a component's set-up, a store's, or that of a `use…` function.
 * Parts and functions of words may be held there, since they stay alive.
 */
export const liveWordsRule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      frozen:
        '`{{ text }}` is read once and stays in the language of that moment: read it in a template or a function.',
      kept: '`{{ text }}` is kept as it is now, whatever the language will be: keep what it is about, or a function.',
      name: 'Words are kept under a name that ends in “Words”, by which this rule knows them.',
    },
  },
  create(context) {
    const { sourceCode } = context
    const services = sourceCode.parserServices
    const variableOf = (identifier) => {
      for (let scope = sourceCode.getScope(identifier); scope; scope = scope.upper) {
        const found = scope.set.get(identifier.name)
        if (found) return found
      }
      return undefined
    }

    /** Whether `node` is run once, and not again for each drawing, event or question. */
    function runsOnce(node, seen = new Set()) {
      for (let at = node; at.parent; at = at.parent) {
        if (!isFunction(at)) continue
        if (at.parent.type === 'CallExpression' && at.parent.callee === at) continue
        if (isGivenTo(at, (callee) => callee.type === 'MemberExpression' && atOnce.has(callee.property.name))) continue
        if (isGivenTo(at, (callee) => callee.name === 'defineStore')) return true
        const name = nameOf(at)
        if (name && /^use[A-Z]/.test(name.name)) return true
        return name !== undefined && !seen.has(at) && isCalledOnce(name, seen.add(at))
      }
      return true
    }

    /** Whether a function of this file is called for its value in what runs once. */
    const isCalledOnce = (name, seen) =>
      (variableOf(name)?.references ?? []).some(({ identifier }) => {
        const call = identifier.parent
        return call.type === 'CallExpression' && call.callee === identifier && !isDropped(call) && runsOnce(call, seen)
      })

    /** A text, or a list of texts. */
    function isText(node) {
      const type = services.getTypeAtLocation(node)
      const parts = type.isUnion() ? type.types : [type]
      const checker = services.program.getTypeChecker()
      return parts.some((part) => part.flags & ts.TypeFlags.StringLike || checker.isArrayType(part))
    }

    const report = (node, messageId = 'frozen') =>
      context.report({ node, messageId, data: { text: sourceCode.getText(node).replace(/\s+/g, ' ') } })

    function follow(variable) {
      for (const { identifier } of variable.references) {
        const whole = wholeOf(identifier)
        const { parent } = whole
        if (parent.type.startsWith('TS')) continue
        if (isKept(whole) && isText(whole)) report(whole, 'kept')
        if (!runsOnce(identifier)) continue
        const parts = parent.type === 'VariableDeclarator' && parent.init === whole ? partsOf(parent.id) : []
        if (whole !== identifier && isText(whole)) report(whole)
        else for (const part of parts) isText(part) ? report(part) : follow(variableOf(part))
      }
    }

    return {
      'Program:exit'(program) {
        const top = sourceCode.scopeManager.acquire(program)
        for (const scope of [top, ...top.childScopes]) {
          for (const variable of scope.variables) {
            if (variable.defs.some(({ type, node }) => type === 'ImportBinding' && /Words$/.test(node.imported?.name)))
              follow(variable)
          }
        }
      },
      'CallExpression[callee.name="defineWords"]'({ parent }) {
        if (parent.type !== 'VariableDeclarator' || !/Words$/.test(parent.id.name))
          context.report({ node: parent, messageId: 'name' })
      },
    }
  },
}

/** The longest chain of members and calls that begins with an identifier. */
function wholeOf(identifier) {
  let whole = identifier
  for (let { parent } = whole; parent; parent = parent.parent) {
    const goesOn =
      (parent.type === 'MemberExpression' && parent.object === whole) ||
      (parent.type === 'CallExpression' && parent.callee === whole) ||
      ['TSNonNullExpression', 'ChainExpression', 'TSAsExpression', 'TSSatisfiesExpression'].includes(parent.type)
    if (!goesOn) break
    whole = parent
  }
  return whole
}

/** Whether a value is put where it outlives the function that made it: into a ref or another object, or an event. */
function isKept(node) {
  const { parent } = node
  if (parent.type === 'ConditionalExpression' && parent.test !== node) return isKept(parent)
  if (['LogicalExpression', 'TemplateLiteral', 'BinaryExpression'].includes(parent.type)) return isKept(parent)
  if (parent.type === 'AssignmentExpression') return parent.right === node && parent.left.type === 'MemberExpression'
  return parent.type === 'CallExpression' && parent.arguments.includes(node) && parent.callee.name === 'emit'
}

/** The names that a pattern gives. */
function partsOf(pattern) {
  if (pattern.type === 'Identifier') return [pattern]
  if (pattern.type === 'AssignmentPattern') return partsOf(pattern.left)
  if (pattern.type === 'ObjectPattern')
    return pattern.properties.flatMap((property) => partsOf(property.value ?? property.argument))
  if (pattern.type === 'ArrayPattern') return pattern.elements.flatMap((element) => (element ? partsOf(element) : []))
  return []
}
