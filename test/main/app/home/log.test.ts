import { readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BoundedFile } from '#main/app/home/boundedFile.ts'
import { openLog, type LogEvent, type LogFields } from '#main/app/home/log.ts'
import { errorTrace } from '#main/compute/index.ts'
import { newFolder } from '../../../support/folder.ts'

async function lines(folder: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(folder, 'fractureguard.log'), 'utf8')
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

function fail(name: string, path: string): never {
  throw new RangeError(`cannot decode ${path} of ${name}\n    at ${name} (${path}:1:1)`)
}

describe('openLog', () => {
  it('writes events with what is allowed', async () => {
    const folder = await newFolder()
    const log = openLog(folder)
    const fields: LogFields = { code: 'truncated', method: 'readings.read', count: 3, milliseconds: 12.5 }
    log.event('request-failed', fields)
    log.close()
    const [line] = await lines(folder)
    expect(line).toMatchObject({ event: 'request-failed', ...fields })
    expect(line.time).toMatch(/^\d{4}-/)
  })

  it('holds class and place of an error that names a patient and a path, and neither of them', async () => {
    const folder = await newFolder()
    const log = openLog(folder)
    try {
      fail('Muster^Anna', '/hospital/muster/anna.dcm')
    } catch (thrown) {
      log.unexpected(errorTrace(thrown), { method: 'studies.open' })
    }
    log.close()
    const [line] = await lines(folder)
    expect(line).toMatchObject({ event: 'unexpected', error: 'RangeError', method: 'studies.open' })
    expect(await readFile(join(folder, 'fractureguard.log'), 'utf8')).not.toMatch(/muster|anna|hospital|decode/i)
  })

  it('drops what is not on the list, also from callers that the compiler does not see', async () => {
    const folder = await newFolder()
    const log = openLog(folder)
    const path = '/hospital/muster.dcm'
    const smuggled = { path, method: path, state: 'Muster, Anna', jobId: 'Muster^Anna', code: 'muster' }
    log.event('job', smuggled as unknown as LogFields)
    log.event('opened /hospital/muster.dcm' as LogEvent)
    log.close()
    const written = await lines(folder)
    expect(written).toHaveLength(1)
    expect(Object.keys(written[0]).sort()).toEqual(['event', 'level', 'pid', 'time'])
  })
})

describe('BoundedFile', () => {
  it('never grows beyond its bound, and keeps one older file', async () => {
    const folder = await newFolder()
    const file = new BoundedFile(join(folder, 'log'), 100)
    for (let line = 0; line < 50; line++) file.write(`${String(line).padStart(9)}\n`)
    file.close()
    expect((await readdir(folder)).sort()).toEqual(['log', 'log.1'])
    for (const name of ['log', 'log.1']) expect((await stat(join(folder, name))).size).toBeLessThanOrEqual(100)
    expect(await readFile(join(folder, 'log'), 'utf8')).toMatch(/49\n$/)
  })

  it('goes on where an earlier program stopped', async () => {
    const path = join(await newFolder(), 'log')
    for (const text of ['first\n', 'second\n']) {
      const file = new BoundedFile(path, 100)
      file.write(text)
      file.close()
    }
    expect(await readFile(path, 'utf8')).toBe('first\nsecond\n')
  })
})
