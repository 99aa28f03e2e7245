import { z } from 'zod'
import { jobProgressSchema } from './job.ts'
import { markFormatSchema } from './mark.ts'
import { problemSchema } from './problem.ts'

/** `holdout` is looked at once, at the end; `validation` serves early stopping, calibration and operating points. */
export const partNames = ['train', 'validation', 'holdout'] as const
export const partSchema = z.enum(partNames)
export type Part = z.infer<typeof partSchema>

/**
 * Why films belong to one group and must lie on one side of a split: same bytes, same look, one patient, one study, one
 * original by the file's name.
 */
export const groupReasons = ['content', 'near', 'patient', 'study', 'name'] as const
export type GroupReason = (typeof groupReasons)[number]

/** A file by its path within the data's folder, with `/`. */
const file = z.string()
/** Films that are pictures of one; `labels` are their classes' numbers, in the order of the files. */
const sameFilm = z.object({ files: z.array(file), labels: z.array(z.int().nonnegative()) })
const countsByClass = z.array(z.int().nonnegative())
const range = z.object({ least: z.number(), median: z.number(), most: z.number() })
const number = z.int().nonnegative()

/** What is known of where fractures lie. Numbers of pixels are the film's own. */
export const marksInspectionSchema = z.object({
  /** What the marks were read from; absent where nothing could be used. */
  format: markFormatSchema.optional(),
  files: number,
  /** Other formats here that tell of these films too, and are not used. */
  unusedFormats: z.array(markFormatSchema),
  categories: z.array(z.object({ name: z.string(), marks: number, fracture: z.boolean() })),
  /** Films with a mark or more, films that somebody looked at and drew nothing on, and marks in all. */
  films: number,
  emptyFilms: number,
  marks: number,
  /** Marks of the film with the most. */
  mostOnFilm: number,
  /** The longer side of the box around a mark, in pixels, and the share of the film that a mark covers. */
  longSide: range,
  share: range,
  /** Films whose marks were given for another size of them. */
  scaled: number,
  /** Pixel masks of which only the box was taken, and marks of frames that are not used. */
  masks: number,
  otherFrames: number,
  /** Films whose width and height are given the wrong way round; whether a film was turned only a person can see. */
  swapped: z.array(file),
  /** Films whose marks were given for other proportions, so that none was taken. */
  otherSize: z.array(file),
  /** Films with marks beside the film, with such that reach beyond its edge, and with such that are no area. */
  outside: z.array(file),
  cut: z.array(file),
  degenerate: z.array(file),
  /** Films labelled as without fracture that have marks. */
  onUnfractured: z.array(file),
  /** Fractured films without marks, where others have some. */
  fracturedWithout: z.array(file),
  /** Names for which there is no film here, or more than one. */
  unknown: z.array(file),
  ambiguous: z.array(file),
  /** Without class folders: files of which the marks do not say what they are. */
  unlabelled: number,
  /** Files of marks that cannot be used; one without a name stands for all of them. */
  problems: z.array(z.object({ file, problem: problemSchema })),
})
export type MarksInspection = z.infer<typeof marksInspectionSchema>

export const inspectionSchema = z.object({
  classNames: z.array(z.string()),
  /** Files that were looked at, films among them, and files that lie in no class's folder and were not looked at. */
  files: z.int().nonnegative(),
  films: z.int().nonnegative(),
  outsideClasses: z.int().nonnegative(),
  /** Files of a manifest that lie outside its folder. */
  outsideFolder: z.int().nonnegative(),
  /** Films of each class. */
  counts: countsByClass,
  /** Films of the smallest class for one of the largest: 1 is balanced. */
  balance: z.number().nonnegative(),
  unreadable: z.array(z.object({ file, problem: problemSchema })),
  /** Films that show one grey all over, such as black ones; absent where there are none. */
  blank: z.array(file).optional(),
  /** Files that were left out by request. */
  leftOut: z.int().nonnegative(),
  /** Films whose label a person corrected; absent where the data tells of no corrections. */
  corrected: z.int().nonnegative().optional(),
  /** Byte for byte the same. */
  exactDuplicates: z.array(sameFilm),
  /** The same picture by its look, also re-encoded, resized, mirrored, or turned by 90°; without exact duplicates. */
  nearDuplicates: z.array(sameFilm),
  /** Duplicates of either kind that lie in more than one class. */
  contradictions: z.array(sameFilm.extend({ kind: z.enum(['exact', 'near']) })),
  groups: z.object({
    count: z.int().nonnegative(),
    /** Films of the largest group. */
    largest: z.int().nonnegative(),
    /** For each reason how many groups it alone would make, of two and more films, and the films in them. */
    reasons: z.record(z.enum(groupReasons), z.object({ groups: z.int().nonnegative(), films: z.int().nonnegative() })),
  }),
  sizes: z.object({
    formats: z.record(z.string(), z.int().positive()),
    rows: range,
    columns: range,
    multiFrame: z.int().nonnegative(),
  }),
  split: z.object({
    /** Where the parts come from: with the films, from a split file, or made now by group. */
    from: z.enum(['data', 'file', 'made']),
    parts: z.array(
      z.object({
        part: partSchema,
        films: z.int().nonnegative(),
        groups: z.int().nonnegative(),
        counts: countsByClass,
      }),
    ),
    /** True when the parts share a group: figures on the hold-out would be too good. */
    leak: z.boolean(),
    /** Ties between films of different parts, those of one reason and one origin together. */
    leaks: z.array(z.object({ reason: z.enum(groupReasons), files: z.array(file), parts: z.array(partSchema) })),
    /** True when the split file was written now. */
    written: z.boolean(),
  }),
  /** Absent where nothing tells of marks. */
  marks: marksInspectionSchema.optional(),
  seconds: z.number().nonnegative(),
})
export type Inspection = z.infer<typeof inspectionSchema>

export const inspectionRequestSchema = z.object({
  /** Folder of class folders, or a manifest (`.csv`). */
  folder: z.string().min(1),
  /** Labels and marks are what was said of the folder's films in the worklist, not those of class folders. */
  reviewed: z.boolean().optional(),
  seed: z.int().nonnegative().default(42),
  /** A regular expression: what its first brackets hold in a film's name is its group. */
  groupPattern: z.string().min(1).optional(),
  /** A split file: read where it is there, else written, unless the parts leak. */
  splitFile: z.string().min(1).optional(),
  /** Divide again, whatever parts the films came with. */
  newSplit: z.boolean().default(false),
  /** Files within the folder that are not looked at. */
  leaveOut: z.array(file).optional(),
  /** A file or a folder with marks; without it they are looked for among the films. */
  marks: z.string().min(1).optional(),
  /** Which categories of the marks are fractures, where their names do not say it. */
  categories: z.array(z.string().min(1)).min(1).optional(),
  /** Also put each film into one of so many folds, in the split file. */
  folds: z.int().min(2).max(20).optional(),
  /** Also make a picture with sample films of each class. */
  sheet: z.boolean().default(false),
  /** Also make a picture of how full training varies films. */
  variations: z.boolean().optional(),
})
export type InspectionRequest = z.infer<typeof inspectionRequestSchema>

export const inspectionEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), progress: jobProgressSchema }),
  z.object({
    /** The last event. */
    type: z.literal('inspected'),
    inspection: inspectionSchema,
    /** Names under which the pictures can be fetched for a while, as PNG. */
    sheetId: z.string().optional(),
    variationsId: z.string().optional(),
  }),
])
export type InspectionEvent = z.infer<typeof inspectionEventSchema>
