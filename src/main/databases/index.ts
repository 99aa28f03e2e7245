/** SQLite: for the owner alone, and where nothing can be written. */
export { attachUnwritable } from './attachUnwritable.ts'
export { openOwned } from './openOwned.ts'
