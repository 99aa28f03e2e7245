import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Reading } from '#shared/reading.ts'
import { dicomPhantom } from '../../../support/dicomPhantom.ts'
import { newFolder } from '../../../support/folder.ts'
import { newHome } from '../../../support/home.ts'
import { isAlive } from '../../../support/launchFake.ts'
import { childrenOf } from '../../../support/processes.ts'
import { records, runCli, startCli } from '../../../support/runCli.ts'
import { sharedFolder } from '../../../support/sharedData.ts'
import { slowly } from '../../../support/slowly.ts'
import { writeTestModel } from '../../../support/testModel.ts'

let home: string
let films: string

async function png(name: string): Promise<void> {
  const bytes = Uint8Array.from({ length: 80 * 60 }, (_, i) => (i * 7) % 251)
  await sharp(bytes, { raw: { width: 80, height: 60, channels: 1 } })
    .png()
    .toFile(join(films, name))
}

beforeAll(async () => {
  home = await newHome()
  films = await newFolder()
  await writeTestModel(join(home, 'models', 'plain'), { id: 'plain', name: 'Plain' })
  await writeFile(join(home, 'models', 'active.json'), JSON.stringify({ formatVersion: 1, modelId: 'plain' }))
  await png('a.png')
  await writeFile(join(films, 'b.dcm'), dicomPhantom({ frames: 2, modality: 'DX' }))
  await writeFile(join(films, 'c.dcm'), dicomPhantom({ frames: 3, modality: 'CT' }))
  await mkdir(join(films, 'd'))
  await writeFile(join(films, 'd', 'notes.txt'), 'Muster, Anna')
})

describe('read', () => {
  it('prints one JSON object a line with the fields of the report, and nothing else', async () => {
    const run = await runCli(home, 'read', '--json', films)
    expect(run.stderr).toBe('')
    expect(run.code).toBe(1)
    const rows = records(run)
    expect(rows.map(({ file, frame, error }) => [file, frame, (error as { code?: string })?.code])).toEqual([
      [join(films, 'a.png'), 0, undefined],
      [join(films, 'b.dcm'), 0, undefined],
      [join(films, 'b.dcm'), 1, undefined],
      [join(films, 'c.dcm'), 0, undefined],
      [join(films, 'd', 'notes.txt'), undefined, 'not-an-image'],
    ])
    const fields = [
      'file',
      'frame',
      'verdict',
      'probability',
      'findings',
      'branches',
      'experts',
      'model',
      'engine',
      'warnings',
    ]
    expect(Object.keys(rows[0])).toEqual(fields)
    expect(rows[0]).toMatchObject({ model: { id: 'plain', name: 'Plain' }, engine: 'onnx-cpu' })
    const { probability, branches, experts } = rows[0] as Pick<Reading, 'probability' | 'branches' | 'experts'>
    for (const p of [probability, branches.teacher, branches.student]) expect(p).toBeGreaterThanOrEqual(0)
    expect(experts.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4)
    expect(Object.keys(rows[4])).toEqual(['file', 'error'])
  })

  it('prints rows for a person and what they come to', async () => {
    const run = await runCli(home, 'read', join(films, 'a.png'), join(films, 'd'))
    expect(run.code).toBe(1)
    expect(run.stdout).toMatch(/^VERDICT +P +TEACHER +STUDENT +EXPERTS +FILM$/m)
    expect(run.stdout).toMatch(
      /^(Fracture|Uncertain|No fracture) +\d\.\d\d +\d\.\d\d +\d\.\d\d +\d\.\d\d \d\.\d\d +\S*a\.png/m,
    )
    expect(run.stdout).toMatch(/^Not read .*notes\.txt: /m)
    expect(run.stdout).toContain('1 read with Plain (plain)')
    expect(run.stdout).toContain('not a medical device')
  })

  it('gives 0 when all is well', async () => {
    expect((await runCli(home, 'read', '--json', join(films, 'a.png'))).code).toBe(0)
  })

  it('writes pictures under names that stay and do not collide', async () => {
    const folder = join(await newFolder(), 'pictures')
    await mkdir(join(films, '.other'))
    await cp(join(films, 'a.png'), join(films, '.other', 'a.png'))
    const paths = [join(films, 'a.png'), join(films, '.other', 'a.png'), join(films, 'b.dcm')]
    for (const _ of [1, 2]) expect((await runCli(home, 'read', '--evidence', folder, ...paths)).code).toBe(0)
    const names = await readdir(folder)
    expect(names).toHaveLength(8)
    expect(names.filter((name) => /^a-[0-9a-f]{8}-(evidence|gating)\.png$/.test(name))).toHaveLength(4)
    expect(names.filter((name) => /^b-[0-9a-f]{8}-frame-[12]-(evidence|gating)\.png$/.test(name))).toHaveLength(4)
    const picture = await sharp(await readFile(join(folder, names[0]))).metadata()
    expect([picture.width, picture.height]).toEqual([80, 60])
  })

  it('calls a model that is not there wrong use', async () => {
    const run = await runCli(home, 'read', '--json', '--model', 'nothing', films)
    expect(run.code).toBe(2)
    expect(records(run)).toMatchObject([{ error: { code: 'model-not-found' } }])
  })

  it.skipIf(process.platform === 'win32')(
    'loses at most the row at hand when the compute process is killed',
    async () => {
      const own = await newHome()
      await cp(join(home, 'models'), join(own, 'models'), { recursive: true })
      const many = await newFolder()
      for (let i = 0; i < 60; i++) await cp(join(films, 'a.png'), join(many, `${i}.png`))
      const { child, done, stdout } = startCli(own, 'read', '--json', many)
      await expect.poll(() => stdout().includes('2.png'), slowly).toBe(true)
      for (const pid of childrenOf(child.pid!)) process.kill(pid, 'SIGKILL')
      const rows = records(await done)
      expect(rows).toHaveLength(60)
      const errors = rows.filter((row) => row.error)
      // None, where the process died between two rows.
      expect(errors.length).toBeLessThanOrEqual(1)
      for (const row of errors) expect(row).toMatchObject({ error: { code: 'compute-crashed' } })
      const log = await readFile(join(own, 'logs', 'fractureguard.log'), 'utf8')
      expect(log.match(/compute-started/g)).toHaveLength(2)
    },
  )
})

