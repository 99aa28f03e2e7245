import type { EngineExamination, EngineName, EngineReport, EngineUse } from '#shared/engine.ts'
import { engineReason } from './engineReason.ts'

/** What decides which engine is used. */
export type EngineState = {
  /** By the user, for good. */
  fixed: EngineName | undefined
  /** The best of those that were found, where none is fixed. */
  best: EngineName
  /** Failed while they worked. */
  broken: readonly EngineName[]
}

/** Adds to what was found of the engines which one is used, and of each other one why not. */
export function engineReports(found: readonly EngineExamination[], state: EngineState): EngineReport[] {
  return found.map((one) => {
    const use = useOf(one, state)
    const other = use === 'other-fixed' ? state.fixed : use === 'later' || use === 'broke' ? state.best : undefined
    const report = {
      ...one,
      usable: one.finding === 'runs',
      chosen: use === 'fixed' || use === 'best',
      use,
      ...(other ? { other } : {}),
    }
    return { ...report, reason: engineReason(report) }
  })
}

function useOf({ name, finding, onGpu }: EngineExamination, { fixed, best, broken }: EngineState): EngineUse {
  if (name === fixed) return 'fixed'
  if (finding !== 'runs') return 'unusable'
  if (fixed) return 'other-fixed'
  if (name === best) return 'best'
  if (broken.includes(name)) return 'broke'
  if (name === 'tensorflow' && onGpu !== true) return 'no-card'
  return name === 'onnx-coreml' ? 'only-asked' : 'later'
}
