import { createRequire } from 'node:module'

const util = createRequire(import.meta.url)('node:util') as { isNullOrUndefined?: (value: unknown) => boolean }

/**
 * tfjs-node 4.22 calls `util.isNullOrUndefined`, which Node 23 took away; it must be back before tfjs-node is loaded.
 */
export function putBackIsNullOrUndefined(): void {
  util.isNullOrUndefined ??= (value) => value === undefined || value === null
}
