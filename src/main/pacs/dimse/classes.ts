/** Storage classes of X-ray films, PS3.4 B.5: Computed Radiography, Digital X-Ray for presentation and for processing. */
export const filmClasses: readonly string[] = [
  '1.2.840.10008.5.1.4.1.1.1',
  '1.2.840.10008.5.1.4.1.1.1.1',
  '1.2.840.10008.5.1.4.1.1.1.1.1',
]

/** Transfer syntaxes that films are taken in, as they are sent; all of them can be decoded (PS3.5 10). */
export const takenSyntaxes: readonly string[] = [
  ...['', '.1', '.1.99', '.2', '.5'].map((end) => `1.2.840.10008.1.2${end}`),
  ...[50, 51, 57, 70, 80, 81, 90, 91, 201, 202, 203].map((end) => `1.2.840.10008.1.2.4.${end}`),
]
