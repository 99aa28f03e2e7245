import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { everyFile } from '../support/plantedPatient.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, '.github/workflows')
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }

type Step = { uses?: string; run?: string; if?: string; with?: Record<string, unknown> }
type Job = { 'runs-on': string; 'timeout-minutes': number; steps: Step[] }
type Workflow = { permissions: Record<string, string>; jobs: Record<string, Job> }

/** Nothing here runs a workflow; what is wrong by itself is found all the same. */
describe.each(readdirSync(folder))('the workflow %s', (name) => {
  const text = readFileSync(join(folder, name), 'utf8')
  const workflow = parse(text) as Workflow
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps)

  it('may read the sources and nothing else, and ends by itself', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0)
    // What comes from elsewhere, such as the name of a branch, would be run by a shell.
    for (const { run } of steps) expect(run ?? '').not.toMatch(/\$\{\{\s*github\./)
  })

  it('uses actions by the hash of what they are', () => {
    for (const { uses } of steps) expect(uses ?? `none@${'0'.repeat(40)}`).toMatch(/^[\w./-]+@[0-9a-f]{40}$/)
  })

  it('calls what is there', () => {
    for (const { run } of steps)
      for (const line of (run ?? '').split('\n')) {
        const script = /\bnpm run ([\w:-]+)/.exec(line)?.[1]
        if (script !== undefined) expect(scripts).toHaveProperty(script)
        for (const [, path] of line.matchAll(/\b(?:node|bash) ([\w./-]+)/g))
          if (!path!.startsWith('node_modules/')) expect([path, existsSync(join(root, path!))]).toEqual([path, true])
        for (const [path] of line.matchAll(/\b(?:scripts|bench|test|node_modules)\/[\w./-]+\.(?:m?js|ts)\b/g))
          expect([path, existsSync(join(root, path))]).toEqual([path, true])
      }
  })
})

it('the smoke test of a package touches parts that the page has', async () => {
  const smoke = readFileSync(join(root, 'test/packed/packed.test.ts'), 'utf8')
  const touched = [...smoke.matchAll(/\bpart\('([\w-]+)'\)/g)].map(([, id]) => id!)
  expect(touched.length).toBeGreaterThan(10)
  const page: string[] = []
  for (const path of await everyFile(join(root, 'src/renderer')))
    if (path.endsWith('.vue')) page.push(...readFileSync(path, 'utf8').matchAll(/data-testid="([^"]+)"/g).map(([, id]) => id!)) // prettier-ignore
  const isThere = (id: string): boolean =>
    page.some((given) => given === id || (given.includes('${') && new RegExp(`^${given.replaceAll('`', '').replace(/\$\{\w+\}/, '\\w+')}$`).test(id))) // prettier-ignore
  expect(touched.filter((id) => !isThere(id))).toEqual([])
})
