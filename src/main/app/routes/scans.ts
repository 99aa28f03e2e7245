import { ProblemError } from '#shared/problem.ts'
import type { Implementer } from './implementer.ts'
import type { Services } from '../services.ts'

export function scansRoutes(os: Implementer, { host, scans }: Services) {
  return {
    start: os.scans.start.handler(({ input }) => {
      if (input.output?.replace && host !== 'cli') throw new ProblemError('page-replaces-file')
      return scans.start(input)
    }),
    resume: os.scans.resume.handler(({ input }) => scans.resume(input.scanId)),
    list: os.scans.list.handler(() => scans.list()),
    remove: os.scans.remove.handler(({ input }) => scans.remove(input.scanId)),
    rows: os.scans.rows.handler(({ input }) => scans.rows(input)),
    row: os.scans.row.handler(({ input }) => scans.row(input)),
    export: os.scans.export.handler(({ input }) => scans.export(input.scanId, input.style)),
    compare: os.scans.compare.handler(({ input }) => scans.compare(input.before, input.after)),
  }
}
