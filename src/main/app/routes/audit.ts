import type { Implementer } from './implementer.ts'
import type { Services } from '../services.ts'

export function auditRoutes(os: Implementer, { audit }: Pick<Services, 'audit'>) {
  return {
    list: os.audit.list.handler(({ input }) => audit.list(input)),
    verify: os.audit.verify.handler(({ input }) => audit.verify(input.head)),
  }
}
