import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import type { ShortcutEvent, ShortcutRequest } from '#shared/shortcut.ts'
import type { Services } from '../services.ts'
import { eventsWhile } from './events.ts'
import type { PictureShelf } from './pictureShelf.ts'
import { sourceOf } from './reviewedFilms.ts'

type Needed = Pick<Services, 'compute' | 'engines' | 'home' | 'library' | 'models' | 'progress'> & {
  pictures: PictureShelf
}

/**
 * Progress while films are looked at without their anatomy, then whether they can be told apart so. Ends the work when
 * the signal is aborted or nobody reads on.
 */
export async function* checkShortcuts(
  { compute, engines, home, library, models, progress, pictures }: Needed,
  { from, ...request }: ShortcutRequest,
  signal?: AbortSignal,
): AsyncGenerator<ShortcutEvent, void> {
  const { folder, reviewedFilms } = sourceOf(library, request)
  const startFrom = await models.reference(from)
  yield* eventsWhile<ShortcutEvent, ShortcutEvent>(async (tell, ended) => {
    const jobId = randomUUID()
    ended.throwIfAborted()
    const stopListening = progress.listen(jobId, (now) => tell({ type: 'progress', progress: now }))
    const cancel = (): void => void compute.cancel(jobId).catch(() => undefined)
    ended.addEventListener('abort', cancel, { once: true })
    try {
      const { cache: cacheDirectory } = home
      const work = { ...request, folder: resolve(folder), reviewedFilms, jobId, startFrom, cacheDirectory }
      const { shortcut, sheet } = await engines.use(undefined, (engine) => compute.checkShortcuts({ ...work, engine }))
      const sheetId = sheet && pictures.keep(new Blob([sheet], { type: 'image/png' }))
      return { type: 'checked', shortcut, ...(sheetId === undefined ? {} : { sheetId }) }
    } finally {
      stopListening()
      ended.removeEventListener('abort', cancel)
    }
  }, signal)
}
