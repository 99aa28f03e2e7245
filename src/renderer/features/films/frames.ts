import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { FilmPreview, GreyFilm } from '#shared/film.ts'
import { toFailure, useConnection, type Failure } from '#renderer/base/connection/index.ts'
import { filmOfKey } from './filmOfKey.ts'
import { FrameCache } from './frameCache.ts'

/** Decoded frames, fetched once and kept while there is room, and a small picture of each film that was asked for. */
export const useFramesStore = defineStore('frames', () => {
  const connection = useConnection()
  const cache = new FrameCache()
  const pending = new Map<string, Promise<GreyFilm>>()
  const failures = shallowReactive(new Map<string, Failure>())
  const thumbnails = shallowReactive(new Map<string, string>())

  const keyOf = (filmId: string, frame: number) => `${filmId} ${frame}`

  /** One frame's pixels. Rejects as the call does; the failure is then also in {@link failureOf}. */
  async function load(filmId: string, frame: number): Promise<GreyFilm> {
    const key = keyOf(filmId, frame)
    const known = cache.get(key)
    if (known) return known
    let fetching = pending.get(key)
    if (!fetching) {
      failures.delete(key)
      fetching = fetchFrame(filmId, frame).finally(() => pending.delete(key))
      pending.set(key, fetching)
    }
    return fetching
  }

  async function fetchFrame(filmId: string, frame: number): Promise<GreyFilm> {
    const key = keyOf(filmId, frame)
    try {
      const film = await connection.client.studies.pixels({ filmId, frame })
      cache.set(key, film)
      return film
    } catch (thrown) {
      failures.set(key, toFailure(thrown))
      throw thrown
    }
  }

  /** One frame halved so often; undefined where all of it is there or on its way, or no preview can be had. */
  async function preview(filmId: string, frame: number, halvings: number): Promise<FilmPreview | undefined> {
    const key = keyOf(filmId, frame)
    if (cache.get(key) || pending.has(key)) return undefined
    // What is wrong with it the whole frame tells.
    return (await connection.client.studies.preview({ filmId, frame, halvings }).catch(() => null)) ?? undefined
  }

  function failureOf(filmId: string, frame: number): Failure | undefined {
    return failures.get(keyOf(filmId, frame))
  }

  /** Films whose picture somebody waits for; the last one asked for comes first, as it is the one that is looked at. */
  const wanted: string[] = []
  let fetching = 0
  let held = false

  /** A film that somebody waits for comes before small pictures: they are held back until it is on the screen. */
  function holdThumbnails(hold: boolean) {
    held = hold
    void fetchThumbnails()
  }

  /** Asks for a film's small picture; without one the list does without. Returns how to stop waiting. */
  function wantThumbnail(filmId: string): () => void {
    if (!thumbnails.has(filmId)) {
      wanted.push(filmId)
      void fetchThumbnails()
    }
    return () => {
      const index = wanted.indexOf(filmId)
      if (index >= 0) wanted.splice(index, 1)
    }
  }

  async function fetchThumbnails() {
    while (!held && fetching < 2 && wanted.length > 0) {
      const filmId = wanted.pop()!
      if (thumbnails.has(filmId)) continue
      fetching++
      await connection.client.studies.thumbnail({ filmId }).then(
        ({ picture }) => void (thumbnails.has(filmId) || thumbnails.set(filmId, URL.createObjectURL(picture))),
        () => undefined,
      )
      fetching--
    }
  }

  function forget(filmIds: ReadonlySet<string>) {
    cache.deleteOf(filmIds)
    for (const filmId of filmIds) {
      const picture = thumbnails.get(filmId)
      if (picture) URL.revokeObjectURL(picture)
      thumbnails.delete(filmId)
    }
    for (const key of [...failures.keys()]) if (filmIds.has(filmOfKey(key))) failures.delete(key)
  }

  return { load, preview, failureOf, thumbnails, wantThumbnail, holdThumbnails, forget }
})