describe('train', () => {
  it('wants a folder or a run, and says when there is nothing to train on', async () => {
    expect((await runCli(home, 'train')).code).toBe(2)
    expect((await runCli(home, 'train', '--resume', '../../etc')).code).toBe(1)
    const run = await runCli(home, 'train', join(films, 'd'), '--mode', 'heads', '--json')
    expect(run.code).toBe(1)
    expect(records(run).at(-1)).toMatchObject({ error: { code: 'dataset-invalid' } })
  })
})

const wrist = sharedFolder('fracture/wrist')

describe.skipIf(!wrist.present)('train on real films', () => {
  it('ends with a model that reads', async () => {
    const run = await runCli(
      home,
      'train',
      wrist.path,
      '--mode',
      'heads',
      '--json',
      '--name',
      'Wrists',
      '--epochs',
      '1',
    )
    expect(run).toMatchObject({ code: 0, stderr: '' })
    const { event, modelId, name, holdout } = records(run).at(-1) as {
      event: string
      modelId: string
      name: string
      holdout: object
    }
    expect([event, name]).toEqual(['trained', 'Wrists'])
    expect(holdout).toMatchObject({ auc: expect.any(Number) })
    const [row] = records(await runCli(home, 'read', '--json', '--model', modelId, join(films, 'a.png')))
    expect(row).toMatchObject({ model: { id: modelId, name }, frame: 0 })
    expect(records(await runCli(home, 'models', 'list', '--json')).find(({ active }) => active)).toMatchObject({
      id: 'plain',
    })
  })
})

describe('models', () => {
  it('lists, shows and activates', async () => {
    const list = records(await runCli(home, 'models', 'list', '--json'))
    expect(list.find((model) => model.id === 'plain')).toMatchObject({ name: 'Plain', active: true })
    expect(records(await runCli(home, 'models', 'show', 'plain', '--json'))).toMatchObject([
      { id: 'plain', formatVersion: 1 },
    ])
    expect((await runCli(home, 'models', 'show', 'plain')).stdout).toMatch(/^Held out +\d+ films/m)
    expect(records(await runCli(home, 'models', 'activate', 'plain', '--json'))).toMatchObject([
      { id: 'plain', active: true },
    ])
    expect((await runCli(home, 'models', 'activate', '../plain')).code).toBe(2)
  })
})

describe('doctor', () => {
  it('finds the processor', async () => {
    const run = await runCli(home, 'doctor', '--json')
    expect(run.code).toBe(0)
    expect(records(run)).toContainEqual(expect.objectContaining({ name: 'onnx-cpu', usable: true, chosen: true }))
  })
})

describe('the command line', () => {
  it.each(['', 'read', 'nothing', 'read --engine abacus x', 'serve --port 70000'])(
    'calls "%s" wrong use',
    async (args) => {
      const run = await runCli(home, ...args.split(' ').filter(Boolean))
      expect(run).toMatchObject({ code: 2, stdout: '' })
      expect(run.stderr).not.toBe('')
    },
  )

  it.each(['read', 'train', 'models', 'serve', 'doctor'])('helps with %s, by example', async (command) => {
    const run = await runCli(home, command, '--help')
    expect(run.code).toBe(0)
    expect(run.stdout).toContain(`$ fractureguard ${command}`)
  })

  it.skipIf(process.platform === 'win32')('runs by itself, on whatever Node is there', async () => {
    const bin = join(import.meta.dirname, '../../../../bin/fractureguard')
    const { stdout } = await promisify(execFile)(bin, ['--version'])
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  const ends = [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const
  it.skipIf(process.platform === 'win32').each(ends)('ends on %s and leaves no process', async (signal, code) => {
    const many = await newFolder()
    for (let i = 0; i < 300; i++) await cp(join(films, 'a.png'), join(many, `${i}.png`))
    const { child, done, stdout } = startCli(home, 'read', '--json', many)
    await expect.poll(() => stdout().includes('2.png'), slowly).toBe(true)
    const children = childrenOf(child.pid!)
    expect(children).toHaveLength(1)
    child.kill(signal)
    const run = await done
    expect(run.code).toBe(code)
    expect(records(run).filter((row) => row.error)).toEqual([])
    expect(children.filter(isAlive)).toEqual([])
    expect(await readdir(join(home, 'inbox'))).toEqual([])
  })
})
