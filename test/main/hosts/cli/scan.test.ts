import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual, promisify } from 'node:util'
import { createRouterClient } from '@orpc/server'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ScanSummary } from '#shared/scan.ts'
import { createApplication } from '#main/app/application.ts'
import { dicomPhantom } from '../../../support/dicomPhantom.ts'
import { newFolder } from '../../../support/folder.ts'
import { newHome } from '../../../support/home.ts'
import { writeManyFilms, type ManyFilms } from '../../../support/manyFilms.ts'
import { records, runCli, startCli } from '../../../support/runCli.ts'
import { writeTestModel } from '../../../support/testModel.ts'

const count = 2000
const patient = 300_000

let home: string
let films: string
let made: ManyFilms
let whole: string

type CsvRow = Record<string, string>
const rowsOf = (csv: string): CsvRow[] => parse(csv, { columns: true, record_delimiter: '\r\n' })
/** Rows of two reports that differ in content or place, times aside. */
function differences(a: string, b: string): [CsvRow | undefined, CsvRow | undefined][] {
  const timeless = (csv: string) => rowsOf(csv).map(({ read_at: _at, milliseconds: _ms, ...row }) => row)
  const [left, right] = [timeless(a), timeless(b)]
  const pairs = Array.from(
    { length: Math.max(left.length, right.length) },
    (_, i): [CsvRow | undefined, CsvRow | undefined] => [left[i], right[i]],
  )
  return pairs.filter(([one, other]) => !isDeepStrictEqual(one, other)).slice(0, 5)
}
const newReport = async (): Promise<string> => join(await newFolder(), 'out.csv')

async function homeWithModel(): Promise<string> {
  const folder = await newHome()
  await writeTestModel(join(folder, 'models', 'plain'), { id: 'plain', name: 'Plain' })
  await writeFile(join(folder, 'models', 'active.json'), JSON.stringify({ formatVersion: 1, modelId: 'plain' }))
  return folder
}

beforeAll(async () => {
  home = await homeWithModel()
  films = await newFolder()
  made = await writeManyFilms(films, count)
}, patient)

