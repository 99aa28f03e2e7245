import type { FileHeader, GreyFilm } from '#shared/film.ts'
import { handlerFor } from '#main/study/formats/chain.ts'
import type { StoredFrame } from '#main/study/grey/storedFrame.ts'
import type { StudyFile } from '#main/study/file/studyFile.ts'

/** Bytes as if they lay in a file. */
export function studyFileOf(bytes: Uint8Array): StudyFile {
  return { size: bytes.length, start: async (length) => bytes.subarray(0, length), whole: async () => bytes }
}

export async function filmOf(bytes: Uint8Array, frame = 0): Promise<GreyFilm> {
  const file = studyFileOf(bytes)
  return (await handlerFor(file)).film(file, frame)
}

export async function storedOf(bytes: Uint8Array, frame = 0): Promise<StoredFrame> {
  const file = studyFileOf(bytes)
  return (await handlerFor(file)).stored(file, frame)
}

export async function headerOf(bytes: Uint8Array): Promise<FileHeader> {
  const file = studyFileOf(bytes)
  return (await handlerFor(file)).header(file)
}

/** The code of the problem that a promise ends in; `none` when it does not. */
export async function problemOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (thrown: { name?: string; code?: string }) => {
      return thrown.name === 'ProblemError' ? thrown.code! : `not a problem: ${String(thrown)}`
    },
  )
}
