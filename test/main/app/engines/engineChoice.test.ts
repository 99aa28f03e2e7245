import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { engineNames, type EngineExamination } from '#shared/engine.ts'
import { EngineChoice } from '#main/app/engines/engineChoice.ts'
import { newFolder } from '../../../support/folder.ts'

let folder: string
let file: string
let key: string
const open = (): EngineChoice => new EngineChoice(file, () => key)
const found: EngineExamination[] = engineNames.map((name) => ({
  name,
  finding: name === 'onnx-cpu' || name === 'onnx-webgpu' ? 'runs' : 'no-provider',
}))

beforeEach(async () => {
  folder = await newFolder()
  file = join(folder, 'engine.json')
  key = 'version 1'
})

describe('the kept choice', () => {
  it('is the processor until something is known, and then lasts', async () => {
    expect([open().engine, open().found]).toEqual(['onnx-cpu', undefined])
    open().keep(found, false)
    expect([open().engine, open().found]).toEqual(['onnx-webgpu', found])
    expect(await readdir(folder)).toEqual(['engine.json'])
  })

  it('does not hold for another version, machine or runtime', () => {
    open().keep(found, false)
    key = 'version 2'
    expect([open().engine, open().found]).toEqual(['onnx-cpu', undefined])
    key = 'version 1'
    expect(open().engine).toBe('onnx-webgpu')
  })

  it.each([
    '',
    '{"formatVersion":1,"key":"version 1"',
    '{}',
    '[]',
    '{"formatVersion":1,"key":"version 1","found":[{"name":"abacus","finding":"runs"}],"broken":[]}',
    '{"formatVersion":2}',
  ])('is none where the file is %s', async (text) => {
    await writeFile(file, text)
    expect([open().engine, open().found]).toEqual(['onnx-cpu', undefined])
  })

  it('passes over an engine that broke until it is forgiven', () => {
    const choice = open()
    choice.keep(found, false)
    expect([choice.setBroken('onnx-webgpu'), choice.setBroken('onnx-webgpu')]).toEqual([true, false])
    expect([choice.engine, open().engine]).toEqual(['onnx-cpu', 'onnx-cpu'])
    choice.keep(found, false)
    expect(open().engine).toBe('onnx-cpu')
    choice.forgive('onnx-webgpu')
    expect(open().engine).toBe('onnx-webgpu')
    choice.setBroken('onnx-webgpu')
    choice.keep(found, true)
    expect(open().engine).toBe('onnx-webgpu')
  })

  it('takes a new finding of one engine', () => {
    open().keep(found, false)
    open().note({ name: 'onnx-webgpu', finding: 'crashed' })
    expect(open().engine).toBe('onnx-cpu')
    expect(open().found).toHaveLength(engineNames.length)
  })

  it('holds for this time where the file cannot be written', async () => {
    file = join(folder, 'nowhere', 'engine.json')
    const choice = open()
    choice.keep(found, false)
    expect([choice.engine, open().engine]).toEqual(['onnx-webgpu', 'onnx-cpu'])
  })

  it('names no film and no person', async () => {
    open().keep(found, false)
    expect(Object.keys(JSON.parse(await readFile(file, 'utf8'))).sort()).toEqual([
      'broken',
      'formatVersion',
      'found',
      'key',
    ])
  })
})
