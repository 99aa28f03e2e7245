import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'
import { ordered } from '../../scripts/rooms.mjs'

const eslint = new ESLint()

/** What the project's own lint says of `code`, were it the text of the (existing) file at `filePath`. */
async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath })
  return result!.messages.map((message) => `${message.ruleId}: ${message.message}`)
}

const inCompute = 'src/main/compute/rpc.ts'

const refused: [file: string, code: string, why: string][] = [
  ['src/shared/job.ts', `export * from '#main/compute/index.ts'`, 'src/shared may not import from src/main'],
  ['src/shared/job.ts', `export * from '#renderer/main.ts'`, 'src/shared may not import from src/renderer'],
  ['src/shared/job.ts', `import 'node:fs'`, 'src/shared may not import node:fs'],
  ['src/shared/job.ts', `import 'vue'`, 'src/shared may not import vue'],
  ['src/shared/job.ts', `export * from '../main/compute/index.ts'`, 'src/shared may not import from src/main'],
  [inCompute, `import '#renderer/main.ts'`, 'src/main may not import from src/renderer'],
  [inCompute, `import 'electron'`, 'src/main may not import electron'],
  [inCompute, `import '#main/hosts/page.ts'`, 'compute may not import from hosts: scripts/rooms.mjs has no such edge'],
  [
    inCompute,
    `export const late = import('#main/app/index.ts')`,
    'compute may not import from app: scripts/rooms.mjs has no such edge',
  ],
  [
    'src/main/study/service.ts',
    `export type T = import('#main/compute/index.ts').ComputeService`,
    'study may not import from compute: scripts/rooms.mjs has no such edge',
  ],
  [
    'src/main/jobs/jobStore.ts',
    `import '#main/nowhere/file.ts'`,
    'src/main/nowhere/file.ts is in no room that scripts/rooms.mjs knows',
  ],
  [
    'src/main/scan/scan.ts',
    `import '#main/compute/rpc.ts'`,
    'compute has a door: import src/main/compute/index.ts instead',
  ],
  [
    'src/renderer/base/format/paths.ts',
    `import '#renderer/features/films/index.ts'`,
    'base/format may not import from features/films: scripts/rooms.mjs has no such edge',
  ],
  [
    'src/renderer/features/films/films.ts',
    `import '../reading/index.ts'`,
    'features/films may not import from features/reading: scripts/rooms.mjs has no such edge',
  ],
  [
    'src/renderer/features/scan/useRows.ts',
    `import '#renderer/page/words.ts'`,
    'features/scan may not import from page: scripts/rooms.mjs has no such edge',
  ],
  [
    'src/renderer/features/scan/useRows.ts',
    `import '#renderer/features/films/films.ts'`,
    'features/films has a door: import src/renderer/features/films/index.ts instead',
  ],
  [
    'src/renderer/page/words.ts',
    `import '#renderer/main.ts'`,
    'page may not import from main.ts: scripts/rooms.mjs has no such edge',
  ],
  [
    'src/renderer/page/words.ts',
    `import '#renderer/stores/films.ts'`,
    'src/renderer/stores/films.ts is in no room that scripts/rooms.mjs knows',
  ],
  [
    'src/main/scan/scan.ts',
    `export type { Walked } from '../files/walk.ts'`,
    'files has a door: import src/main/files/index.ts instead',
  ],
]

const allowed: [file: string, code: string][] = [
  ['src/shared/job.ts', `import 'zod'\nimport '@orpc/contract'\nimport './problem.ts'`],
  [inCompute, `import 'node:fs'\nimport '#shared/job.ts'\nimport '#main/study/service.ts'\nimport './channel.ts'`],
  ['src/main/scan/scan.ts', `import '#main/compute/index.ts'\nimport '#main/files/index.ts'`],
  [
    'src/renderer/features/scan/useRows.ts',
    `import 'vue'\nimport '#renderer/features/films/index.ts'\nimport './scans.ts'`,
  ],
]

// The first lint of a run loads the types of the whole project.
describe('the zones', { timeout: 120_000 }, () => {
  it.each(refused)('%s: refuses %s', async (file, code, why) => {
    expect(await complaints(file, code)).toContain(`fractureguard/zones: ${why}.`)
  })

  it.each(allowed)('%s: accepts %s', async (file, code) => {
    expect(await complaints(file, code)).toEqual([])
  })
})

describe('the list of rooms', () => {
  it('cannot hold a circle', () => {
    expect(() => ordered({ a: [], b: ['a', 'c'], c: ['b'] })).toThrow('b may import only from rooms before it')
    expect(() => ordered({ a: ['a'] })).toThrow('a may import only from rooms before it')
    expect(ordered({ a: [], b: ['a'] })).toEqual({ a: [], b: ['a'] })
  })
})

describe('type-aware lint', { timeout: 120_000 }, () => {
  it('sees a promise that nobody waits for', async () => {
    const code = `async function work(): Promise<number> { return 1 }\nexport function start(): void { work() }`
    expect((await complaints(inCompute, code)).join()).toContain('@typescript-eslint/no-floating-promises')
  })
})