// One report after the other: each test stands on the first one's.
describe('scan', () => {
  it(
    'gives a row for every frame of two thousand films, bad ones among them',
    async () => {
      const report = await newReport()
      const run = await runCli(home, 'scan', films, '--csv', report, '--json')
      expect(run.stderr).toBe('')
      expect(run.code).toBe(1)
      whole = await readFile(report, 'utf8')
      const rows = rowsOf(whole)
      const summary = records(run).at(-1) as unknown as ScanSummary
      expect(JSON.parse(await readFile(join(report, '..', 'out.csv.summary.json'), 'utf8'))).toEqual({
        ...summary,
        event: undefined,
      })
      expect(summary).toMatchObject({
        complete: true,
        files: made.files,
        rows: rows.length,
        skipped: { hidden: 1, link: 1 },
        filtered: 0,
      })
      expect(Object.values(summary.verdicts).reduce((sum, n) => sum + n, 0)).toBe(summary.films)
      expect(new Set(rows.filter((row) => row.verdict).map((row) => row.file)).size).toBe(made.readable)
      expect(
        rows
          .filter(({ file }) => file.endsWith('cine.dcm'))
          .map(({ frame }) => frame)
          .slice(0, 11),
      ).toEqual([...Array(11).keys()].map(String))
      const failed = new Map(rows.filter((row) => row.error_code).map((row) => [row.file, row.error_code]))
      expect([...failed.keys()].sort()).toEqual(made.bad.map(({ name }) => name).sort())
      for (const { name, code } of made.bad) expect(code.split('|'), name).toContain(failed.get(name))
      expect((await readdir(join(report, '..'))).sort()).toEqual(['out.csv', 'out.csv.summary.json'])
    },
    patient,
  )

  it.skipIf(process.platform === 'win32')(
    'loses nothing when it is killed at ten moments, and ends with the same report',
    async () => {
      const report = await newReport()
      let kills = 0
      for (let attempt = 0; attempt < 40 && kills < 10; attempt++) {
        const { child, done } = startCli(home, 'scan', films, '--csv', report, ...(attempt > 0 ? ['--resume'] : []))
        const ended = done.then(() => true)
        // From before the first row on.
        while (!(await readdir(join(report, '..'))).includes('out.csv.journal'))
          if (await Promise.race([ended, sleep(20)])) break
        await Promise.race([ended, sleep(Math.random() * 900)])
        if (child.exitCode !== null) break
        child.kill('SIGKILL')
        await done
        kills++
        expect(await readdir(join(report, '..'))).not.toContain('out.csv')
      }
      expect(kills).toBe(10)
      expect(await runCli(home, 'scan', films, '--csv', report, '--resume')).toMatchObject({ stderr: '', code: 1 })
      expect(differences(await readFile(report, 'utf8'), whole)).toEqual([])
    },
    patient,
  )

  it(
    'ends on Ctrl-C with what to type, and is gone on with',
    async () => {
      const report = await newReport()
      const { child, done } = startCli(home, 'scan', films, '--csv', report)
      await expect
        .poll(async () => (await readFile(`${report}.journal`, 'utf8').catch(() => '')).split('\n').length, {
          timeout: 30_000,
        })
        .toBeGreaterThan(4)
      child.kill('SIGINT')
      const run = await done
      expect(run.code).toBe(130)
      expect(run.stderr).toContain('--resume')
      expect((await readdir(join(report, '..'))).sort()).toEqual(['out.csv.journal', 'out.csv.part'])
      expect((await runCli(home, 'scan', films, '--csv', report)).stderr).toContain('--resume')
      await runCli(home, 'scan', films, '--csv', report, '--resume')
      expect(differences(await readFile(report, 'utf8'), whole)).toEqual([])
    },
    patient,
  )

  it.skipIf(process.platform === 'win32')(
    'says that the disk is full, and goes on once there is room',
    async () => {
      const report = await newReport()
      // A limit on the size of files fails as a full disk does, for a program that does not let itself be ended by the
      // signal.
      const NODE_OPTIONS = '--import "data:text/javascript,process.on(\'SIGXFSZ\',()=>{})"'
      const { FRACTUREGUARD_HOME: _, ...env } = process.env
      const full = promisify(execFile)(
        'bash',
        ['-c', 'ulimit -f 60; exec "$0" "$@"', process.execPath, 'bin/fractureguard', 'scan', films, '--csv', report],
        {
          env: { ...env, FRACTUREGUARD_HOME: home, NODE_OPTIONS },
        },
      )
      await expect(full).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining('disk with the report is full'),
      })
      await runCli(home, 'scan', films, '--csv', report, '--resume')
      expect(differences(await readFile(report, 'utf8'), whole)).toEqual([])
    },
    patient,
  )

  it(
    'leaves out what the filters leave out, and writes what is asked for',
    async () => {
      const report = join(await newFolder(), 'rows.jsonl')
      const run = await runCli(
        home,
        'scan',
        films,
        '--output',
        report,
        '--format',
        'jsonl',
        '--glob',
        '{0,1}/*.dcm',
        '--modality',
        'DX',
        '--patient-id',
        'hash',
        '--columns',
        'file,patient_id,verdict,error_code',
        '--absolute',
        '--json',
      )
      const rows = (await readFile(report, 'utf8'))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as CsvRow)
      expect(records(run).at(-1)).toMatchObject({ files: rows.length, filtered: made.files - rows.length })
      const read = rows.filter((row) => row.verdict)
      expect(read.length).toBeGreaterThan(10)
      expect(new Set(read.map((row) => row.patient_id)).size).toBe(1)
      for (const row of read) {
        expect(Object.keys(row)).toEqual(['file', 'patient_id', 'verdict'])
        expect(row.file.startsWith(films)).toBe(true)
        expect(row.patient_id).toMatch(/^[0-9a-f]{32}$/)
      }
      const none = await runCli(home, 'scan', films, '--csv', await newReport(), '--newer-than', '2100-01-01', '--json')
      expect(records(none).at(-1)).toMatchObject({ files: 0, filtered: made.files })
      expect(none.code).toBe(0)
    },
    patient,
  )

  it(
    'keeps formulas in names and tags from being run',
    async () => {
      const folder = await newFolder()
      const phantom = dicomPhantom({
        modality: 'DX',
        patientId: '=HYPERLINK("http://x")',
        elements: [{ tag: 0x00180015, vr: 'CS', value: '@SUM(A1)' }],
      })
      await writeFile(join(folder, '=1+1.dcm'), phantom)
      await mkdir(join(folder, '-a'))
      await writeFile(join(folder, '-a', '+b;=c.dcm'), phantom)
      const report = await newReport()
      await runCli(home, 'scan', folder, '--csv', report, '--patient-id', 'keep')
      const rows = rowsOf(await readFile(report, 'utf8'))
      expect(rows.map((row) => row.file)).toEqual(["'-a/+b;=c.dcm", "'=1+1.dcm"])
      for (const row of rows)
        expect(row).toMatchObject({ patient_id: '\'=HYPERLINK("http://x")', body_part: "'@SUM(A1)", frame: '0' })
      expect(await readFile(report, 'utf8')).toContain(`"'-a/+b;=c.dcm"`)
    },
    patient,
  )

  it(
    'gives the numbers that the page and `read` give',
    async () => {
      const folder = await newFolder()
      const names = ['0/IMG0.png', '0/IMG1.jpg', '0/IMG10.dcm', '0/IMG12 slices']
      for (const name of names) await cp(join(films, name), join(folder, basename(name)))
      const report = await newReport()
      await runCli(home, 'scan', folder, '--csv', report)
      const scanned = rowsOf(await readFile(report, 'utf8')).map(
        ({ file, verdict, probability, teacher, student, experts, warnings }) => ({
          file,
          verdict,
          numbers: [probability, teacher, student, ...experts.split(' ')].map(Number),
          warnings,
        }),
      )
      const rounded = (value: number): number => Number(value.toFixed(6))
      type Read = {
        verdict: string
        probability: number
        branches: { teacher: number; student: number }
        experts: number[]
        warnings: string[]
      }
      const asRow = (file: string, { verdict, probability, branches, experts, warnings }: Read) => ({
        file,
        verdict,
        // A film that is not judged has no numbers in a report.
        numbers: [
          ...[probability, branches.teacher, branches.student].map((value) => (verdict === 'not-judged' ? 0 : value)),
          ...experts,
        ].map(rounded),
        warnings: warnings.join(' '),
      })
      const read = records(await runCli(home, 'read', '--json', folder)) as (Read & { file: string })[]
      expect(read.map((row) => asRow(basename(row.file), row))).toEqual(scanned)

      const application = await createApplication({ host: 'cli', home: await homeWithModel() })
      const client = createRouterClient(application.router)
      const page = []
      for await (const opened of await client.studies.open({ paths: [folder] })) {
        if (opened.type !== 'film') throw new Error('A film was not opened.')
        page.push(asRow(opened.film.name, await client.readings.read({ filmId: opened.film.filmId })))
      }
      await application.stop()
      expect(page).toEqual(scanned)
    },
    patient,
  )

  it('calls a scan without an output or a folder wrong use', async () => {
    expect((await runCli(home, 'scan', films)).code).toBe(2)
    expect((await runCli(home, 'scan', films, '--csv', 'x.csv', '--columns', 'file,nothing')).code).toBe(2)
    expect((await runCli(home, 'scan', join(films, 'nothing'), '--csv', await newReport(), '--json')).code).toBe(1)
  })
})
