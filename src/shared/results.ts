import { z } from 'zod'

/** Secondary Capture, Grayscale Softcopy Presentation State, Structured Report, Key Object Selection. */
export const resultKinds = ['sc', 'pr', 'sr', 'ko'] as const
export type ResultKind = (typeof resultKinds)[number]

/** The SOP classes that can hold a report: Comprehensive 3D SR, Comprehensive SR, Enhanced SR. */
export const reportClasses = ['comprehensive-3d', 'comprehensive', 'enhanced'] as const
export type ReportClass = (typeof reportClasses)[number]

/** How results are written as DICOM. */
export const resultStyleSchema = z.object({
  kinds: z.array(z.enum(resultKinds)).min(1),
  /** For archives that refuse the newest one; the content is the same. */
  reportClass: z.enum(reportClasses),
})
export type ResultStyle = z.infer<typeof resultStyleSchema>

/** Where nobody chose. */
export const defaultResultStyle: ResultStyle = { kinds: ['sc', 'pr', 'sr'], reportClass: 'comprehensive-3d' }

/** Where results go, and of which kinds; as the settings say where nothing is said. */
export const resultsWishSchema = z.object({ folder: z.string().min(1), style: resultStyleSchema.partial().optional() })
export type ResultsWish = z.infer<typeof resultsWishSchema>

/** What was written of one reading. */
export const writtenResultsSchema = z.object({
  /** Paths below the folder. An object that was there already, from the same result, is among them. */
  files: z.array(z.object({ kind: z.enum(resultKinds), file: z.string() })),
  /** Kinds that cannot be made of this film: no presentation state for a film in colour. */
  left: z.array(z.enum(resultKinds)),
})
export type WrittenResults = z.infer<typeof writtenResultsSchema>
