import { access, chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { createApplication } from '#main/app/application.ts'
import { newFolder } from '../../support/folder.ts'
import { launchFake } from '../../support/launchFake.ts'

async function all<T>(events: Promise<AsyncIterable<T>>): Promise<T[]> {
  const told: T[] = []
  for await (const event of await events) told.push(event)
  return told
}

// Whoever has got hold of a page must not get hold of more than the program itself does.
describe.each(['browser', 'electron'] as const)('a page of the %s host', (host) => {
  it('names no program that is then run', async () => {
    const folder = await newFolder()
    const application = await createApplication({ host, home: await newFolder(), launchCompute: launchFake })
    const client = createRouterClient(application.router)
    const program = join(folder, 'python')
    await writeFile(program, `#!/bin/sh\necho ran > '${join(folder, 'ran')}'\n`)
    await chmod(program, 0o755)
    await expect(client.runtimes.install({ name: 'tensorflow', fromPython: program })).rejects.toMatchObject({
      data: { code: 'wrong-use', message: expect.stringContaining('command line') },
    })
    await application.stop()
    await expect(access(join(folder, 'ran'))).rejects.toThrow()
  })

  it('replaces no file', async () => {
    const folder = await newFolder()
    const application = await createApplication({ host, home: await newFolder(), launchCompute: launchFake })
    const client = createRouterClient(application.router)
    const path = join(folder, 'notes.csv')
    await writeFile(path, 'mine')
    const labelled = await newFolder()
    for (const label of ['Fractured', 'Normal']) {
      await mkdir(join(labelled, label))
      for (const name of ['film.png', 'other.png']) await writeFile(join(labelled, label, name), label + name)
    }
    const [film] = await all(client.studies.open({ paths: [join(labelled, 'Normal', 'film.png')] }))
    if (film?.type !== 'film') throw new Error('No film.')
    const { filmId } = film.film
    await client.marks.save({ filmId, frame: 0, reader: '', answer: 'none', marks: [] })
    const corrections = [{ file: 'Normal/film.png' }]
    const writing: Record<string, () => Promise<unknown>> = {
      'scans.start': () => client.scans.start({ options: { folder }, output: { path, format: 'csv', replace: true } }),
      'models.export': () => client.models.export({ modelId: 'starter', file: path }),
      'marks.exportKept': () => client.marks.exportKept({ format: 'coco', file: path }),
      'reviews.export': () => client.reviews.export({ file: path }),
      'training.saveLabels': () => client.training.saveLabels({ folder: labelled, corrections, file: path }),
      'deidentify.export, its folder': () => all(client.deidentify.export({ filmIds: [filmId], to: folder })),
      'deidentify.export, its table': () =>
        all(client.deidentify.export({ filmIds: [filmId], to: join(folder, 'new'), replaced: path })),
    }
    for (const [route, write] of Object.entries(writing))
      await expect(write(), route).rejects.toMatchObject({ data: { code: 'wrong-use' } })
    await application.stop()
    expect(await readdir(folder)).toEqual(['notes.csv'])
    expect(await readFile(path, 'utf8')).toBe('mine')
  })
})
