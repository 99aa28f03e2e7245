import { listFolder } from '../folders/listFolder.ts'
import type { Services } from '../services.ts'
import type { Implementer } from './implementer.ts'

export function foldersRoutes(os: Implementer, { roots }: Services) {
  return { list: os.folders.list.handler(({ input }) => listFolder(roots, input.folder, input.hidden)) }
}
