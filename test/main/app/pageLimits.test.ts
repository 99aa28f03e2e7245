import { access, chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { createApplication } from '#main/app/application.ts'
import { newFolder } from '../../support/folder.ts'
import { launchFake } from '../../support/launchFake.ts'

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
    const replacing = client.scans.start({ options: { folder }, output: { path, format: 'csv', replace: true } })
    await expect(replacing).rejects.toMatchObject({ data: { code: 'wrong-use' } })
    await expect(client.models.export({ modelId: 'starter', file: path })).rejects.toMatchObject({
      data: { code: 'wrong-use' },
    })
    await application.stop()
    expect(await readFile(path, 'utf8')).toBe('mine')
  })
})
