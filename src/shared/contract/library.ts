import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { annotationsSchema } from '../annotation.ts'
import { libraryChangeSchema, libraryStateSchema, markSchema, opinions } from '../library.ts'
import { markPlaceSchema, markedFrameSchema, saveMarksSchema, writtenMarkFormats, writtenMarksSchema } from '../mark.ts'
import { noteChangeSchema, noteSchema } from '../note.ts'
import { agreementSchema, differencesSchema } from '../review.ts'
import { filmId, frameOf, procedure } from './procedure.ts'

/** What is kept of films: by whom they were read, what was drawn on them, noted and answered. */
export const libraryContract = {
  library: {
    state: procedure.output(libraryStateSchema),
    /** Tells of each change from now on, also of the caller's own, so that every window shows it. Ends with its reader. */
    watch: procedure.output(eventIterator(libraryChangeSchema)),
    /** In private mode nothing is kept; what was known only in it is gone when it ends. */
    setPrivate: procedure.input(z.object({ on: z.boolean() })).output(libraryStateSchema),
    /** What the active model said of all open films, or of one, and people of them. */
    marks: procedure.input(filmId.partial()).output(z.array(markSchema)),
    /** What a person says of the reading of a frame; nothing takes it back. */
    review: procedure.input(frameOf.extend({ opinion: z.enum(opinions).optional() })),
    annotations: procedure.input(filmId).output(annotationsSchema),
    /**
     * Answers with what is kept then. `before`: what the page began with, so that what another window has changed
     * meanwhile stays; without it, all is replaced.
     */
    saveAnnotations: procedure
      .input(filmId.extend({ annotations: annotationsSchema, before: annotationsSchema.optional() }))
      .output(annotationsSchema),
    /** What is noted of all open films that were ever looked at, or of one; frames without a note are left out. */
    notes: procedure.input(filmId.partial()).output(z.array(noteSchema)),
    /** Notes something of a frame, or makes it a key image; answers with what is noted then. */
    saveNote: procedure.input(noteChangeSchema).output(noteSchema),
    /**
     * Closes films and deletes all that was kept of them: their place in the worklist, readings, reviews,
     * annotations, marks and notes.
     */
    forget: procedure.input(z.object({ filmIds: z.array(z.string()).min(1) })),
  },
  marks: {
    /** What readers see on the frames of all open films, or of one, and where. */
    list: procedure.input(filmId.partial()).output(z.array(markedFrameSchema)),
    /** What a reader sees on a frame, whatever a model said of it; takes the place of what they said before. */
    save: procedure.input(saveMarksSchema).output(markedFrameSchema),
    /** Goes back to what the reader said before; answers with that, or nothing where there was nothing. */
    undo: procedure.input(markPlaceSchema).output(z.object({ now: markedFrameSchema.optional() })),
    /** Takes away what a reader said of a frame, for good. */
    remove: procedure.input(markPlaceSchema),
    /** Marks of labelled films into a new file at a path of this machine, in pixels of these films. */
    exportFolder: procedure
      .input(
        z.object({
          folder: z.string().min(1),
          /** A file or a folder with marks, where they do not lie among the films. */
          marks: z.string().min(1).optional(),
          categories: z.array(z.string().min(1)).min(1).optional(),
          format: z.enum(writtenMarkFormats),
          file: z.string().min(1),
        }),
      )
      .output(writtenMarksSchema),
    /** What readers said of films of the worklist, into a new file. */
    exportKept: procedure
      .input(z.object({ format: z.enum(writtenMarkFormats), file: z.string().min(1) }))
      .output(writtenMarksSchema),
    /** The same file for a page that cannot be given a path. */
    download: procedure.input(z.object({ format: z.enum(writtenMarkFormats) })).output(z.instanceof(File)),
  },
  reviews: {
    /** What readers answered of films of the worklist, as a CSV table into a new file. */
    export: procedure
      .input(z.object({ file: z.string().min(1) }))
      .output(z.object({ reviews: z.int().positive(), leftOut: z.int().nonnegative() })),
    /** How readers of films of the worklist agree with one another and with the models that read them. */
    kept: procedure.output(agreementSchema),
    /**
     * On which open films readers differ. A second reader, as the settings say, is told of none that they have still to
     * answer.
     */
    differences: procedure.output(differencesSchema),
    /** How readers agree with one another, with the model, and with a reference where one is named. */
    agreement: procedure
      .input(
        z.object({
          files: z.array(z.string().min(1)).min(1),
          reference: z.string().min(1).optional(),
          referenceReader: z.string().optional(),
          seed: z.int().nonnegative(),
        }),
      )
      .output(agreementSchema),
  },
}
