/** A picture whose rows and columns are halved so often: of an odd number, the larger half stays. */
export function halved<T extends { rows: number; columns: number }>(picture: T, times: number): T {
  const half = (length: number): number => Math.ceil(length / 2 ** times)
  return { ...picture, rows: half(picture.rows), columns: half(picture.columns) }
}
