import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { trainedOn } from '#main/registry/trainedOn.ts'
import { writeSplit } from '#main/dataset/splitFile.ts'
import { newFolder } from '../../support/folder.ts'

let folder: string
beforeEach(async () => {
  folder = await newFolder()
})

describe('trainedOn', () => {
  it('names all but the hold-out, by content', async () => {
    const films = ['a', 'b', 'c'].map((contentHash, group) => ({
      file: `${contentHash}.png`,
      label: 0,
      group,
      contentHash: contentHash.repeat(64),
    }))
    await writeSplit(join(folder, 'split.csv'), films, { parts: ['train', 'holdout', 'validation'] }, ['No fracture'])
    expect(await trainedOn(folder)).toEqual({ films: new Set(['a'.repeat(64), 'c'.repeat(64)]), all: true })
  })

  it('names the films that the trunk was fine-tuned on before, too', async () => {
    await writeSplit(join(folder, 'split.csv'), [], { parts: [] }, [])
    await writeFile(join(folder, 'ancestors.csv'), `sha256\n${'d'.repeat(64)}\n`)
    expect(await trainedOn(folder)).toEqual({ films: new Set(['d'.repeat(64)]), all: true })
  })

  it('says that it does not know all where there is no split, or one without hashes', async () => {
    expect(await trainedOn(folder)).toEqual({ films: new Set(), all: false })
    await writeFile(join(folder, 'split.csv'), 'file,split\na.png,train\n')
    expect(await trainedOn(folder)).toEqual({ films: new Set(), all: false })
    // What is known of a fit says nothing of the training before.
    await writeFile(join(folder, 'fitted.csv'), `sha256\n${'e'.repeat(64)}\n`)
    expect(await trainedOn(folder)).toEqual({ films: new Set(['e'.repeat(64)]), all: false })
  })
})
