import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const eslint = new ESLint()

/** What the rule says of a text, were it the script of the component, or the module, at that place. */
async function complaints(filePath: string, code: string): Promise<string[]> {
  const text = filePath.endsWith('.vue') ? `<script setup lang="ts">\n${code}\n</script>\n` : code
  const [result] = await eslint.lintText(text, { filePath })
  return result!.messages.filter(({ ruleId }) => ruleId === 'fractureguard/live-words').map(({ message }) => message)
}

const component = 'src/renderer/features/scan/ScanList.vue'
const module = 'src/renderer/features/scan/useRows.ts'
const words = `import { scanWords } from './words.ts'\n`

const refused: [what: string, file: string, code: string, text: string][] = [
  ['a text', component, `const title = scanWords.title`, 'scanWords.title'],
  ['a text of a part', component, `const words = scanWords.states\nconst word = words.running`, 'words.running'],
  ['what a function says', component, `const left = scanWords.left(20)`, 'scanWords.left(20)'],
  ['a text that is taken out', component, `const { title } = scanWords`, 'title'],
  ['a text in an object', component, `const given = { label: scanWords.title }`, 'scanWords.title'],
  ['texts of a list', component, `const all = ['a'].map(() => scanWords.title)`, 'scanWords.title'],
  [
    'a text by a function',
    component,
    `const title = say()\nfunction say() { return scanWords.title }`,
    'scanWords.title',
  ],
  ['a text of a module', module, `export const title = scanWords.title`, 'scanWords.title'],
  [
    'a text of a store',
    module,
    `import { defineStore } from 'pinia'\nexport const useX = defineStore('x', () => { const title = scanWords.title; return { title } })`,
    'scanWords.title',
  ],
  [
    'a text of a use… function',
    module,
    `export function useX() { return { title: scanWords.title } }`,
    'scanWords.title',
  ],
]

const allowed: [what: string, file: string, code: string][] = [
  ['a part', component, `const words = scanWords.states\ndefineExpose({ words })`],
  ['a function of the words', component, `const { left } = scanWords\ndefineExpose({ left })`],
  [
    'a computed',
    component,
    `import { computed } from 'vue'\nconst t = computed(() => ['a'].map(() => scanWords.title))`,
  ],
  ['a function for later', component, `function say() { return scanWords.title }\ndefineExpose({ say })`],
  ['something that is done', component, `load()\nasync function load() { console.log(scanWords.title) }`],
  ['a type', component, `type Column = keyof typeof scanWords.columns\ndefineProps<{ column: Column }>()`],
]

// The first lint of a run loads the types of the whole project.
describe('words', { timeout: 120_000 }, () => {
  it.each(refused)('are refused where they would freeze: %s', async (_, file, code, text) => {
    expect(await complaints(file, words + code)).toEqual([
      `\`${text}\` is read once and stays in the language of that moment: read it in a template or a function.`,
    ])
  })

  it.each(allowed)('may be held or read: %s', async (_, file, code) => {
    expect(await complaints(file, words + code)).toEqual([])
  })

  it.each([
    `const said = ref('')\nfunction done() { said.value = scanWords.title }\ndefineExpose({ said, done })`,
    `const emit = defineEmits<{ said: [text: string] }>()\nfunction done() { emit('said', scanWords.left(2)) }\ndefineExpose({ done })`,
  ])('are refused where they are kept for later: %s', async (code) => {
    const [message] = await complaints(component, `import { ref } from 'vue'\n${words}${code}`)
    expect(message).toContain('is kept as it is now, whatever the language will be')
  })

  it('are known by their name', async () => {
    const code = `import { defineWords } from '#renderer/base/language/index.ts'\nexport const said = defineWords({ en: {}, de: {} })`
    expect(await complaints(module, code)).toEqual([
      'Words are kept under a name that ends in “Words”, by which this rule knows them.',
    ])
  })
})
