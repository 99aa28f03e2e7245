import { gradientRules } from './gradients.ts'
import type { Symbol } from './graph.ts'
import type { OnnxOps } from './onnxOps.ts'

/**
 * Reverse-mode differentiation, written into the same graph: walks the nodes back from the scalar `loss` and applies
 * each one's vector-Jacobian product. Only what lies between `wrt` and the loss is visited, so a frozen trunk costs
 * nothing.
 */
export function backward(ops: OnnxOps, loss: Symbol, wrt: readonly Symbol[]): Symbol[] {
  const forward = ops.graph.nodes.slice()
  const depends = new Set<Symbol>(wrt)
  for (const { node, output } of forward) {
    // These three pass nothing back: a mask is piecewise constant, and `Identity` is how a gradient is stopped.
    if (node.op === 'Identity' || node.op === 'Cast' || node.op === 'TopK') continue
    if (node.inputs.some((input) => depends.has(input))) depends.add(output)
  }

  const gradients = new Map<Symbol, Symbol>([[loss, ops.constant({ dims: [], data: Float32Array.of(1) })]])
  for (const { node, output } of forward.reverse()) {
    const gradient = gradients.get(output)
    if (!gradient || !depends.has(output)) continue
    const rule = gradientRules[node.op]
    if (!rule) throw new TypeError(`There is no gradient rule for ${node.op}.`)
    const parts = rule({ ops, node, output, gradient, needs: (index) => depends.has(node.inputs[index]) })
    parts.forEach((part, index) => {
      const input = node.inputs[index]
      if (!part || !depends.has(input)) return
      const before = gradients.get(input)
      gradients.set(input, before ? ops.add(before, part) : part)
    })
  }

  return wrt.map((symbol) => {
    const gradient = gradients.get(symbol)
    if (!gradient) throw new TypeError(`The loss does not depend on ${symbol.name}.`)
    return gradient
  })
}
