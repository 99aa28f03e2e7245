import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ComputeService, PlainReading } from '#main/compute/index.ts'
import { rocAuc, readLabelled, shortcutOf, type ReadFilm } from '#main/evaluation/index.ts'
import { fileInputs } from '#main/reading/filmInput.ts'
import { studyDecoder } from '#main/study/openStudy.ts'
import { newFolder } from '../../support/folder.ts'
import { writeLimbFilms, type Sign } from '../../support/limbFilms.ts'

/**
 * Reads real films as the compute process makes them into inputs, whole or covered. Instead of a network: a model that
 * learned that what is bright is a fracture, wherever it lies.
 */
const compute: Pick<ComputeService, 'header' | 'film' | 'readFile'> = {
  ...studyDecoder,
  readFile: async ({ path, withoutAnatomy }) => {
    const { header, frames } = await fileInputs(path, { frame: 0 }, { inputSize: 224, fit: 'pad', withoutAnatomy })
    if ('problem' in frames[0]) throw new Error(frames[0].problem.message)
    const { pixels } = frames[0].input
    const probability = pixels.filter((grey) => grey > 0.8).length / pixels.length
    return { header, total: 1, frames: [{ frame: 0, reading: { probability } as PlainReading }] }
  },
}

async function checked(sign: Sign): Promise<ReadFilm[]> {
  const folder = join(await newFolder(), 'films')
  await writeLimbFilms(folder, 20, sign, 6)
  const context = { signal: new AbortController().signal, onProgress: () => undefined }
  const models = [{ id: 'bright', directory: 'bright' }]
  const request = { folder, models, engine: 'onnx-cpu' as const, shortcutCheck: true }
  return (await readLabelled(compute, request, context)).films
}

const whole = (films: readonly ReadFilm[]) =>
  films.map(({ fractured, group, probabilities: [probability] }) => ({ fractured, group, probability }))
const covered = (films: readonly ReadFilm[]) =>
  films.map(({ fractured, group, withoutAnatomy }) => ({ fractured, group, probability: withoutAnatomy! }))

describe('the shortcut check', () => {
  it('finds a marker that only one class has', async () => {
    const shortcut = shortcutOf(covered(await checked({ marker: true })), 42)
    expect(shortcut).toMatchObject({ answer: 'found', auc: 1, interval: [1, 1] })
  })

  it('finds nothing where only the limb tells, though the model is always right', async () => {
    const films = await checked({ bar: true })
    expect(rocAuc(whole(films))).toBe(1)
    const { auc, answer } = shortcutOf(covered(films), 42)
    expect(answer).toBe('none')
    expect(Math.abs(auc - 0.5)).toBeLessThan(0.05)
  })
})

describe('shortcutOf', () => {
  const films = (perClass: number, gain: number) =>
    Array.from({ length: 2 * perClass }, (_, group) => {
      const fractured = group % 2 === 1
      // In an order that says nothing of the class, but for what is added.
      return { fractured, group, probability: ((group >> 1) % 17) / 20 + (fractured ? gain : 0) }
    })

  it('answers by the interval, and says where films are too few', () => {
    expect(shortcutOf(films(170, 0), 1)).toMatchObject({ auc: 0.5, answer: 'none' })
    expect(shortcutOf(films(170, 0.15), 1)).toMatchObject({ answer: 'found' })
    expect(shortcutOf(films(170, -0.15), 1)).toMatchObject({ answer: 'reversed' })
    expect(shortcutOf(films(17, 0.05), 1)).toMatchObject({ answer: 'unclear' })
    expect(shortcutOf(films(9, 1), 1)).toMatchObject({ auc: 1, answer: 'unclear' })
  })
})
