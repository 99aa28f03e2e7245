import { spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newFolder } from '../support/folder.ts'
import { hasChromium } from './chromium.ts'
import { pageFindings } from './pageFindings.ts'
import { servePage, type ServedPage } from './servedPage.ts'

const run = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0
const canMount = await (async () => {
  const probe = await newFolder()
  return run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe) && run('umount', probe)
})()

// Needs the right to mount a small disk, which few have outside of a container.
describe.skipIf(!hasChromium || !canMount)('a full disk', () => {
  let mount: string
  let served: ServedPage
  const part = (name: string) => served.page.getByTestId(name)

  beforeAll(async () => {
    mount = join(await newFolder(), 'small')
    await mkdir(mount)
    run('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', mount)
    served = await servePage(join(mount, 'home'))
    await served.close()
    await writeFile(join(mount, 'filler'), Buffer.alloc(2 ** 20)).catch(() => undefined)
    served = await servePage(join(mount, 'home'))
  })
  afterAll(async () => {
    await served?.close()
    run('umount', '-l', mount)
  })

  it('is said on the page until it was read, and in About as long as it is so', async () => {
    await part('trouble').waitFor()
    expect(await part('trouble').textContent()).toContain('The disk with the program’s data is full')
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('troubles-1-note')
    await served.page.setViewportSize({ width: 800, height: 600 })
    await served.screenshot('troubles-2-narrow')
    await part('trouble-understood').click()
    await part('trouble').waitFor({ state: 'detached' })
    await served.page.goto(new URL('#/settings/about', served.page.url()).href)
    await part('about-trouble').waitFor()
    expect(await part('about-trouble').textContent()).toContain('The disk with the program’s data is full')
    expect(await pageFindings(served.page)).toEqual([])
    await served.screenshot('troubles-3-about')
  })
})
