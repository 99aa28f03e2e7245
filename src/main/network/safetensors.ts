import { z } from 'zod'
import { ProblemError } from '#shared/problem.ts'
import { sizeOf, type HostTensor } from './tensor.ts'

const bytesPerElement = { F32: 4, F16: 2 } as const
export type StoredType = keyof typeof bytesPerElement

/** What can be read; other tensors, such as the counters (I64) that torchvision keeps beside batch norm, are left out. */
const readers: Readonly<Record<string, { bytes: number; read(raw: ArrayBuffer): Float32Array }>> = {
  F64: { bytes: 8, read: (raw) => Float32Array.from(new Float64Array(raw)) },
  F32: { bytes: 4, read: (raw) => new Float32Array(raw) },
  F16: { bytes: 2, read: (raw) => Float32Array.from(new Float16Array(raw)) },
  BF16: { bytes: 2, read: fromBrainFloats },
}

/** A brain float is the upper half of a single one. */
function fromBrainFloats(raw: ArrayBuffer): Float32Array {
  return new Float32Array(Uint32Array.from(new Uint16Array(raw), (half) => half << 16).buffer)
}

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
})
const headerSchema = z.object({ __metadata__: z.record(z.string(), z.string()).optional() }).catchall(entrySchema)

/** The format's own limit on its header. */
const maximumHeaderBytes = 100_000_000

export type SafetensorsFile = { tensors: Record<string, HostTensor>; metadata: Record<string, string> }

function parseHeader(bytes: Uint8Array): { header: z.infer<typeof headerSchema>; start: number } {
  if (bytes.length < 8) throw new ProblemError('weights-too-short')
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  if (length > maximumHeaderBytes || 8 + length > bytes.length) throw new ProblemError('weights-header-too-long')
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length))
    return { header: headerSchema.parse(JSON.parse(text)), start: 8 + length }
  } catch (cause) {
    throw new ProblemError('weights-header-damaged', { cause })
  }
}

/**
 * Reads tensors of floats of 16 to 64 bits (format: safetensors 0.x, little endian) as single ones: half and brain floats
 * widen without loss, double ones are rounded. Tensors of other types are left out.
 * Throws `model-invalid` for anything whose header, offsets or lengths do not fit together.
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { header, start } = parseHeader(bytes)
  const { __metadata__: metadata = {}, ...entries } = header
  const tensors: Record<string, HostTensor> = {}
  for (const [name, entry] of Object.entries(entries as Record<string, z.infer<typeof entrySchema>>)) {
    const [from, to] = entry.data_offsets
    const reader = readers[entry.dtype]
    const fits = reader === undefined ? to >= from : to - from === sizeOf(entry.shape) * reader.bytes
    if (!fits || start + to > bytes.length) throw new ProblemError('weights-tensor-misfit', { name: name.slice(0, 80) })
    if (reader === undefined) continue
    // A copy, since a typed array needs an aligned start and the file promises none. (`slice` of a Buffer would be no
    // copy.)
    const raw = new Uint8Array(bytes.subarray(start + from, start + to)).buffer
    tensors[name] = { dims: entry.shape, data: reader.read(raw) }
  }
  return { tensors, metadata }
}

/** Writes tensors in the order of their names, so that the same weights give the same bytes. */
export function writeSafetensors(file: SafetensorsFile, type: StoredType): Uint8Array {
  const names = Object.keys(file.tensors).sort()
  const header: Record<string, unknown> = { __metadata__: file.metadata }
  let offset = 0
  for (const name of names) {
    const { dims, data } = file.tensors[name]
    const end = offset + data.length * bytesPerElement[type]
    header[name] = { dtype: type, shape: dims, data_offsets: [offset, end] }
    offset = end
  }
  const { bytes, start } = withHeader(header, offset)
  let at = start
  for (const name of names) {
    const { data } = file.tensors[name]
    const stored = type === 'F32' ? data : Float16Array.from(data)
    bytes.set(new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength), at)
    at += stored.byteLength
  }
  return bytes
}

/** The same tensors, byte for byte, with other metadata. Throws `model-invalid`. */
export function withMetadata(file: Uint8Array, metadata: Readonly<Record<string, string>>): Uint8Array {
  const { header, start: from } = parseHeader(file)
  const { bytes, start } = withHeader({ ...header, __metadata__: metadata }, file.length - from)
  bytes.set(file.subarray(from), start)
  return bytes
}

/** Length and header, with room for the data, which begins at `start`. */
function withHeader(
  header: Readonly<Record<string, unknown>>,
  dataBytes: number,
): { bytes: Uint8Array; start: number } {
  const text = new TextEncoder().encode(JSON.stringify(header))
  // Padded with spaces so that the data starts at a multiple of 8.
  const headerBytes = new Uint8Array(Math.ceil(text.length / 8) * 8).fill(0x20)
  headerBytes.set(text)
  const start = 8 + headerBytes.length
  const bytes = new Uint8Array(start + dataBytes)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes.length), true)
  bytes.set(headerBytes, 8)
  return { bytes, start }
}
