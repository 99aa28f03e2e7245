import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultSettings } from '#shared/settings.ts'
import { chosenLanguage } from '#main/app/settings/language.ts'
import { Settings } from '#main/app/settings/settings.ts'
import { formatSettings, settingsVersion } from '#main/app/settings/settingsFormat.ts'
import { FailingSteps } from '../../../support/failingSteps.ts'
import { newFolder } from '../../../support/folder.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await newFolder()
  file = join(folder, 'settings.json')
})

describe('Settings', () => {
  it('are as they come until something is chosen, and are there again at the next start', async () => {
    const settings = new Settings(file)
    expect(settings.state()).toEqual({ settings: defaultSettings, fresh: true })
    settings.change({ anonymous: true, engine: 'onnx-webgpu', language: 'de' })
    expect(settings.state().fresh).toBe(false)
    expect(new Settings(file).values).toEqual({
      ...defaultSettings,
      anonymous: true,
      engine: 'onnx-webgpu',
      language: 'de',
    })
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('take a choice back', () => {
    const settings = new Settings(file)
    settings.change({ engine: 'onnx-cuda', language: 'de' })
    settings.change({ engine: null, anonymous: true })
    expect(new Settings(file).values).toEqual({ ...defaultSettings, language: 'de', anonymous: true })
  })

  it('lose nothing that another program has changed meanwhile', () => {
    const [one, other] = [new Settings(file), new Settings(file)]
    one.change({ anonymous: true })
    other.change({ logLevel: 'nothing' })
    expect(new Settings(file).values).toEqual({ ...defaultSettings, anonymous: true, logLevel: 'nothing' })
  })

  it('are not written over where it cannot be read what is kept', () => {
    new Settings(file).change({ anonymous: true })
    const steps = new FailingSteps(folder)
    const failing = (work: () => void): void => {
      steps.arm()
      work()
      steps.arm(steps.names.indexOf('readFileSync') + 1)
    }
    try {
      failing(() => new Settings(file))
      const settings = new Settings(file)
      expect(settings.state().problem?.code).toBe('not-readable')
      failing(() => settings.change({ language: 'de' }))
      expect(() => settings.change({ language: 'en' })).toThrow(expect.objectContaining({ code: 'not-readable' }))
      // What cannot be tidied up stops no start.
      steps.arm(1)
      expect(new Settings(file).values.language).toBe('de')
      expect(steps.names[0]).toBe('readdirSync')
    } finally {
      steps.restore()
    }
    expect(new Settings(file).values).toMatchObject({ anonymous: true, language: 'de' })
  })

  it('migrate what a browser kept, field by field, and only once', () => {
    const settings = new Settings(file)
    settings.adopt({ readOnOpening: false, toured: true, language: 'kl', anonymous: 'yes', foreign: 1 })
    expect(new Settings(file).values).toEqual({ ...defaultSettings, readOnOpening: false, toured: true })
    settings.adopt({ readOnOpening: true })
    expect(settings.values.readOnOpening).toBe(false)
  })

  it('migrate a file of the first version', async () => {
    await writeFile(file, JSON.stringify({ formatVersion: 1, settings: { anonymous: true } }))
    expect(new Settings(file).values).toEqual({ ...defaultSettings, anonymous: true })
  })

  it.each([
    ['cut short', formatSettings(defaultSettings).slice(0, 100), 'damaged'],
    ['empty', '', 'damaged'],
    ['of zeros', '\0'.repeat(200), 'damaged'],
    ['of another kind', '[]', 'damaged'],
    ['with a wrong value', formatSettings({ ...defaultSettings, logLevel: 'loud' as never }), 'damaged'],
    ['of a newer program', JSON.stringify({ formatVersion: settingsVersion + 1, settings: {} }), 'newer version'],
  ])('set a file %s aside as it is and say so until it was read', async (_, content, word) => {
    await writeFile(file, content)
    const settings = new Settings(file)
    expect(settings.state()).toMatchObject({ settings: defaultSettings, fresh: true, problem: { code: 'malformed' } })
    const { message } = settings.state().problem!
    expect(message).toContain(word)
    const [aside] = await readdir(folder)
    expect(message).toContain(aside)
    expect(message).not.toContain(folder)
    expect(await readFile(join(folder, aside), 'utf8')).toBe(content)
    settings.change({ anonymous: true })
    expect(settings.state().problem).toBeDefined()
    settings.dismissProblem()
    expect(settings.state()).toEqual({ settings: { ...defaultSettings, anonymous: true }, fresh: false })
    expect((await readdir(folder)).sort()).toEqual(['settings.json', aside])
  })

  it('clear what a program that died in writing has left, and not what one is writing', async () => {
    await writeFile(`${file}.123`, 'half')
    await writeFile(`${file}.456`, 'half')
    await utimes(`${file}.123`, 0, 0)
    expect(new Settings(file).state().problem).toBeUndefined()
    expect(await readdir(folder)).toEqual(['settings.json.456'])
  })

  it('are whole after a crash at any moment of writing', async () => {
    new Settings(file).change({ anonymous: true })
    const writer = fileURLToPath(new URL('../../../support/writeSettings.ts', import.meta.url))
    for (let round = 0; round < 8; round++) {
      const child = spawn(process.execPath, [writer, file], { stdio: ['ignore', 'pipe', 'inherit'] })
      await once(child.stdout, 'data')
      await sleep(7 * round)
      child.kill('SIGKILL')
      await once(child, 'exit')
      const found = new Settings(file).state()
      expect(found.problem).toBeUndefined()
      expect(found.settings.anonymous).toBe(true)
      expect(found.settings.overlays.gating.opacity).toBe(found.settings.overlays.evidence.opacity)
    }
  })

  it('stay as they were where they cannot be written', async () => {
    const settings = new Settings(file)
    await rm(folder, { recursive: true })
    expect(() => settings.change({ anonymous: true })).toThrow(/could not be saved/)
    expect(settings.values).toEqual(defaultSettings)
  })
})

describe('the language of what the program writes', () => {
  afterEach(() => void vi.unstubAllEnvs())

  it('is the chosen one', () => {
    vi.stubEnv('LC_ALL', 'fr_FR.UTF-8')
    const settings = new Settings(file)
    for (const language of ['de', 'en'] as const) {
      settings.change({ language })
      expect(chosenLanguage(settings)).toBe(language)
    }
  })

  it.each([
    ['', '', 'de_AT.UTF-8', 'de'],
    ['', 'de_DE.UTF-8', 'en_GB.UTF-8', 'de'],
    ['en_GB.UTF-8', '', 'de_DE.UTF-8', 'en'],
    ['', '', 'fr_FR.UTF-8', 'en'],
    ['C', '', 'de_DE.UTF-8', 'en'],
  ])('is the system’s where none was chosen: LC_ALL=%s LC_MESSAGES=%s LANG=%s', (all, messages, lang, language) => {
    vi.stubEnv('LC_ALL', all)
    vi.stubEnv('LC_MESSAGES', messages)
    vi.stubEnv('LANG', lang)
    expect(chosenLanguage(new Settings(file))).toBe(language)
  })
})
