import { defineStore } from 'pinia'
import { computed, reactive, shallowRef, toRefs, watch } from 'vue'
import type { EngineName } from '#shared/engine.ts'
import { languageOf } from '#shared/language.ts'
import type { Problem } from '#shared/problem.ts'
import type { ResultStyle } from '#shared/results.ts'
import {
  defaultSettings,
  settingsSchema,
  type Settings,
  type SettingsChange,
  type SettingsState,
} from '#shared/settings.ts'
import { toFailure, useConnection, type Failure } from '#renderer/base/connection/index.ts'
import { setLanguage, type Language } from '#renderer/base/language/index.ts'

/** Where settings were kept before the program kept them. */
const formerKey = 'fractureguard.settings'
/** What the program said last, so that the page begins in the right language. */
const mirrorKey = 'fractureguard.settings.shown'

type Chosen = Omit<Settings, 'language' | 'engine' | 'results' | 'keys' | 'histogram'> & {
  language: Language | undefined
  engine: EngineName | undefined
  results: ResultStyle | undefined
  keys: Settings['keys'] | undefined
  histogram: boolean | undefined
}
type Name = keyof Chosen

function stored(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    // A browser that keeps nothing, or something that is not ours.
    return null
  }
}

function store(key: string, value: unknown) {
  try {
    if (value === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // The program keeps it.
  }
}

const text = (value: unknown) => JSON.stringify(value)
const plain = <T>(value: T): T => (value === undefined ? value : (JSON.parse(text(value)) as T))
const copy = (settings: Settings): Chosen => ({
  language: undefined,
  engine: undefined,
  results: undefined,
  keys: undefined,
  histogram: undefined,
  ...plain(settings),
})

/** What the user has chosen. The program keeps it; what is chosen while it cannot be reached is sent once it can. */
export const useSettingsStore = defineStore('settings', () => {
  const connection = useConnection()
  const settings = reactive<Chosen>(copy(settingsSchema.safeParse(stored(mirrorKey)).data ?? defaultSettings))
  /** As the program has them. */
  let kept = plain(settings)
  const problem = shallowRef<Problem>()
  const failure = shallowRef<Failure>()
  let sending: Promise<void> | undefined

  const changed = () => (Object.keys(settings) as Name[]).filter((name) => text(settings[name]) !== text(kept[name]))

  function take(state: SettingsState, except: readonly Name[] = []) {
    kept = copy(state.settings)
    for (const name of Object.keys(kept) as Name[])
      if (!except.includes(name)) Object.assign(settings, { [name]: plain(kept[name]) })
    problem.value = state.problem
    store(mirrorKey, state.settings)
  }

  /** Sends what is not kept yet, one message at a time; what changes meanwhile goes with the next one. */
  async function send() {
    for (let names = changed(); names.length > 0; names = changed()) {
      const sent = plain(settings)
      const change = Object.fromEntries(names.map((name) => [name, sent[name] ?? null])) as SettingsChange
      const state = await connection.client.settings.change(change)
      take(
        state,
        (Object.keys(settings) as Name[]).filter((name) => text(settings[name]) !== text(sent[name])),
      )
    }
  }

  async function save() {
    if (connection.state().kind !== 'connected') return
    failure.value = undefined
    sending ??= send().finally(() => (sending = undefined))
    try {
      await sending
    } catch (thrown) {
      failure.value = toFailure(thrown)
    }
  }

  /**
   * After connecting: what was chosen meanwhile goes to the program, everything else comes from it. Rejects as the
   * calls do.
   */
  async function load() {
    const { client } = connection
    let state = await client.settings.show()
    const former = stored(formerKey)
    if (former !== null) {
      if (state.fresh) state = await client.settings.adopt({ kept: former })
      store(formerKey, undefined)
    }
    take(state, changed())
    await save()
  }

  /** Takes all from the program, whatever is chosen here. Rejects as the call does. */
  async function reload() {
    take(await connection.client.settings.show())
  }

  async function dismissProblem() {
    problem.value = undefined
    await connection.client.settings.dismissProblem().catch(() => undefined)
  }

  watch(settings, () => void save())

  const language = computed<Language>({
    get: () => settings.language ?? languageOf(navigator.language),
    set: (chosen) => (settings.language = chosen),
  })
  watch(language, setLanguage, { immediate: true })

  return { ...toRefs(settings), language, problem, failure, load, reload, save, dismissProblem }
})
