import { createHash } from 'node:crypto'
import { isEpoch } from '#shared/course.ts'
import type { JobProgress } from '#shared/job.ts'
import type { ModelCard } from '#shared/model.ts'
import type { TrainingSettings } from '#shared/training.ts'

/** A run as others may know it: without the folder of its films and without the names of its files. */
export type RunToShare = {
  runId: string
  createdAt: string
  endedAt?: string | undefined
  state: 'running' | 'finished' | 'failed' | 'paused'
  settings: TrainingSettings
  course: readonly JobProgress[]
  /** Where a model came of it and is still there. */
  card?: ModelCard | undefined
}

/** Of MLflow's `RunStatus`. */
const statuses = { running: 1, finished: 3, failed: 4, paused: 5 } as const
/** `SourceType.LOCAL` */
const localSource = 4

/** MLflow's own ids are decimal numbers; this one is always the same, so that further runs come beside the first. */
const experimentName = 'FractureGuard'
export const experimentId = BigInt(
  `0x${createHash('sha256').update(experimentName).digest('hex').slice(0, 14)}`,
).toString()

/**
 * The files of a run in MLflow's file store (`mlruns`), by their paths within it: what MLflow 3 reads, and what its
 * `import` tools take. A course has no times of day: each value has the time at which the run was begun, and its step.
 */
export function mlflowFiles(run: RunToShare): Map<string, string> {
  const id = run.runId.replaceAll('-', '')
  const begun = Date.parse(run.createdAt)
  const files = new Map<string, string>()
  const within = `${experimentId}/${id}`
  files.set(
    `${experimentId}/meta.yaml`,
    yaml({
      artifact_location: `mlflow-artifacts:/${experimentId}`,
      creation_time: begun,
      experiment_id: experimentId,
      last_update_time: begun,
      lifecycle_stage: 'active',
      name: experimentName,
    }),
  )
  files.set(
    `${within}/meta.yaml`,
    yaml({
      artifact_uri: `mlflow-artifacts:/${experimentId}/${id}/artifacts`,
      end_time: run.endedAt === undefined ? null : Date.parse(run.endedAt),
      entry_point_name: '',
      experiment_id: experimentId,
      lifecycle_stage: 'active',
      run_id: id,
      run_name: `${run.settings.mode} ${run.createdAt}`,
      run_uuid: id,
      source_name: '',
      source_type: localSource,
      source_version: '',
      start_time: begun,
      status: statuses[run.state],
      tags: [],
      user_id: 'fractureguard',
    }),
  )
  for (const [name, lines] of metricLines(run, begun)) files.set(`${within}/metrics/${name}`, `${lines.join('\n')}\n`)
  for (const [name, value] of Object.entries(params(run))) files.set(`${within}/params/${name}`, value)
  for (const [name, value] of Object.entries(tags(run))) files.set(`${within}/tags/${name}`, value)
  return files
}

/** Epochs are counted by epoch, steps by step; a stage has metrics of its own: `epochs.trainLoss`. */
function metricLines({ course, card }: RunToShare, time: number): Map<string, string[]> {
  const lines = new Map<string, string[]>()
  const note = (name: string, value: number, step: number): void => {
    if (!Number.isFinite(value)) return
    const line = `${time} ${value} ${step}`
    const others = lines.get(name)
    if (others) others.push(line)
    else lines.set(name, [line])
  }
  for (const progress of course) {
    const stage = progress.stage.replace(/[^\w-]/g, '-')
    for (const [name, value] of Object.entries(progress.numbers))
      note(`${stage}.${isEpoch(progress) ? 'epoch' : 'step'}.${name}`, value, progress.done)
  }
  for (const part of ['validation', 'holdout'] as const) {
    const said = card?.metrics[part]
    if (!said) continue
    const { auc, accuracy, balancedAccuracy, brier, ece, films, ruleOut, ruleIn } = said
    for (const [name, value] of Object.entries({ auc, accuracy, balancedAccuracy, brier, ece, films }))
      if (typeof value === 'number') note(`${part}.${name}`, value, 0)
    for (const [point, at] of Object.entries({ ruleOut, ruleIn })) {
      note(`${part}.${point}.sensitivity`, at.sensitivity, 0)
      note(`${part}.${point}.specificity`, at.specificity, 0)
    }
  }
  return lines
}

/** Settings that name no file and no folder. */
function params({ settings, card }: RunToShare): Record<string, string> {
  const { mode, preset, seed, epochs, batch, inputSize, places, learningRate, weightDecay, classWeights } = settings
  const chosen = { mode, preset, seed, epochs, batch, inputSize, places, learningRate, weightDecay, classWeights }
  const became = card && {
    films: card.data.films,
    folds: card.training.folds,
    bestEpoch: card.training.bestEpoch,
    engine: card.training.engine,
    ...card.network,
    epochs: card.training.epochs,
    batch: card.training.batch,
    learningRate: card.training.learningRate,
    weightDecay: card.training.weightDecay,
  }
  return Object.fromEntries(
    Object.entries({ ...chosen, ...became }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, `${value}`]],
    ),
  )
}

function tags({ settings, createdAt, card }: RunToShare): Record<string, string> {
  return {
    'mlflow.runName': `${settings.mode} ${createdAt}`,
    'mlflow.user': 'fractureguard',
    ...(card
      ? { program_version: card.programVersion, weights_sha256: card.weights.sha256, intended_use: card.intendedUse }
      : {}),
  }
}

/** A mapping of plain values: JSON's forms of them are YAML's too. */
function yaml(values: Record<string, unknown>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
    .join('')
}
