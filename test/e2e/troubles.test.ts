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

describe.skipIf(!hasChromium)('a damaged choice of receiving films', () => {
  let served: ServedPage
  const part = (name: string) => served.page.getByTestId(name)

  beforeAll(async () => {
    const home = await newFolder()
    served = await servePage(home)
    await served.close()
    await writeFile(join(home, 'node.json'), '{"formatVersion":1,"opt', { mode: 0o600 })
    served = await servePage(home)
  })
  afterAll(() => served?.close())

  it('is said on the page until it was read', async () => {
    await part('trouble').waitFor()
    expect(await part('trouble').textContent()).toContain('“Receive films” is damaged, so no films are received')
    expect(await pageFindings(served.page)).toEqual([])
    for (const width of [390, 768, 1024, 1440]) {
      await served.page.setViewportSize({ width, height: 800 })
      await served.screenshot(`troubles-node-${width}`)
      const beyond = await served.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(beyond, String(width)).toBeLessThanOrEqual(0)
    }
    await part('trouble-understood').click()
    await part('trouble').waitFor({ state: 'detached' })
  })
})
