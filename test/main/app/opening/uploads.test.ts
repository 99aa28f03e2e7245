import { readdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { largestUpload } from '#shared/upload.ts'
import { Inbox } from '#main/app/opening/inbox.ts'
import { Uploads } from '#main/app/opening/uploads.ts'
import { newFolder } from '../../../support/folder.ts'

let inbox: Inbox
let uploads: Uploads

beforeEach(async () => {
  inbox = await Inbox.open(await newFolder())
  uploads = new Uploads(inbox)
})

const part = (text: string, offset: number, total: number, uploadId?: string) => ({
  uploadId,
  offset,
  total,
  part: new Blob([text]),
})
/** Files of the inbox. */
async function kept(): Promise<number> {
  const probe = await inbox.keepFile()
  const names = await readdir(dirname(probe))
  await inbox.drop(probe)
  return names.length - 1
}

describe('Uploads', () => {
  it('puts a file together of its parts, under a name that tells nothing', async () => {
    const id = await uploads.append(part('Muster', 0, 10))
    expect(await uploads.append(part('Anna', 6, 10, id))).toBe(id)
    const path = uploads.take(id)
    expect(await readFile(path, 'utf8')).toBe('MusterAnna')
    expect(path).not.toContain(id)
    expect(() => uploads.take(id)).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  it('takes an empty file', async () => {
    expect(await readFile(uploads.take(await uploads.append(part('', 0, 0))), 'utf8')).toBe('')
  })

  it('refuses what is too large before anything of it is written', async () => {
    await expect(uploads.append(part('a', 0, largestUpload + 1))).rejects.toMatchObject({ code: 'too-large' })
    expect(await kept()).toBe(0)
  })

  it('counts while parts come: nothing is left of a file whose parts are more than it said, or not the next ones', async () => {
    for (const [text, offset] of [
      ['abcdef', 5],
      ['a', 4],
      ['a', 6],
      ['a', 0],
    ] as const) {
      const id = await uploads.append(part('12345', 0, 10))
      await expect(uploads.append(part(text, offset, 10, id)), `${text} at ${offset}`).rejects.toMatchObject({
        code: 'wrong-use',
      })
      expect(() => uploads.take(id)).toThrow(expect.objectContaining({ code: 'not-found' }))
    }
    expect(await kept()).toBe(0)
  })

  it('opens no file that has not come whole', async () => {
    const id = await uploads.append(part('12345', 0, 10))
    expect(() => uploads.take(id)).toThrow(expect.objectContaining({ code: 'wrong-use' }))
    const two = await Promise.allSettled([
      uploads.append(part('67890', 5, 10, id)),
      uploads.append(part('67890', 5, 10, id)),
    ])
    expect(two.map(({ status }) => status).sort()).not.toEqual(['fulfilled', 'fulfilled'])
  })

  it('keeps few that nobody goes on with', async () => {
    const ids: string[] = []
    for (let i = 0; i < 7; i++) ids.push(await uploads.append(part('12345', 0, 10)))
    expect(await kept()).toBe(4)
    await expect(uploads.append(part('67890', 5, 10, ids[0]))).rejects.toMatchObject({ code: 'not-found' })
    await uploads.drop(ids[6])
    expect(await kept()).toBe(3)
  })
})
