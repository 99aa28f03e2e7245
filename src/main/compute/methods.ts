import type { EngineExamination, EngineName } from '#shared/engine.ts'
import type { DocumentContent } from '#shared/document.ts'
import type { FileInfo } from '#shared/fileInfo.ts'
import type { FileHeader, FilmPreview, GreyFilm } from '#shared/film.ts'
import type { Language } from '#shared/language.ts'
import type { Tag } from '#shared/library.ts'
import type { CacheCheck } from '#shared/privacy.ts'
import type { Estimate } from '#shared/training.ts'
import type { Reading } from '#shared/reading.ts'
import type { WrittenResults } from '#shared/results.ts'
import type { FileExport, FileRequest } from '#main/deidentify/index.ts'
import type { MarkFileRead } from '#main/marks/index.ts'
import type { Contents } from '#main/study/contents/contents.ts'
import { filesAtATime } from './atOnce.ts'
import type {
  EstimateWork,
  ExportedMarks,
  ExportMarksWork,
  FileRead,
  Fit,
  Inspected,
  InspectWork,
  ModelReference,
  ReadFileRequest,
  ReadRequest,
  ResultsRequest,
  ResultsWork,
  ShortcutsChecked,
  ShortcutWork,
  TrainingWork,
} from './requests.ts'

/** How the supervisor treats the calls of a method. */
type Terms = {
  /**
   * 'job' takes a request with a `jobId`, tells its progress, and can be cancelled by that id; 'call' answers and is
   * done; 'cancel' ends a job.
   */
  kind: 'call' | 'job' | 'cancel'
  /**
   * Milliseconds after which the process is taken to hang and is killed. Longer than what the process itself allows a
   * decoder, so that a slow file normally costs a thread and not the process.
   */
  hardLimit: number
  /** Calls that the process is given at a time; others wait on this side, where waiting is not taken for a hang. */
  atATime: number
}

type Method<Call> = Terms & { call?: Call }

const method = <Call extends (...input: never[]) => Promise<unknown>>(terms: Terms): Method<Call> => terms

const second = 1_000
const minute = 60 * second

/**
 * The contract of the compute process: each method once, with its input, its output and its {@link Terms}. Every
 * method rejects with a `ProblemError`.
 */
