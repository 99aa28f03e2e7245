import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { studyDecoder } from '#main/study/openStudy.ts'
import { Batches } from '#main/training/films/batches.ts'
import { openDataset } from '#main/dataset/dataset.ts'
import { FilmCache } from '#main/training/films/filmCache.ts'
import { writeBarFilms } from '../../../support/barFilms.ts'
import { newFolder } from '../../../support/folder.ts'

it('ends quietly although the next batch is made and nobody has taken it', async () => {
  const root = await newFolder()
  await writeBarFilms(join(root, 'films'), 8)
  const signal = new AbortController().signal
  const { films } = await openDataset(join(root, 'films'), studyDecoder, { signal, onFile: () => {} })
  const cache = await FilmCache.open(join(root, 'cache'), {
    inputSize: 448,
    fit: 'pad',
    classes: 2,
    hidden: 8,
    experts: 2,
    topK: 1,
  })
  await cache.prepare(films, studyDecoder, { signal, onFilm: () => {} })
  const unheard: unknown[] = []
  const hear = (thrown: unknown): void => void unheard.push(thrown)
  process.on('uncaughtException', hear)
  try {
    const batches = new Batches(cache, 448)
    for await (const { labels } of batches.epoch(films, 4, 1, 1)) {
      expect(labels).toHaveLength(4)
      // As an engine keeps this thread busy, the next batch is made and its answer waits.
      const until = performance.now() + 300
      while (performance.now() < until);
      break
    }
    await batches.close()
    await sleep(50)
  } finally {
    process.off('uncaughtException', hear)
  }
  expect(unheard).toEqual([])
})
