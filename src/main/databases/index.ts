/** SQLite where nothing can be written. */
export { attachUnwritable } from './attachUnwritable.ts'
