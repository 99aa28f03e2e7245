import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { dicomDirFile, imageRecord } from '../../../support/dicomDir.ts'
import { dicomPhantom } from '../../../support/dicomPhantom.ts'
import { newFolder } from '../../../support/folder.ts'
import { writeZip } from '../../../support/zips.ts'

const bin = join(import.meta.dirname, '../../../../bin/fractureguard')

describe.skipIf(process.platform !== 'linux')('files whose names are no UTF-8', () => {
  it('are opened from a shell, also where two names differ only in what is none', async () => {
    const [home, films] = [await newFolder(), await newFolder()]
    const at = (name: string) => Buffer.concat([Buffer.from(`${films}/`), Buffer.from(name, 'latin1')])
    await mkdir(at('J\xf6rg/DISC'), { recursive: true })
    await writeFile(at('J\xf6rg/DISC/IM1'), dicomPhantom({ rows: 8, columns: 8 }))
    await writeFile(at('J\xf6rg/DICOMDIR'), dicomDirFile([imageRecord(['DISC', 'IM1'])]))
    await writeFile(at('R\xf6.dcm'), dicomPhantom({ rows: 9, columns: 9 }))
    await writeFile(at('R\xfc.dcm'), dicomPhantom({ rows: 10, columns: 10 }))
    await writeZip(join(films, 'films.zip'), [['in/film', Buffer.from(dicomPhantom({ rows: 11, columns: 11 }))]])
    await promisify(execFile)('sh', ['-c', 'mv films.zip "$(printf "z\\344.zip")"'], { cwd: films })
    const { stdout } = await promisify(execFile)(
      'sh',
      ['-c', '"$0" "$1" info --json J*/DICOMDIR R* z*', process.execPath, bin],
      { cwd: films, env: { ...process.env, FRACTUREGUARD_HOME: home } },
    )
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; rows: number })
    expect(rows.map(({ file, rows: high }) => [file, high])).toEqual([
      ['J\\xf6rg/DISC/IM1', 8],
      ['R\\xf6.dcm', 9],
      ['R\\xfc.dcm', 10],
      ['z\\xe4.zip/in/film', 11],
    ])
  })
})
