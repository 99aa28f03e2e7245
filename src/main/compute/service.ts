import type { Inspection, InspectionRequest } from '#shared/dataset.ts'
import type { EngineExamination, EngineName } from '#shared/engine.ts'
import type { FileInfo } from '#shared/fileInfo.ts'
import type { FileHeader, GreyFilm } from '#shared/film.ts'
import type { Tag } from '#shared/library.ts'
import type { JobProgress } from '#shared/job.ts'
import type { Problem } from '#shared/problem.ts'
import type { Estimate, TrainingSettings } from '#shared/training.ts'
import type { Reading } from '#shared/reading.ts'
import type { Contents } from '#main/study/contents/contents.ts'

/** A model as the compute process needs it: the folder with `card.json` and the weights file that the card names. */
export type ModelReference = { id: string; directory: string }

export type ReadRequest = { path: string; frame: number; model: ModelReference; engine: EngineName }

/** One call for as much of a file as is read at a time. */
export type ReadFileRequest = {
  path: string
  model: ModelReference
  engine: EngineName
  /** Place in the list of the file's frames to be read at which to begin. */
  from: number
  /** Modalities (0008,0060) that are wanted; all where there are none. */
  modalities: readonly string[]
}

/** A reading without what only a viewer needs. */
export type PlainReading = Omit<Reading, 'maps' | 'classes' | 'operatingPoints'>
export type FrameRead = { frame: number } & ({ reading: PlainReading } | { problem: Problem })
export type FileRead = {
  header: FileHeader
  /** The next frames, eight at most. */
  frames: FrameRead[]
  /** How many frames of the file are to be read; 0 where its modality is not wanted. */
  total: number
}

/** A film from elsewhere with what a person said of it. */
export type AddedFilm = { path: string; contentHash: string; fractured: boolean }

export type TrainingWork = {
  jobId: string
  /** Folder of labelled films, one folder a class. */
  folder: string
  /** Name and id that the new model will have. */
  name: string
  modelId: string
  programVersion: string
  /** Whose shape of network is used, and whose trunk. */
  startFrom: ModelReference
  /** A file whose trunk is used instead. */
  weights?: { path: string; name: string }
  settings: TrainingSettings
  /** Films that are trained on beside those of the folder. */
  added?: AddedFilm[]
  engine: EngineName
  /** An empty folder: the finished model's files are written here and the caller files them away. */
  outputDirectory: string
  /** Trunk features live here between runs, keyed by film content and trunk. */
  cacheDirectory: string
  /** Checkpoints and metrics of this run; what lies here is gone on with. */
  runDirectory: string
}

export type EstimateWork = Pick<
  TrainingWork,
  'jobId' | 'folder' | 'startFrom' | 'settings' | 'engine' | 'cacheDirectory'
> & {
  /** Films that would take part. */
  films: number
}

export type InspectWork = InspectionRequest & {
  jobId: string
  /** What was computed of a film is kept here for the next time. */
  cacheDirectory: string
}
export type Inspected = {
  inspection: Inspection
  /** PNG, where it was asked for. */
  sheet?: Uint8Array<ArrayBuffer>
  /** PNG, where it was asked for. */
  variations?: Uint8Array<ArrayBuffer>
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
  /** What a DICOM file's header holds, element by element; see `fileTags`. */
  tags(path: string): Promise<Tag[]>
  /** The first frame in its own window as a small PNG. */
  thumbnail(path: string): Promise<Uint8Array>
  /** What a file is and the hash of its stored values; see `fileInfo`. */
  info(path: string): Promise<FileInfo>
  /** What a ZIP archive or a DICOMDIR holds, an archive's files unpacked into an empty folder; see `contentsOf`. */
  unpack(path: string, directory: string): Promise<Contents | undefined>
  read(request: ReadRequest): Promise<Reading>
  /**
   * Reads a file as a scan does: frames that cannot be read have their problem; rejects where the file cannot be
   * opened.
   */
  readFile(request: ReadFileRequest): Promise<FileRead>
  /** Resolves when the model's files lie in the output directory; progress comes through {@link ComputeHost}. */
  train(request: TrainingWork): Promise<void>
  /** What can be known of labelled films before a training; progress comes through {@link ComputeHost}. */
  inspect(request: InspectWork): Promise<Inspected>
  /** What a training would take here; a few real steps. */
  estimate(request: EstimateWork): Promise<Estimate>
  /** Writes a model's network as an ONNX file, which must not be there yet. */
  writeOnnx(model: ModelReference, file: string): Promise<void>
  /** Makes a model's folder of an exported file, of which nothing is trusted. */
  unpackModel(file: string, directory: string): Promise<void>
  /** Ends the job within one step; its call rejects with `cancelled`. Unknown ids are ignored. */
  cancel(jobId: string): Promise<void>
  /** Tries each engine (or only those) with a known answer; better asked of a process that nobody else needs. */
  doctor(names?: readonly EngineName[]): Promise<EngineExamination[]>
}

/** What the compute process may ask of main. */
export interface ComputeHost {
  progress(jobId: string, progress: JobProgress): void
}
