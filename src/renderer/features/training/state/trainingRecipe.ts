import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import { trainingSettingsSchema, type Estimate, type TrainingSettings } from '#shared/training.ts'
import { toFailure, useConnection, type Failure } from '#renderer/base/connection/index.ts'
import { baseName } from '#renderer/base/format/index.ts'
import { useTrainingStore } from './training.ts'
import { useTrainingFilmsStore } from './trainingFilms.ts'

export const recipeNames = ['quick', 'thorough', 'tutorial', 'custom'] as const
export type RecipeName = (typeof recipeNames)[number]

/** What the fields hold, as they are typed. Empty means: what suits the recipe. */
const empty = { inputSize: '', epochs: '', batch: '', learningRate: '', weightDecay: '', seed: '', splitFile: '' }
export type RecipeField = keyof typeof empty

const bases: Record<Exclude<RecipeName, 'custom'>, Pick<TrainingSettings, 'mode' | 'preset'>> = {
  quick: { mode: 'heads', preset: 'default' },
  thorough: { mode: 'full', preset: 'default' },
  tutorial: { mode: 'full', preset: 'tutorial' },
}

/** How the chosen films are to be trained on, and what that would take here. */
export const useTrainingRecipeStore = defineStore('trainingRecipe', () => {
  const { client } = useConnection()
  const films = useTrainingFilmsStore()
  const training = useTrainingStore()
  const recipe = ref<RecipeName>('quick')
  const base = reactive<
    Pick<TrainingSettings, 'mode' | 'preset' | 'classWeights' | 'crossFit' | 'places' | 'learningCurve'>
  >({
    mode: 'heads',
    preset: 'default',
    classWeights: 'none',
  })
  const fields = reactive({ ...empty })
  const name = ref('')
  const from = ref('')
  const estimate = shallowRef<Estimate>()
  const estimateFailure = shallowRef<Failure>()
  const measuring = ref(false)
  let stopping: AbortController | undefined

  // Another folder, another name.
  watch(
    () => films.folder,
    () => void (name.value = ''),
  )

  /** Takes a recipe with all that belongs to it; a custom one begins as the one before it was. */
  function choose(chosen: RecipeName) {
    recipe.value = chosen
    if (chosen === 'custom') return
    Object.assign(base, bases[chosen], {
      classWeights: 'none',
      crossFit: undefined,
      places: undefined,
      learningCurve: undefined,
    })
    Object.assign(fields, empty)
  }

  /** Something was changed by hand. */
  function customise() {
    recipe.value = 'custom'
  }

  const checked = computed(() => {
    const { splitFile, ...numbers } = fields
    const given = Object.entries(numbers).flatMap(([field, text]) =>
      String(text).trim() === '' ? [] : [[field, Number(String(text).replace(',', '.'))]],
    )
    const file = splitFile.trim() ? { splitFile: splitFile.trim() } : {}
    return trainingSettingsSchema.safeParse({ ...base, ...Object.fromEntries(given), ...file })
  })
  const settings = computed(() => (checked.value.success ? checked.value.data : undefined))
  /** Fields whose value the contract refuses. */
  const wrong = computed(
    () =>
      new Set(
        checked.value.success ? [] : checked.value.error.issues.map(({ path }) => String(path[0]) as RecipeField),
      ),
  )
  const defaultName = computed(() => baseName(films.folder))

  /** Measures what a training with these settings would take. Another call ends the one before. */
  async function measure() {
    stopping?.abort()
    const count = films.inspection?.films ?? 0
    if (!settings.value || count === 0) return
    const mine = new AbortController()
    stopping = mine
    measuring.value = true
    estimate.value = undefined
    estimateFailure.value = undefined
    try {
      const { groupPattern: _, ...data } = films.settings
      const request = {
        ...settings.value,
        ...data,
        folder: films.folder,
        films: count,
        ...(from.value ? { from: from.value } : {}),
      }
      const measured = await client.training.estimate(request, { signal: mine.signal })
      if (stopping === mine) estimate.value = measured
    } catch (thrown) {
      if (stopping === mine && !mine.signal.aborted) estimateFailure.value = toFailure(thrown)
    } finally {
      if (stopping === mine) measuring.value = false
    }
  }

  function stopMeasuring() {
    stopping?.abort()
    measuring.value = false
  }

  async function start() {
    if (!settings.value) return
    stopMeasuring()
    await training.start({
      ...settings.value,
      ...films.settings,
      folder: films.folder,
      name: name.value.trim() || defaultName.value,
      ...(from.value ? { from: from.value } : {}),
      ...(films.choices.addReviewed && !films.byReviews ? { addReviewed: true } : {}),
    })
  }

  return {
    recipe,
    base,
    fields,
    name,
    from,
    estimate,
    estimateFailure,
    measuring,
    settings,
    wrong,
    defaultName,
    choose,
    customise,
    measure,
    stopMeasuring,
    start,
  }
})
