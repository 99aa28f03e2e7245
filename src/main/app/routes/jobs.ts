import type { Implementer } from './implementer.ts'
import type { Services } from '../services.ts'

export function jobsRoutes(os: Implementer, { jobs }: Services) {
  return {
    list: os.jobs.list.handler(() => jobs.list()),
    watch: os.jobs.watch.handler(({ input, signal }) => jobs.watch(input.jobId, signal)),
    cancel: os.jobs.cancel.handler(({ input }) => jobs.cancel(input.jobId)),
  }
}
