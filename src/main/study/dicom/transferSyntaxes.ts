/** Transfer Syntax UIDs by family, PS3.6 A and PS3.5 10. */
export const syntaxUids = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  deflated: '1.2.840.10008.1.2.1.99',
  explicitBig: '1.2.840.10008.1.2.2',
} as const

const alwaysLossy = new Set([
  '1.2.840.10008.1.2.4.50',
  '1.2.840.10008.1.2.4.51',
  '1.2.840.10008.1.2.4.81',
  '1.2.840.10008.1.2.4.111',
])
const lossyOrNot = new Set(['1.2.840.10008.1.2.4.91', '1.2.840.10008.1.2.4.112', '1.2.840.10008.1.2.4.203'])

/**
 * Whether detail was lost when the film was compressed: now by its transfer syntax or by what its code stream says of
 * itself, or before by Lossy Image Compression (0028,2110). A syntax that allows both counts as lossy unless the file
 * says otherwise.
 */
export function isLossy(
  transferSyntax: string,
  lossyImageCompression: string | undefined,
  stream?: { lossy: boolean | undefined },
): boolean {
  if (stream?.lossy === true) return true
  if (lossyImageCompression === '01' || alwaysLossy.has(transferSyntax)) return true
  return lossyOrNot.has(transferSyntax) && lossyImageCompression !== '00'
}
