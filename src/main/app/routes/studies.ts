import type { Opened } from '#shared/contract/index.ts'
import type { Implementer } from './implementer.ts'
import { Opener } from '../opening/openPaths.ts'
import type { Services } from '../services.ts'

export function studiesRoutes(
  os: Implementer,
  { host, films, documents, inbox, compute, samples, looking, memory, thumbnails, uploads }: Services,
) {
  const opener = new Opener({ films, inbox, compute, ...(host === 'cli' ? {} : { documents }) })
  async function* openAndRemember(paths: readonly string[], fromWalk: boolean): AsyncGenerator<Opened, void> {
    for await (const opened of opener.openAll(paths, {}, fromWalk)) {
      if (host !== 'cli' && opened.type === 'film' && !inbox.holds(films.path(opened.film.filmId)))
        memory.remember(opened.film.filmId)
      yield opened
    }
  }
  async function close(filmIds: readonly string[]): Promise<void> {
    const paths = filmIds.map((filmId) => films.close(filmId)).filter((path) => path !== undefined)
    memory.putAway(paths)
    const others = filmIds.map((id) => documents.close(id)).filter((path) => path !== undefined)
    for (const path of [...paths, ...others]) await inbox.drop(path)
  }
  return {
    open: os.studies.open.handler(({ input }) => openAndRemember(input.paths, input.fromWalk)),
    upload: os.studies.upload.handler(async ({ input: { uploadId, name } }) => {
      const path = uploads.take(uploadId)
      const opened = await opener.open(path, { name })
      const isFilm = films.list().some(({ filmId }) => films.path(filmId) === path)
      // What a document says is known; its file is not needed again.
      if (!isFilm) await inbox.drop(path)
      return opened
    }),
    samples: os.studies.samples.handler(async () => {
      const opened = []
      for await (const event of opener.openAll([samples], { sample: true })) opened.push(event)
      return opened
    }),
    list: os.studies.list.handler(() => films.list()),
    documents: os.studies.documents.handler(() => documents.list()),
    close: os.studies.close.handler(({ input }) => close([input.filmId])),
    closeMany: os.studies.closeMany.handler(async ({ input: { filmIds } }) => {
      const staying = filmIds.filter((filmId) => films.has(filmId) && !inbox.holds(films.path(filmId)))
      films.noteClosing(staying)
      await close(filmIds)
      return { canReopen: staying.length }
    }),
    reopen: os.studies.reopen.handler(() => {
      const again = films.reopen()
      for (const film of again) if (!film.sample) memory.remember(film.filmId)
      return again
    }),
    pixels: os.studies.pixels.handler(({ input }) =>
      looking.during(() => films.withFile(input.filmId, (path) => compute.film(path, input.frame))),
    ),
    preview: os.studies.preview.handler(({ input }) =>
      looking.during(() => films.withFile(input.filmId, (path) => compute.preview(path, input.frame, input.halvings))),
    ),
    thumbnail: os.studies.thumbnail.handler(async ({ input }) => {
      const png = await films.withFile(input.filmId, (path, version) => thumbnails.of(path, version))
      return { picture: new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' }) }
    }),
    info: os.studies.info.handler(({ input }) => films.withFile(input.filmId, (path) => compute.info(path))),
    tags: os.studies.tags.handler(({ input }) => films.withFile(input.filmId, (path) => compute.tags(path))),
  }
}
