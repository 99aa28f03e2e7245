import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ProblemError } from '#shared/problem.ts'
import { withStudyFile } from '#main/study/file/studyFile.ts'
import { newFolder } from '../../../support/folder.ts'

describe('withStudyFile', () => {
  it('says of a file that grows while it is read that it changed, whatever came of reading it', async () => {
    const path = join(await newFolder(), 'film')
    await writeFile(path, 'half')
    const grow = () => appendFile(path, ' and more')
    await expect(withStudyFile(path, grow)).rejects.toMatchObject({ code: 'file-changed' })
    const damaged = async () => {
      await grow()
      throw new ProblemError('image-truncated')
    }
    await expect(withStudyFile(path, damaged)).rejects.toMatchObject({ code: 'file-changed' })
  })

  it('opens a file that stays as it is', async () => {
    const path = join(await newFolder(), 'film')
    await writeFile(path, 'whole')
    await expect(withStudyFile(path, async (file) => Buffer.from(await file.whole()).toString())).resolves.toBe('whole')
  })
})
