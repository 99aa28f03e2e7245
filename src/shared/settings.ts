import { z } from 'zod'
import { engineNames } from './engine.ts'
import { languageCodes } from './language.ts'
import { problemSchema } from './problem.ts'
import { resultStyleSchema } from './results.ts'

export const logLevels = ['all', 'problems', 'nothing'] as const
export type LogLevel = (typeof logLevels)[number]

export const dragActions = ['window', 'pan', 'zoom'] as const
export type DragAction = (typeof dragActions)[number]

const share = z.number().min(0).max(1)

/** What the mouse does on a film. */
export const mouseSchema = z.object({
  left: z.enum(dragActions),
  middle: z.enum(dragActions),
  right: z.enum(dragActions),
  /** Of the wheel alone; with Ctrl it does the other. */
  wheel: z.enum(['zoom', 'frames']),
})
export type Mouse = z.infer<typeof mouseSchema>

/** All that a user can choose and the program keeps. */
export const settingsSchema = z.object({
  /** Of the page; that of the browser or system where none was chosen. */
  language: z.enum(languageCodes).optional(),
  /** A film is read as soon as it is looked at. */
  readOnOpening: z.boolean(),
  /** Films of the worklist are read one after another while nobody looks at them. */
  readWorklist: z.boolean(),
  /** What the model says of a film is hidden until the reader has answered what they see. */
  secondReader: z.boolean(),
  /** As who answers call themselves; kept with each answer. */
  readerName: z.string().trim().max(100),
  /** Names, ids and file names are hidden. */
  anonymous: z.boolean(),
  /** The program starts in private mode. */
  startPrivate: z.boolean(),
  /** The tour has been seen or put away. */
  toured: z.boolean(),
  /** How overlays are when the page is opened: opacity 0 … 1, and from which share of the strongest evidence on. */
  overlays: z.object({
    evidence: z.object({ visible: z.boolean(), opacity: share, threshold: share }),
    gating: z.object({ visible: z.boolean(), opacity: share }),
  }),
  mouse: mouseSchema,
  /** Keys of commands by the command's id, as the page writes them (`mod+shift+z`); the usual ones where there is no entry. */
  keys: z.record(z.string().min(1).max(60), z.array(z.string().min(1).max(30)).max(8)).optional(),
  /** The histogram beside the film is unfolded; where there is room for it if nobody chose. */
  histogram: z.boolean().optional(),
  /** Used where nobody asks for another; the program's own choice where none was fixed. */
  engine: z.enum(engineNames).optional(),
  logLevel: z.enum(logLevels),
  /** How readings are written as DICOM; see `defaultResultStyle` where nobody chose. */
  results: resultStyleSchema.optional(),
})
export type Settings = z.infer<typeof settingsSchema>

export const defaultSettings: Settings = {
  readOnOpening: true,
  readWorklist: true,
  secondReader: false,
  readerName: '',
  anonymous: false,
  startPrivate: false,
  toured: false,
  overlays: { evidence: { visible: false, opacity: 0.6, threshold: 0 }, gating: { visible: false, opacity: 0.45 } },
  mouse: { left: 'window', middle: 'pan', right: 'zoom', wheel: 'zoom' },
  logLevel: 'all',
}

/** Changed settings. `null` takes back what need not be chosen. */
export const settingsChangeSchema = settingsSchema.partial().extend({
  language: settingsSchema.shape.language.nullable(),
  engine: settingsSchema.shape.engine.nullable(),
  results: settingsSchema.shape.results.nullable(),
  keys: settingsSchema.shape.keys.nullable(),
  histogram: settingsSchema.shape.histogram.nullable(),
})
export type SettingsChange = z.infer<typeof settingsChangeSchema>

export const settingsStateSchema = z.object({
  settings: settingsSchema,
  /** Nothing has been kept yet: all is as it comes. */
  fresh: z.boolean(),
  /** Why kept settings are not used, where that is so. */
  problem: problemSchema.optional(),
})
export type SettingsState = z.infer<typeof settingsStateSchema>
