import type { Implementer } from './implementer.ts'
import type { Services } from '../services.ts'

export function uploadsRoutes(os: Implementer, { uploads }: Services) {
  return {
    append: os.uploads.append.handler(async ({ input }) => ({ uploadId: await uploads.append(input) })),
    drop: os.uploads.drop.handler(({ input }) => uploads.drop(input.uploadId)),
  }
}
