import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import { z } from 'zod'
import type { SavedLabels } from '#shared/training.ts'
import { useAttempt, useConnection } from '#renderer/base/connection/index.ts'
import { useLibraryStore } from '#renderer/features/library/index.ts'

const key = 'fractureguard.training.corrections'

/** A film, the class that it has, and the one that it should have; without one it is left out. */
const changeSchema = z.object({ file: z.string(), own: z.string(), label: z.string().optional() })
export type LabelChange = z.infer<typeof changeSchema>
const keptSchema = z.record(z.string(), z.array(z.array(changeSchema)))

function kept(): z.infer<typeof keptSchema> {
  try {
    return keptSchema.parse(JSON.parse(localStorage.getItem(key) ?? '{}'))
  } catch {
    return {}
  }
}

/** Corrections of labels that are not saved yet, step by step for each folder of films, and the films selected for one. */
export const useLabelCorrectionsStore = defineStore('labelCorrections', () => {
  const { client } = useConnection()
  const library = useLibraryStore()
  const folder = ref('')
  const steps = reactive(kept())
  /** Selected films, each with the class that it has. */
  const selected = reactive(new Map<string, string>())
  const { failure, attempt } = useAttempt()
  const saved = shallowRef<SavedLabels>()

  /** What has become of films; one that is back where it was has not changed. */
  const pending = computed(() => {
    const changes = new Map<string, LabelChange>()
    for (const change of (steps[folder.value] ?? []).flat()) {
      if (change.label === change.own) changes.delete(change.file)
      else changes.set(change.file, change)
    }
    return changes
  })
  const canUndo = computed(() => (steps[folder.value] ?? []).length > 0)

  /** Turns to the films of a folder or manifest. */
  function turnTo(path: string) {
    if (folder.value !== path) selected.clear()
    folder.value = path
  }

  function select(films: readonly { file: string; own: string }[], on: boolean) {
    for (const { file, own } of films) {
      if (on) selected.set(file, own)
      else selected.delete(file)
    }
  }

  /** One step: the selected films get this class, or are left out. */
  function correct(label: string | undefined) {
    const step = [...selected].map(([file, own]): LabelChange =>
      label === undefined ? { file, own } : { file, own, label },
    )
    if (step.length === 0) return
    steps[folder.value] = [...(steps[folder.value] ?? []), step]
    selected.clear()
  }

  function undo() {
    const left = (steps[folder.value] ?? []).slice(0, -1)
    if (left.length > 0) steps[folder.value] = left
    else delete steps[folder.value]
  }

  /** Writes the manifest, with other films that are left out too; undefined where that failed. */
  async function save(file: string, leftOut: readonly string[]): Promise<SavedLabels | undefined> {
    const from = folder.value
    const sent = [...(steps[from] ?? [])]
    const relabelled = [...pending.value.values()].filter((one) => !leftOut.includes(one.file))
    const corrections = [
      ...leftOut.map((one) => ({ file: one })),
      ...relabelled.map(({ own: _, ...correction }) => correction),
    ]
    const written = await attempt(() => client.training.saveLabels({ folder: from, file, corrections }))
    if (!written) return undefined
    // What was corrected meanwhile is still to be saved.
    const left = (steps[from] ?? []).filter((step) => !sent.includes(step))
    if (left.length > 0) steps[from] = left
    else delete steps[from]
    saved.value = written
    return written
  }

  // A page that is loaded again goes on where it was.
  watch(steps, () => {
    if (library.isPrivate) return
    try {
      localStorage.setItem(key, JSON.stringify(steps))
    } catch {
      // They last as long as the page, then.
    }
  })

  return { folder, selected, pending, canUndo, failure, saved, turnTo, select, correct, undo, save }
})
