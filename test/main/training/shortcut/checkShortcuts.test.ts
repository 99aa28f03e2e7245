import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ShortcutWork } from '#main/compute/index.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { checkShortcuts } from '#main/training/index.ts'
import { newFolder } from '../../../support/folder.ts'
import { writeLimbFilms, type Sign } from '../../../support/limbFilms.ts'
import { writeTestModel } from '../../../support/testModel.ts'

let root: string

beforeAll(async () => {
  root = await newFolder()
  await writeTestModel(join(root, 'start'), { id: 'start' })
  await mkdir(join(root, 'cache'))
})

async function check(sign: Sign, perClass = 20, change: Partial<ShortcutWork> = {}, endAt?: string) {
  const abort = new AbortController()
  const folder = await newFolder()
  await writeLimbFilms(folder, perClass, sign, 6)
  const stages = new Set<string>()
  const work: ShortcutWork = {
    ...{ jobId: 'job', folder, seed: 42, startFrom: { id: 'start', directory: join(root, 'start') } },
    ...{ engine: 'onnx-cpu', cacheDirectory: join(root, 'cache'), ...change },
  }
  const onProgress = ({ stage }: { stage: string }): void => {
    stages.add(stage)
    if (stage === endAt) abort.abort()
  }
  const checked = await checkShortcuts(work, { decoder: studyDecoder, signal: abort.signal, onProgress })
  return { ...checked, stages: [...stages] }
}

describe('checkShortcuts', () => {
  it('finds a marker that one class alone has, and shows the films that tell of it', async () => {
    const { shortcut, sheet, stages } = await check({ marker: true })
    expect(shortcut).toMatchObject({ answer: 'found', films: 40, fractured: 20, unreadable: 0 })
    expect(shortcut.auc!.value).toBeGreaterThan(0.85)
    expect(shortcut.left).toBeGreaterThan(0.3)
    expect(shortcut.surest.map(({ fractured }) => fractured)).toEqual([...Array(6).fill(false), ...Array(6).fill(true)])
    expect(shortcut.surest.every(({ file, fractured }) => file.startsWith(fractured ? 'Fractured/' : 'Normal/'))).toBe(
      true,
    )
    // Three tiles of 224 pixels side by side.
    expect((await sharp(sheet).metadata()).width).toBe(8 + 3 * (224 + 8))
    expect(stages).toEqual(['inspect', 'compare', 'cover', 'learn'])
  })

  it('does not find what only the limb tells', async () => {
    const { shortcut } = await check({ bar: true })
    expect(shortcut.answer).not.toBe('found')
    expect(shortcut.auc!.value).toBeLessThan(0.65)
  })

  it('says that films are too few, or of too few groups, and learns nothing from them', async () => {
    const few = await check({ marker: true }, 9)
    expect(few).toMatchObject({ shortcut: { answer: 'unclear', films: 18, surest: [] } })
    expect([few.shortcut.auc, few.sheet]).toEqual([undefined, undefined])
    const { shortcut } = await check({ marker: true }, 12, { groupPattern: String.raw`^(\w+)/` })
    expect([shortcut.answer, shortcut.auc]).toEqual(['unclear', undefined])
  })

  it.each(['inspect', 'cover', 'learn'])('ends when it is told to at the stage %s', async (stage) => {
    await expect(check({}, 12, {}, stage)).rejects.toThrow(/abort/i)
  })
})
