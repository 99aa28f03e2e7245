import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { build } from './build.mjs'
import { install, root } from './install.mjs'
import { node24 } from './node24.mjs'

const inCi = Boolean(process.env.CI) && process.env.CI !== 'false'
const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined }
const mustRun = [
  join('test', 'e2e'),
  ...(process.platform === 'linux'
    ? [
        join('test', 'main', 'engines', 'tensorflow'),
        join('test', 'main', 'deidentify', 'peers'),
        join('test', 'main', 'fleet'),
        join('test', 'main', 'node'),
        join('test', 'main', 'pacs'),
        join('test', 'main', 'results', 'peers'),
      ]
    : []),
]
/** What cannot run on this machine, by its owner's rules. */
const maySkip = []
const count = { passed: 0, failed: 0, skipped: 0 }

/** Runs a tool of node_modules under Node 24. Resolves with its exit code and all that it printed. */
function tool(path, args) {
  return new Promise((resolve) => {
    const child = spawn(node24(), [join(root, 'node_modules', path), ...args], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (output += text))
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** One check that passes or fails as a whole; speaks only when it fails. */
async function check(name, work) {
  const startedAt = Date.now()
  const { ok, output } = await work()
  count[ok ? 'passed' : 'failed']++
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${Math.round((Date.now() - startedAt) / 1000)} s)`)
  if (!ok) console.log(output.trimEnd())
}

/**
 * The tests of the TensorFlow engine need its runtime: they find it where it is, and CI installs it once into the
 * user's cache folder.
 */
async function provideTensorflow() {
  const { code, output } = await tool(join('..', 'scripts', 'testRuntime.ts'), inCi ? ['--install'] : [])
  if (code === 0 && output.trim()) env.FRACTUREGUARD_RUNTIMES = output.trim().split('\n').at(-1)
  return { ok: code === 0, output }
}

/** The tests of fleets need a PostgreSQL server: they find it where it is, and CI installs Debian's package. */
async function providePostgres() {
  const { code, output } = await tool(join('..', 'scripts', 'testPostgres.mjs'), inCi ? ['--install'] : [])
  if (code === 0 && output.trim()) env.FRACTUREGUARD_POSTGRES = output.trim().split('\n').at(-1)
  return { ok: code === 0, output }
}

/** The tests of DICOM results ask other programs; CI installs them, Debian's and one of PyPI. */
async function providePeers() {
  const { code, output } = await tool(join('..', 'scripts', 'testPeers.ts'), inCi ? ['--install'] : [])
  if (code === 0 && output.trim()) env.FRACTUREGUARD_PEERS = output.trim().split('\n').at(-1)
  return { ok: code === 0, output }
}

/** The tests of fleets ask an archive; CI unpacks Debian's package of one. */
async function provideArchive() {
  const { code, output } = await tool(join('..', 'scripts', 'testArchive.ts'), inCi ? ['--install'] : [])
  if (output.includes('no network namespaces')) {
    console.log(`       ${output.trim()} The tests that need one are skipped.`)
    for (const room of ['fleet', 'node', 'pacs']) maySkip.push(join('test', 'main', room, 'orthanc.test.ts'))
  } else if (code === 0 && output.trim()) env.FRACTUREGUARD_ORTHANC = output.trim().split('\n').at(-1)
  return { ok: code === 0, output }
}

/** One after the other: Debian installs one thing at a time. */
async function provideDebian() {
  await check('PostgreSQL', providePostgres)
  await check('DICOM peers', providePeers)
  await check('DICOMweb archive', provideArchive)
}

const byExitCode = ({ code, output }) => ({ ok: code === 0, output })

async function vitest(project) {
  const folder = mkdtempSync(join(tmpdir(), 'fractureguard-test-'))
  const report = join(folder, 'report.json')
  const startedAt = Date.now()
  const { code, output } = await tool('vitest/vitest.mjs', [
    'run',
    '--project',
    project,
    '--silent=passed-only',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  const files = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).testResults : []
  rmSync(folder, { recursive: true, force: true })

  const tests = files.flatMap((file) =>
    file.assertionResults.map((test) => ({ ...test, file: relative(root, file.name) })),
  )
  const isSkipped = (test) => test.status === 'pending' || test.status === 'skipped' || test.status === 'todo'
  // A machine that tests for everybody must leave out neither the browser, nor the second engine, nor the database.
  const mayNotSkip = (test) =>
    inCi && !maySkip.includes(test.file) && mustRun.some((folder) => test.file.startsWith(folder + sep))
  const passed = tests.filter((test) => test.status === 'passed').length
  const forbidden = tests.filter((test) => isSkipped(test) && mayNotSkip(test))
  const skipped = tests.filter((test) => isSkipped(test) && !mayNotSkip(test)).length
  let failed = tests.length - passed - skipped
  // A file that could not be loaded, or an error outside any test, fails the run without failing a test.
  if (code !== 0 && failed === 0) failed = 1

  count.passed += passed
  count.skipped += skipped
  count.failed += failed
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  const skips = skipped ? `, ${skipped} skipped` : ''
  console.log(
    `${failed ? 'FAILED' : 'ok    '} ${project} tests: ${passed} passed, ${failed} failed${skips} in ${files.length} files (${seconds} s)`,
  )
  for (const test of forbidden) console.log(`       skipped, which CI does not allow: ${test.fullName}`)
  if (code !== 0) console.log(output.replace(/^JSON report written.*$/m, '').trim())
}

try {
  install()
  await Promise.all([
    check('format', () => tool('prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']).then(byExitCode)),
    check('type-check', () => tool('../scripts/typecheck.mjs', []).then(byExitCode)),
    check('lint', () => tool('eslint/bin/eslint.js', ['--max-warnings', '0', '.']).then(byExitCode)),
    check('circles of folders', () => tool('../scripts/circles.mjs', []).then(byExitCode)),
    // What is fetched for the tests comes over the network while those compute.
    ...(process.platform === 'linux' ? [check('TensorFlow runtime', provideTensorflow), provideDebian()] : []),
  ])
  await check('build', build)
  await vitest('unit')
  await vitest('browser')
} catch (error) {
  console.error(error.message)
  count.failed++
}
console.log(`${count.passed} passed, ${count.failed} failed${count.skipped ? `, ${count.skipped} skipped` : ''}`)
process.exitCode = count.failed ? 1 : 0
