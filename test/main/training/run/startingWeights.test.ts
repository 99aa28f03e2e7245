import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startParameters, trunkParameters } from '#main/network/parameters.ts'
import { Random } from '#main/network/random.ts'
import { writeSafetensors } from '#main/network/safetensors.ts'
import { startingWeights } from '#main/training/run/startingWeights.ts'
import { newFolder } from '../../../support/folder.ts'

describe('startingWeights', () => {
  it('takes the trunk out of a file of weights, and says where it is from', async () => {
    const path = join(await newFolder(), 'trunk.safetensors')
    const trunk = startParameters(trunkParameters(), new Random(3))
    await writeFile(
      path,
      writeSafetensors(
        { tensors: { ...trunk, 'fc.bias': { dims: [1], data: Float32Array.of(1) } }, metadata: {} },
        'F32',
      ),
    )
    const { id, parameters } = await startingWeights({ path, name: 'mine.safetensors' }, 1)
    expect(id).toBe('mine.safetensors')
    expect(Object.keys(parameters).sort()).toEqual(Object.keys(trunk).sort())
    expect(parameters['layer3.0.conv1.weight'].data).toEqual(trunk['layer3.0.conv1.weight'].data)
  })

  it('refuses what is not there, and what holds no ResNet-18', async () => {
    const path = join(await newFolder(), 'other.safetensors')
    await expect(startingWeights({ path, name: 'other' }, 1)).rejects.toMatchObject({ code: 'not-found' })
    await writeFile(
      path,
      writeSafetensors({ tensors: { weight: { dims: [2], data: Float32Array.of(1, 2) } }, metadata: {} }, 'F32'),
    )
    await expect(startingWeights({ path, name: 'other' }, 1)).rejects.toMatchObject({ code: 'model-invalid' })
    await writeFile(path, 'no weights at all')
    await expect(startingWeights({ path, name: 'other' }, 1)).rejects.toMatchObject({ code: 'model-invalid' })
  })
})
