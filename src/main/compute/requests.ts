import type { Inspection, InspectionRequest } from '#shared/dataset.ts'
import type { EngineName } from '#shared/engine.ts'
import type { Fitted } from '#shared/fit.ts'
import type { FileHeader } from '#shared/film.ts'
import type { Language } from '#shared/language.ts'
import type { Mark, WrittenMarkFormat } from '#shared/mark.ts'
import type { Problem } from '#shared/problem.ts'
import type { OperatingPoints, Reading, ReadingMaps } from '#shared/reading.ts'
import type { Shortcut, ShortcutRequest } from '#shared/shortcut.ts'
import type { TrainingSettings } from '#shared/training.ts'
import type { WrittenMarks } from '#main/marks/index.ts'
import type { ReadingToTell, ResultsWork } from '#main/results/index.ts'

/** A model as the compute process needs it: the folder with `card.json` and the weights file that the card names. */
export type ModelReference = { id: string; directory: string }

export type ReadRequest = {
  path: string
  frame: number
  model: ModelReference
  engine: EngineName
  /** Judged whatever speaks against it; see `notJudgedReasons`. */
  force?: boolean | undefined
}

/** One call for as much of a file as is read at a time. */
export type ReadFileRequest = {
  path: string
  model: ModelReference
  engine: EngineName
  /** Place in the list of the file's frames to be read at which to begin. */
  from: number
  /** Modalities (0008,0060) that are wanted; all where there are none. */
  modalities: readonly string[]
  /** Each reading is given its places too. */
  places?: boolean
  /** Judged whatever speaks against it; see `notJudgedReasons`. */
  force?: boolean | undefined
  /** Results of each frame are written as DICOM too. */
  results?: ResultsWork | undefined
}

export type { ResultsWork }
/** One reading of a file, to be written as DICOM. */
export type ResultsRequest = {
  path: string
  /** Of the file that was read, see `fileVersion`: of another one in its place nothing is written. */
  version: string | undefined
  reading: ReadingToTell
  work: ResultsWork
}

/** A reading without what only a viewer needs. */
export type PlainReading = Omit<Reading, 'maps' | 'classes' | 'operatingPoints'> & {
  /** Where they were asked for and the model points; see `ReadingMaps`. */
  places?: Pick<ReadingMaps, 'rows' | 'columns' | 'region'> & { values: number[] }
}
export type FrameRead = { frame: number } & (
  | {
      reading: PlainReading
      /** Why no result was written, where one was asked for. */
      unwritten?: Problem
    }
  | { problem: Problem }
)
export type FileRead = {
  header: FileHeader
  /** The next frames, eight at most. */
  frames: FrameRead[]
  /** How many frames of the file are to be read; 0 where its modality is not wanted. */
  total: number
}

/** A film from elsewhere with what a person said of it. */
export type AddedFilm = {
  path: string
  contentHash: string
  fractured: boolean
  /** Where, on its first frame; absent where nobody said. */
  marks?: Mark[]
}

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
  /** What was said of films below the folder, where that is what they are labelled by. */
  reviewedFilms?: AddedFilm[] | undefined
  /** Films that are trained on beside those of the folder. */
  added?: AddedFilm[]
  engine: EngineName
  /** An empty folder: the finished model's files are written here and the caller files them away. */
  outputDirectory: string
  /** Trunk features live here between runs, keyed by film content and trunk. */
  cacheDirectory: string
  /** Checkpoints and metrics of this run; what lies here is gone on with. */
  runDirectory: string
  /** Of the report's page; English where none is given. */
  language?: Language
}

/** What becomes of a model by fitting it to a place; see `fitToPlace`. */
export type Fit = {
  id: string
  name: string
  programVersion: string
  points: OperatingPoints
  fitted: Fitted
  /** SHA-256 of the films that it was fitted to. */
  films: readonly string[]
}

export type EstimateWork = Pick<
  TrainingWork,
  'jobId' | 'folder' | 'startFrom' | 'settings' | 'reviewedFilms' | 'engine' | 'cacheDirectory'
> & {
  /** Films that would take part. */
  films: number
}

export type ExportMarksWork = {
  jobId: string
  folder: string
  /** A file or a folder with marks, where they do not lie among the films. */
  marks?: string | undefined
  categories?: readonly string[] | undefined
  format: WrittenMarkFormat
}
export type ExportedMarks = WrittenMarks & { unreadable: number }

export type InspectWork = InspectionRequest & {
  jobId: string
  /** What was said of films below the folder, where that is what they are labelled by. */
  reviewedFilms?: AddedFilm[] | undefined
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

export type ShortcutWork = Omit<ShortcutRequest, 'from'> & {
  jobId: string
  /** What was said of films below the folder, where that is what they are labelled by. */
  reviewedFilms?: AddedFilm[] | undefined
  /** Whose trunk looks at the films. */
  startFrom: ModelReference
  engine: EngineName
  cacheDirectory: string
}
export type ShortcutsChecked = {
  shortcut: Shortcut
  /** PNG of the surest films, where there are some. */
  sheet?: Uint8Array<ArrayBuffer>
}
