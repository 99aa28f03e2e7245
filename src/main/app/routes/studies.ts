import type { Implementer } from '../implementer.ts'
import { openPath, openPaths } from '../openPaths.ts'
import { toPixels } from '../pixels.ts'
import type { Services } from '../services.ts'

export function studiesRoutes(os: Implementer, { films, inbox, compute, samples }: Services) {
  return {
    open: os.studies.open.handler(({ input }) => openPaths(films, input.paths)),
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
      if (path !== undefined) await inbox.drop(path)
    }),
    pixels: os.studies.pixels.handler(async ({ input }) => toPixels(await compute.film(films.path(input.filmId), input.frame))),
  }
}
