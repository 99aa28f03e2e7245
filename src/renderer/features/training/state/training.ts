import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import { withProgress } from '#shared/course.ts'
import { isTerminal, type Job, type JobProgress } from '#shared/job.ts'
import type { TrainingRun } from '#shared/training.ts'
import { useAttempt, useConnection } from '#renderer/base/connection/index.ts'
import { useJobs } from '#renderer/base/jobs/index.ts'

/** Where the panel is: at its beginning, with a new training, or with a run. */
export type TrainingPlace = 'start' | 'films' | 'recipe' | { runId: string }

/** Numbers come faster than a plot need be drawn. */
const drawEveryMs = 250

/** The training runs of now and earlier, and how far those are that are under way. */
export const useTrainingStore = defineStore('training', () => {
  const { client } = useConnection()
  const runs = shallowRef<TrainingRun[]>([])
  const place = ref<TrainingPlace>('start')
  const { failure, attempt } = useAttempt()
  const { jobs, follow } = useJobs()
  /** By run. */
  const courses = shallowReactive(new Map<string, JobProgress[]>())
  /** When a run's stage was first seen here and how far it was then; for the time that is left. */
  const stages = new Map<string, { stage: string; sinceMs: number; done: number; nowMs: number }>()
  /** A run that has just ended by itself and of which nobody has taken note yet. */
  const ended = shallowRef<TrainingRun>()
  const growing = new Map<string, JobProgress[]>()
  let drawing: ReturnType<typeof setTimeout> | undefined
  let loaded = false

  const selected = computed(() => {
    const at = place.value
    return typeof at === 'object' ? runs.value.find(({ runId }) => runId === at.runId) : undefined
  })
  const active = computed(() =>
    runs.value.find(({ state }) => state === 'running' || state === 'waiting' || state === 'stopping'),
  )
  const jobOf = (run: TrainingRun): Job => jobs.get(run.job.jobId) ?? run.job

  async function load() {
    await attempt(async () => {
      runs.value = await client.training.runs()
      for (const run of runs.value) if (!isTerminal(run.job.state)) void keepUp(run.runId, run.job.jobId)
      // A page that is opened again comes back to what is under way.
      if (!loaded && place.value === 'start' && active.value) place.value = { runId: active.value.runId }
      loaded = true
    })
  }

  /** Loads the course of a run as far as it has come. */
  async function loadCourse(runId: string) {
    if (courses.has(runId)) return
    const course = await client.training.course({ runId }).catch(() => undefined)
    if (!course) return
    growing.set(runId, [...course, ...(growing.get(runId) ?? [])].reduce<JobProgress[]>(withProgress, []))
    draw()
  }

  function draw() {
    drawing ??= setTimeout(() => {
      drawing = undefined
      for (const [runId, course] of growing) courses.set(runId, [...course])
    }, drawEveryMs)
  }

  function note(runId: string, { progress }: Job) {
    if (!progress) return
    const [known, nowMs] = [stages.get(runId), Date.now()]
    stages.set(
      runId,
      known?.stage === progress.stage
        ? { ...known, nowMs }
        : { stage: progress.stage, sinceMs: nowMs, done: progress.done, nowMs },
    )
    if (Object.keys(progress.numbers).length === 0) return
    growing.set(runId, withProgress(growing.get(runId) ?? [], progress))
    draw()
  }

  /** Keeps up with a run until its job has ended, and then with what came of it. */
  function keepUp(runId: string, jobId: string) {
    return follow(jobId, {
      begin: () => loadCourse(runId),
      news: (job) => note(runId, job),
      async ended() {
        await load()
        const run = runs.value.find((one) => one.runId === runId)
        jobs.delete(jobId)
        if (run && (run.state === 'finished' || run.state === 'failed')) ended.value = run
      },
      // The course may have a gap now, and is loaded whole again.
      lost() {
        courses.delete(runId)
        growing.delete(runId)
      },
    })
  }

  async function begun(job: Job | undefined) {
    if (!job) return
    stages.delete(job.runId)
    await load()
    place.value = { runId: job.runId }
  }

  async function start(request: Parameters<typeof client.training.start>[0]) {
    await begun(await attempt(() => client.training.start(request)))
  }

  async function resume(runId: string) {
    await begun(await attempt(() => client.training.resume({ runId })))
  }

  /** Asks a run to stop where it is; what its last epoch left is kept. */
  async function pause(run: TrainingRun) {
    await attempt(() => client.jobs.cancel({ jobId: run.job.jobId }))
  }

  /** Deletes a run, for which it is stopped first. */
  async function discard(run: TrainingRun) {
    await attempt(() => client.training.discard({ runId: run.runId }))
    jobs.delete(run.job.jobId)
    for (const known of [courses, growing]) known.delete(run.runId)
    if (selected.value?.runId === run.runId) place.value = 'start'
    await load()
  }

  /** Seconds that the stage which is under way will still take; undefined while that cannot be said. */
  function secondsLeft(run: TrainingRun): number | undefined {
    const progress = jobOf(run).progress
    if (!progress) return undefined
    if (progress.numbers.remainingSeconds !== undefined) return progress.numbers.remainingSeconds
    const since = stages.get(run.runId)
    if (!since || since.stage !== progress.stage || progress.done <= since.done || progress.total <= 0) return undefined
    return ((since.nowMs - since.sinceMs) / 1000 / (progress.done - since.done)) * (progress.total - progress.done)
  }

  return {
    runs,
    place,
    selected,
    active,
    failure,
    courses,
    ended,
    jobOf,
    load,
    loadCourse,
    start,
    resume,
    pause,
    discard,
    secondsLeft,
  }
})