export const computeMethods = {
  /** What a file says of itself, without decoding pixels. */
  header: method<(path: string) => Promise<FileHeader>>({ kind: 'call', hardLimit: minute, atATime: 4 }),
  /** One decoded frame. */
  film: method<(path: string, frame: number) => Promise<GreyFilm>>({ kind: 'call', hardLimit: 2 * minute, atATime: 2 }),
  /** The same halved so often, before all of it is asked for; see `previewOf`. */
  preview: method<(path: string, frame: number, halvings: number) => Promise<FilmPreview | null>>({
    kind: 'call',
    hardLimit: 2 * minute,
    atATime: 2,
  }),
  /** What a DICOM file's header holds, element by element; see `fileTags`. */
  tags: method<(path: string) => Promise<Tag[]>>({ kind: 'call', hardLimit: minute, atATime: 2 }),
  /** What a DICOM file without an image says about films; see `documentOf`. */
  document: method<(path: string) => Promise<DocumentContent | undefined>>({
    kind: 'call',
    hardLimit: minute,
    atATime: 2,
  }),
  /** The first frame in its own window as a small PNG. */
  thumbnail: method<(path: string) => Promise<Uint8Array>>({ kind: 'call', hardLimit: 2 * minute, atATime: 2 }),
  /** What a file is and the hash of its stored values; see `fileInfo`. */
  info: method<(path: string) => Promise<FileInfo>>({ kind: 'call', hardLimit: 6 * minute, atATime: 2 }),
  /** What a ZIP archive or a DICOMDIR holds, an archive's files unpacked into an empty folder; see `contentsOf`. */
  unpack: method<(path: string, directory: string) => Promise<Contents | undefined>>({
    kind: 'call',
    hardLimit: 6 * minute,
    atATime: 1,
  }),
  read: method<(request: ReadRequest) => Promise<Reading>>({ kind: 'call', hardLimit: 5 * minute, atATime: 2 }),
  /** Reads a file as a scan does: frames that cannot be read have their problem; rejects where the file cannot be opened. */
  readFile: method<(request: ReadFileRequest) => Promise<FileRead>>({
    kind: 'call',
    hardLimit: 5 * minute,
    atATime: filesAtATime,
  }),
  /** Writes a reading as DICOM objects into a folder; see `writeResults`. */
  results: method<(request: ResultsRequest) => Promise<WrittenResults>>({
    kind: 'call',
    hardLimit: 2 * minute,
    atATime: 2,
  }),
  /** Writes what could only be known when all films of a run were read; see `finishResults`. */
  finishResults: method<(work: ResultsWork) => Promise<WrittenResults>>({
    kind: 'call',
    hardLimit: 10 * minute,
    atATime: 1,
  }),
  /** Writes a film without what identifies a patient; see `deidentifyFile`. */
  deidentify: method<(request: FileRequest) => Promise<FileExport>>({
    kind: 'call',
    hardLimit: 6 * minute,
    atATime: 4,
  }),
  /** Resolves when the model's files lie in the output directory. */
  train: method<(request: TrainingWork) => Promise<void>>({ kind: 'job', hardLimit: Infinity, atATime: Infinity }),
  /** What can be known of labelled films before a training. */
  inspect: method<(request: InspectWork) => Promise<Inspected>>({
    kind: 'job',
    hardLimit: Infinity,
    atATime: Infinity,
  }),
  /** Whether labelled films can be told apart without their anatomy. */
  checkShortcuts: method<(request: ShortcutWork) => Promise<ShortcutsChecked>>({
    kind: 'job',
    hardLimit: Infinity,
    atATime: Infinity,
  }),
  /** What files tell of marks; see `readMarkFiles`. */
  readMarks: method<(paths: readonly string[]) => Promise<MarkFileRead[]>>({
    kind: 'call',
    hardLimit: 10 * minute,
    atATime: 1,
  }),
  /** The marks of labelled films as the text of one file. */
  exportMarks: method<(request: ExportMarksWork) => Promise<ExportedMarks>>({
    kind: 'job',
    hardLimit: Infinity,
    atATime: Infinity,
  }),
  /** What a training would take here; a few real steps. */
  estimate: method<(request: EstimateWork) => Promise<Estimate>>({
    kind: 'job',
    hardLimit: 10 * minute,
    atATime: Infinity,
  }),
  /** Looks at every entry of the caches, and removes those that are damaged. */
  verifyCaches: method<(cacheDirectory: string) => Promise<CacheCheck>>({
    kind: 'call',
    hardLimit: Infinity,
    atATime: 1,
  }),
  /** Writes a model's network as an ONNX file, which must not be there yet. */
  writeOnnx: method<(model: ModelReference, file: string) => Promise<void>>({
    kind: 'call',
    hardLimit: 2 * minute,
    atATime: 1,
  }),
  /** Writes a model's trunk for torchvision into a file that must not be there yet. */
  writeTrunk: method<(model: ModelReference, file: string) => Promise<void>>({
    kind: 'call',
    hardLimit: 2 * minute,
    atATime: 1,
  }),
  /** Writes a whole model, fitted to a place, into an empty folder. */
  writeFitted: method<(model: ModelReference, fit: Fit, directory: string) => Promise<void>>({
    kind: 'call',
    hardLimit: 2 * minute,
    atATime: 1,
  }),
  /** Makes a model's folder of an exported file, of which nothing is trusted. */
  unpackModel: method<(file: string, directory: string, language?: Language) => Promise<void>>({
    kind: 'call',
    hardLimit: 5 * minute,
    atATime: 1,
  }),
  /** Ends the job within one step; its call rejects with `cancelled`. Unknown ids are ignored. */
  cancel: method<(jobId: string) => Promise<void>>({ kind: 'cancel', hardLimit: minute, atATime: Infinity }),
  /** Tries each engine (or only those) with a known answer; better asked of a process that nobody else needs. */
  doctor: method<(names?: readonly EngineName[]) => Promise<EngineExamination[]>>({
    kind: 'call',
    hardLimit: 3 * minute,
    atATime: 1,
  }),
}

export type ComputeMethod = keyof typeof computeMethods
export const computeMethodNames = Object.keys(computeMethods) as ComputeMethod[]

/**
 * All work on untrusted bytes and all native computing. Lives in a process of its own; main holds a proxy of it and
 * survives its death.
 */
export type ComputeService = { [Name in ComputeMethod]: NonNullable<(typeof computeMethods)[Name]['call']> }
