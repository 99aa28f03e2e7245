import type { EngineName, EngineReport } from '#shared/engine.ts'
import type { FileHeader, GreyFilm } from '#shared/film.ts'
import type { JobProgress } from '#shared/job.ts'
import type { Reading } from '#shared/reading.ts'

/** A model as the compute process needs it: the folder with `card.json` and the weights file that the card names. */
export type ModelReference = { id: string; directory: string }

export type ReadRequest = { path: string; frame: number; model: ModelReference; engine: EngineName }

export type HeadsTrainingRequest = {
  jobId: string
  /** Folder of labelled films, one folder a class. */
  folder: string
  /** Name and id that the new model will have. */
  name: string
  modelId: string
  programVersion: string
  /** Whose trunk is used and kept frozen. */
  startFrom: ModelReference
  seed: number
  epochs: number | undefined
  engine: EngineName
  /** An empty folder: the finished model's files are written here and the caller files them away. */
  outputDirectory: string
  /** Trunk features live here between runs, keyed by film content and trunk. */
  cacheDirectory: string
}

/**
 * All work on untrusted bytes and all native computing. Lives in a process of its own;
 * main holds a proxy of it and survives its death. Every method rejects with a `ProblemError`.
 */
export interface ComputeService {
  /** What a file says of itself, without decoding pixels. */
  header(path: string): Promise<FileHeader>
  /** One decoded frame. */
  film(path: string, frame: number): Promise<GreyFilm>
  read(request: ReadRequest): Promise<Reading>
  /** Resolves when the model's files lie in the output directory; progress comes through {@link ComputeHost}. */
  trainHeads(request: HeadsTrainingRequest): Promise<void>
  /** Ends the job within one step; its call rejects with `cancelled`. Unknown ids are ignored. */
  cancel(jobId: string): Promise<void>
  /** Tries each engine with a known answer; `chosen` marks the one that reading would use by default. */
  doctor(): Promise<EngineReport[]>
}

/** What the compute process may ask of main. */
export interface ComputeHost {
  progress(jobId: string, progress: JobProgress): void
}
