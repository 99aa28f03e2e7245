type Stored = { dtype: string; shape: number[]; data: { buffer: ArrayBufferLike; byteLength: number } }

/**
 * A safetensors file as the package of that name lays it out for PyTorch: metadata first, larger types before smaller
 * ones and then by name, the header padded with spaces to a multiple of eight bytes.
 */
export function safetensorsOf(tensors: Record<string, Stored>): Uint8Array {
  const sizes: Record<string, number> = { I64: 8, F64: 8, F32: 4, F16: 2, BF16: 2 }
  const ordered = Object.entries(tensors).sort(([a, one], [b, other]) => {
    return (sizes[other.dtype] ?? 1) - (sizes[one.dtype] ?? 1) || (a < b ? -1 : 1)
  })
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } }
  let end = 0
  for (const [name, { dtype, shape, data }] of ordered)
    header[name] = { dtype, shape, data_offsets: [end, (end += data.byteLength)] }
  const text = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(8)
  const padded = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8, ' ')])
  length.writeBigUInt64LE(BigInt(padded.length))
  const parts = ordered.map(([, { data }]) => new Uint8Array(data.buffer, 0, data.byteLength))
  return Uint8Array.from(Buffer.concat([length, padded, ...parts]))
}
