import protobuf from 'protobufjs'
import type { AboutOnnx } from './about.ts'
import { elementTypes, type Attribute, type Graph, type Initializer, type Symbol } from './graph/graph.ts'

const opset = 18
/** The IR version that came with opset 18 (ONNX 1.13). */
const irVersion = 8

/** What ONNX does not have and onnxruntime does. */
const ownDomain = 'com.microsoft'
const ownOperations: ReadonlySet<string> = new Set(['FusedMatMul'])

/** The part of onnx.proto3 (ONNX 1.13) that the program writes; numbers are the field numbers of the standard. */
const schema = protobuf.parse(
  `
  syntax = "proto3";
  message Attribute { string name = 1; float f = 2; int64 i = 3; bytes s = 4; repeated float floats = 7; repeated int64 ints = 8; int32 type = 20; }
  message Tensor { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
  message Dimension { oneof value { int64 dim_value = 1; string dim_param = 2; } }
  message Shape { repeated Dimension dim = 1; }
  message TensorType { int32 elem_type = 1; Shape shape = 2; }
  message Type { TensorType tensor_type = 1; }
  message ValueInfo { string name = 1; Type type = 2; string doc_string = 3; }
  message Node { repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4; repeated Attribute attribute = 5; string domain = 7; }
  message Graph { repeated Node node = 1; string name = 2; repeated Tensor initializer = 5; string doc_string = 10; repeated ValueInfo input = 11; repeated ValueInfo output = 12; }
  message OperatorSet { string domain = 1; int64 version = 2; }
  message Property { string key = 1; string value = 2; }
  message Model { int64 ir_version = 1; string producer_name = 2; string producer_version = 3; string doc_string = 6; Graph graph = 7; repeated OperatorSet opset_import = 8; repeated Property metadata_props = 14; }
`,
  { keepCase: true },
).root

const attributeTypes = { float: 1, int: 2, string: 3, ints: 7 } as const

function attribute(name: string, value: Attribute): object {
  if (typeof value === 'number') return { name, i: value, type: attributeTypes.int }
  if (typeof value === 'string') return { name, s: new TextEncoder().encode(value), type: attributeTypes.string }
  if ('float' in value) return { name, f: value.float, type: attributeTypes.float }
  return { name, ints: [...value], type: attributeTypes.ints }
}

function tensor({ symbol, bytes }: Initializer): object {
  return { name: symbol.name, dims: [...symbol.dims], data_type: elementTypes[symbol.type], raw_data: bytes }
}

function valueInfo(name: string, symbol: Symbol, text: string | undefined): object {
  const dim = symbol.dims.map((size) => (size === -1 ? { dim_param: 'batch' } : { dim_value: size }))
  const type = { tensor_type: { elem_type: elementTypes[symbol.type], shape: { dim } } }
  return { name, type, ...(text === undefined ? {} : { doc_string: text }) }
}

/** The graph as the bytes of an `.onnx` file (opset 18), with what it says of itself where it is for others. */
export function onnxFile(graph: Graph, name: string, about?: AboutOnnx): Uint8Array {
  const { nameOf, renamed } = namedOutputs(graph)
  const used = usedSymbols(graph)
  const computed = graph.nodes
    .filter(({ output }) => used.has(output))
    .map(({ node, output }) => ({
      input: node.inputs.map(nameOf),
      output: outputNames(node.op, nameOf(output)),
      name: output.name,
      op_type: node.op,
      ...(ownOperations.has(node.op) ? { domain: ownDomain } : {}),
      attribute: Object.entries(node.attributes).map(([key, value]) => attribute(key, value)),
    }))
  const named = renamed.map((output) => ({
    input: [nameOf(output.symbol)],
    output: [output.name],
    name: output.name,
    op_type: 'Identity',
  }))
  const model = schema.lookupType('Model')
  return model
    .encode({
      ir_version: irVersion,
      producer_name: 'FractureGuard',
      opset_import: [
        { domain: '', version: opset },
        ...(computed.some(({ domain }) => domain) ? [{ domain: ownDomain, version: 1 }] : []),
      ],
      ...(about ? saidOfItself(about) : {}),
      graph: {
        name,
        ...(about ? { doc_string: about.text } : {}),
        node: [...computed, ...named],
        initializer: graph.initializers.filter(({ symbol }) => used.has(symbol)).map(tensor),
        input: graph.inputs.map((symbol) => valueInfo(symbol.name, symbol, about?.values[symbol.name])),
        output: graph.outputs.map((output) => valueInfo(output.name, output.symbol, about?.values[output.name])),
      },
    })
    .finish()
}

function saidOfItself({ producerVersion, text, properties }: AboutOnnx): object {
  return {
    producer_version: producerVersion,
    doc_string: text,
    metadata_props: Object.entries(properties).map(([key, value]) => ({ key, value })),
  }
}

/** What the outputs depend on: a program may write more than it is asked for. */
function usedSymbols({ outputs, nodes }: Graph): Set<Symbol> {
  const used = new Set(outputs.map(({ symbol }) => symbol))
  for (const { node, output } of nodes.toReversed())
    if (used.has(output)) for (const input of node.inputs) used.add(input)
  return used
}

/**
 * What is computed to be an output carries the output's name from the start. Only what is asked for under a second
 * name, or is itself an input or a constant, needs an `Identity`, which copies it.
 */
function namedOutputs({ outputs }: Graph): { nameOf(symbol: Symbol): string; renamed: Graph['outputs'] } {
  const names = new Map<Symbol, string>()
  const renamed = outputs.filter(({ name, symbol }) => {
    if (!symbol.node || names.has(symbol)) return true
    names.set(symbol, name)
    return false
  })
  return { nameOf: (symbol) => names.get(symbol) ?? symbol.name, renamed }
}

/** `TopK` has a second output, the indices, which nothing here reads. */
function outputNames(op: string, name: string): string[] {
  return op === 'TopK' ? [name, `${name}_indices`] : [name]
}
