import { chmod, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { studyDecoder } from '#main/study/openStudy.ts'
import { problemOf } from '../../support/decodeBytes.ts'
import { dicomPhantom } from '../../support/dicomPhantom.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fractureguard-study-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

describe('studyDecoder', () => {
  it('goes by bytes and not by names', async () => {
    const path = await fileOf('picture.jpg', dicomPhantom({ patientName: 'Doe^Jane' }))
    expect(await studyDecoder.header(path)).toMatchObject({ format: 'dicom', patientName: 'Doe, Jane' })
    expect((await studyDecoder.film(path, 0)).values.length).toBe(64 * 48)
  })

  it('gives films that can be cloned and handed over', async () => {
    const film = await studyDecoder.film(await fileOf('film', dicomPhantom()), 0)
    const { values } = structuredClone(film, { transfer: [film.values.buffer] })
    expect(values.length).toBe(64 * 48)
    expect(film.values.length).toBe(0)
  })

  it.each<[string, () => Promise<string>, string]>([
    ['a file that is not there', async () => join(folder, 'absent'), 'not-found'],
    ['a folder', async () => folder, 'not-readable'],
    ['an empty file', () => fileOf('empty', new Uint8Array()), 'not-an-image'],
    ['a single byte', () => fileOf('byte', Uint8Array.of(8)), 'not-an-image'],
    ['zeros', () => fileOf('zeros', new Uint8Array(5000)), 'not-an-image'],
    ['only a preamble', () => fileOf('preamble', dicomPhantom().subarray(0, 132)), 'truncated'],
  ])('%s', async (_, make, code) => {
    const path = await make()
    expect(await problemOf(studyDecoder.header(path))).toBe(code)
    expect(await problemOf(studyDecoder.film(path, 0))).toBe(code)
  })

  it.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    const path = await fileOf('secret', dicomPhantom())
    await chmod(path, 0)
    expect(await problemOf(studyDecoder.film(path, 0))).toBe('not-readable')
  })

  it('refuses a file beyond the limit without reading it', async () => {
    const path = await fileOf('huge', dicomPhantom())
    await truncate(path, 2 ** 31)
    expect(await problemOf(studyDecoder.film(path, 0))).toBe('too-large')
  })

  it('names no patient and no path in a problem', async () => {
    const path = await fileOf('Doe_Jane.dcm', dicomPhantom({ patientName: 'Doe^Jane', pixelBytes: new Uint8Array(4) }))
    const error = await studyDecoder.film(path, 0).then(
      () => undefined,
      (thrown: Error & { where?: string }) => thrown,
    )
    expect(error).toMatchObject({ code: 'malformed', where: '(7FE0,0010)' })
    expect(error!.message).not.toMatch(/Doe|fractureguard/)
  })
})
