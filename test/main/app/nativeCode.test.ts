import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

it('the process of the application holds no native code of engines and decoders', async () => {
  const script = `
    const { createApplication } = await import('#main/app/index.ts')
    const application = await createApplication({ host: 'browser', home: process.argv[1] })
    console.log(JSON.stringify(process.report.getReport().sharedObjects))
    await application.stop()`
  const home = mkdtempSync(join(tmpdir(), 'native-code-'))
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, home], {
    cwd: join(import.meta.dirname, '../../..'),
  })
  const loaded = JSON.parse(stdout) as string[]
  expect(loaded.length).toBeGreaterThan(0)
  expect(loaded.filter((file) => file.includes('node_modules'))).toEqual([])
})
