/** Long-running work: id, state table, progress, cancel, resume. */
export { JobStore, type JobContext } from './jobStore.ts'
