import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadModel, writeTrunk } from '#main/model/index.ts'
import { importTrunk } from '#main/network/importTrunk.ts'
import { Random } from '#main/network/random.ts'
import { readSafetensors } from '#main/network/safetensors.ts'
import { newFolder } from '../../support/folder.ts'
import { writeTestModel } from '../../support/testModel.ts'

describe('a trunk for torchvision', () => {
  it('comes back as it was, with the whole state of a resnet18', async () => {
    const folder = await newFolder()
    await writeTestModel(folder)
    const { parameters } = await loadModel(folder)
    const file = join(folder, 'trunk.safetensors')
    await writeTrunk(folder, file)
    const { tensors, metadata } = readSafetensors(await readFile(file))
    // 20 convolutions, as many batch norms of four tensors each, one classifier of two.
    expect(Object.keys(tensors)).toHaveLength(20 + 4 * 20 + 2)
    expect(tensors['fc.weight']!.dims).toEqual([1000, 512])
    expect(metadata).toMatchObject({ program: 'FractureGuard', loads_into: expect.stringContaining('strict=True') })
    for (const [name, { dims, data }] of Object.entries(importTrunk(tensors, new Random(1)))) {
      expect(dims, name).toEqual(parameters[name]!.dims)
      const furthest = data.reduce((most, value, i) => Math.max(most, Math.abs(value - parameters[name]!.data[i]!)), 0)
      expect(furthest, name).toBeLessThan(1e-6)
    }
  })

  it('is never written over a file', async () => {
    const folder = await newFolder()
    await writeTestModel(folder)
    const { size } = await stat(join(folder, 'card.json'))
    await expect(writeTrunk(folder, join(folder, 'card.json'))).rejects.toMatchObject({ code: 'wrong-use' })
    expect((await stat(join(folder, 'card.json'))).size).toBe(size)
  })
})
