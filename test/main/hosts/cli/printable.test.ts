import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { printable, printableJson } from '#main/hosts/cli/print/printable.ts'
import { newHome } from '../../../support/home.ts'
import { everyFile } from '../../../support/plantedPatient.ts'
import { runCli } from '../../../support/runCli.ts'

/** A name that clears the screen, sets a window's title, makes a line of its own, and turns letters round. */
const name = '\u001b[2J\u009b2J\u001b]0;x\u0007a\r\nfracture 0.99\u202Egnp.dcm\u2066\u200F\u2028\u007f'

describe('what the command line prints', () => {
  it('shows signs that do something to a terminal or hide something, and does not send them', () => {
    const line = printable(`no fracture  ${name}  Röntgen 手 “é”`)
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/)
    expect(line).toContain('\ufffd[2J\ufffd2J')
    expect(line).toContain('\ufffdgnp.dcm')
    expect(line).toContain('Röntgen 手 “é”')
  })

  it('is shown so too where it is taken for an option, as a shell puts it for *', async () => {
    const { code, stderr } = await runCli(await newHome(), 'read', `--${name.replaceAll('\n', '')}`)
    expect([code, stderr]).toEqual([2, expect.stringContaining('\ufffd[2J\ufffd2J')])
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  })

  it('goes to the terminal in one place', async () => {
    const folder = join(import.meta.dirname, '../../../../src/main/hosts')
    const places: string[] = []
    for (const path of await everyFile(folder))
      if (/std(out|err)\.write|console\./.test(await readFile(path, 'utf8'))) places.push(relative(folder, path))
    // A clear screen, between two looks at a fleet, is no name.
    expect(places.sort()).toEqual([join('cli', 'commands', 'fleetManage.ts'), join('cli', 'print', 'output.ts')])
  })

  it('is the same JSON as ever', () => {
    const text = printableJson({ file: name })
    expect(JSON.parse(text)).toEqual({ file: name })
    expect(text).toMatch(/^[ -~]+$/)
  })
})
