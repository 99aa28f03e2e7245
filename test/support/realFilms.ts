import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { sharedFolder } from './sharedData.ts'

const corpus = sharedFolder('dicom')
const cases = resolve(corpus.path, '../../cases/decode')

/** Whether real films are beside the project. */
export const haveRealFilms = corpus.present

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** Every file of the corpus of real films and of the cases that are hard to decode. */
export const realFiles = (): string[] => [...filesOf(corpus.path), ...filesOf(cases)]
