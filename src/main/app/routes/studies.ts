import type { Opened } from '#shared/contract.ts'
import type { Implementer } from '../implementer.ts'
import { openPath, openPaths } from '../openPaths.ts'
import { toPixels } from '../pixels.ts'
import type { Services } from '../services.ts'

export function studiesRoutes(os: Implementer, { host, films, inbox, compute, samples, memory, thumbnails }: Services) {
  async function* openAndRemember(paths: readonly string[]): AsyncGenerator<Opened, void> {
    for await (const opened of openPaths(films, paths)) {
      if (host !== 'cli' && opened.type === 'film') memory.remember(opened.film.filmId)
      yield opened
    }
  }
  return {
    open: os.studies.open.handler(({ input }) => openAndRemember(input.paths)),
    upload: os.studies.upload.handler(async ({ input: { file } }) => {
      const path = await inbox.keep(file)
      const opened = await openPath(films, path, { name: file.name })
      if (opened.type === 'problem') await inbox.drop(path)
      return opened
    }),
    samples: os.studies.samples.handler(async () => {
      const opened = []
      for await (const event of openPaths(films, [samples], { sample: true })) opened.push(event)
      return opened
    }),
    list: os.studies.list.handler(() => films.list()),
    close: os.studies.close.handler(async ({ input }) => {
      const path = films.close(input.filmId)
      if (path === undefined) return
      memory.putAway(path)
      await inbox.drop(path)
    }),
    pixels: os.studies.pixels.handler(async ({ input }) => toPixels(await compute.film(films.path(input.filmId), input.frame))),
    thumbnail: os.studies.thumbnail.handler(async ({ input }) => {
      const png = await thumbnails.of(films.path(input.filmId))
      return { picture: new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' }) }
    }),
    tags: os.studies.tags.handler(({ input }) => compute.tags(films.path(input.filmId))),
  }
}
