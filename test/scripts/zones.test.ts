import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const eslint = new ESLint()

/** What the project's own lint says of `code`, were it the text of the (existing) file at `filePath`. */
async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath })
  return result!.messages.map((message) => `${message.ruleId}: ${message.message}`)
}

const refused: [file: string, code: string, why: string][] = [
  ['src/shared/job.ts', `export * from '#main/compute/service.ts'`, 'src/shared may not import from src/main'],
  ['src/shared/job.ts', `export * from '#renderer/main.ts'`, 'src/shared may not import from src/renderer'],
  ['src/shared/job.ts', `import 'node:fs'`, 'src/shared may not import node:fs'],
  ['src/shared/job.ts', `import 'vue'`, 'src/shared may not import vue'],
  ['src/shared/job.ts', `export * from '../main/compute/service.ts'`, 'src/shared may not import from src/main'],
  ['src/main/compute/service.ts', `import '#renderer/main.ts'`, 'src/main may not import from src/renderer'],
  ['src/main/compute/service.ts', `import 'electron'`, 'src/main may not import electron'],
  [
    'src/main/compute/service.ts',
    `import '#main/hosts/page.ts'`,
    'compute lies below hosts and may not import from it',
  ],
  [
    'src/main/compute/service.ts',
    `export const late = import('#main/app/home.ts')`,
    'compute lies below app and may not import from it',
  ],
  [
    'src/main/study/service.ts',
    `export * from '#main/compute/service.ts'`,
    'study lies below compute and may not import from it',
  ],
  [
    'src/main/study/service.ts',
    `export type T = import('#main/compute/service.ts').ComputeService`,
    'study lies below compute and may not import from it',
  ],
]

const allowed: [file: string, code: string][] = [
  ['src/shared/job.ts', `import 'zod'\nimport '@orpc/contract'\nimport './problem.ts'`],
  [
    'src/main/compute/service.ts',
    `import 'node:fs'\nimport '#shared/job.ts'\nimport '#main/study/service.ts'\nimport '#main/jobs/job.ts'`,
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

describe('type-aware lint', { timeout: 120_000 }, () => {
  it('sees a promise that nobody waits for', async () => {
    const code = `async function work(): Promise<number> { return 1 }\nexport function start(): void { work() }`
    expect((await complaints('src/main/compute/service.ts', code)).join()).toContain(
      '@typescript-eslint/no-floating-promises',
    )
  })
})
