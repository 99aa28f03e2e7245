import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { folderCircles } from '../../scripts/circles.mjs'

/** Circles of a source tree that holds these files. */
function circlesOf(files: Record<string, string>): string[][] {
  const root = mkdtempSync(join(tmpdir(), 'circles-'))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, 'src', file)), { recursive: true })
    writeFileSync(join(root, 'src', file), text)
  }
  return folderCircles(root).map(({ folders }) => folders)
}

it('finds a circle of folders, through components and exports too', () => {
  const files = {
    'main/a/one.ts': `import { two } from '#main/b/two.ts'`,
    'main/b/two.ts': `export * from '../c/three.vue'`,
    'main/c/three.vue': `<template><p /></template>\n<script setup lang="ts">\nimport '../a/other.ts'\n</script>`,
    'main/a/other.ts': '',
    'main/d/four.ts': `import '../a/one.ts'`,
  }
  expect(circlesOf(files)).toEqual([['src/main/a', 'src/main/b', 'src/main/c']])
})

it('passes over types, which are gone when the program runs, and files of one folder', () => {
  const files = {
    'main/a/one.ts': `import { two } from '../b/two.ts'\nimport './other.ts'`,
    'main/a/other.ts': `import './one.ts'`,
    'main/b/two.ts': `import type { One } from '../a/one.ts'\nexport type { Other } from '../a/other.ts'`,
  }
  expect(circlesOf(files)).toEqual([])
})
