import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { folderViewSchema } from '../folders.ts'
import { documentSchema } from '../document.ts'
import { fileInfoSchema } from '../fileInfo.ts'
import { filmPreviewSchema, filmSchema, greyFilmSchema } from '../film.ts'
import { tagSchema } from '../library.ts'
import { openedSchema } from '../opened.ts'
import { uploadIdSchema, uploadPartSchema } from '../upload.ts'
import { filmId, frameOf, procedure } from './procedure.ts'

/** Films and documents that are open, files on their way to be opened, and folders to look for them in. */
export const studiesContract = {
  studies: {
    /**
     * Opens files and folders (folders recursively) by path; one event a file, in walk order, as they come. An archive
     * is all files in it.
     */
    open: procedure
      .input(
        z.object({
          paths: z.array(z.string().min(1)).min(1),
          /**
           * The paths are those of a folder that is walked, so that a DICOMDIR among them adds nothing to its films.
           */
          fromWalk: z.boolean().default(false),
        }),
      )
      .output(eventIterator(openedSchema)),
    /** Opens one file, or an archive of files, that the page has handed over; see `uploads`. */
    upload: procedure
      .input(z.object({ uploadId: uploadIdSchema, name: z.string().min(1) }))
      .output(z.array(openedSchema)),
    /** The sample films that come with the program. */
    samples: procedure.output(z.array(openedSchema)),
    list: procedure.output(z.array(filmSchema)),
    /** The reports and presentation states that are open. */
    documents: procedure.output(z.array(documentSchema)),
    close: procedure.input(filmId),
    /** A whole list at once, of films and documents. Answers with how many films `reopen` can bring back. */
    closeMany: procedure
      .input(z.object({ filmIds: z.array(z.string()) }))
      .output(z.object({ canReopen: z.int().nonnegative() })),
    /** Takes the last `closeMany` back, once; files that a page had handed over are gone. */
    reopen: procedure.output(z.array(filmSchema)),
    /** A decoded frame. Its samples are a typed array on every way to the page; see `pack`. */
    pixels: procedure.input(frameOf).output(greyFilmSchema),
    /**
     * A frame halved so often, which is sooner there than all of it; `pixels` for the same frame does not decode it
     * again. Null where the file has more to draw than its pixels.
     */
    preview: procedure.input(frameOf.extend({ halvings: z.int().min(1).max(8) })).output(filmPreviewSchema.nullable()),
    /** The first frame in its own window as a small PNG. */
    thumbnail: procedure.input(filmId).output(z.object({ picture: z.instanceof(Blob) })),
    /** The header of a DICOM file, element by element, values cut short; empty for other formats. */
    tags: procedure.input(filmId).output(z.array(tagSchema)),
    /** What an open film's file is, technically, and the hash of its decoded values. */
    info: procedure.input(filmId).output(fileInfoSchema),
  },
  /** Files that the page holds and the program cannot reach by path. */
  uploads: {
    /** The next part of a file; the first one makes the id under which it can be opened once it is whole. */
    append: procedure.input(uploadPartSchema).output(z.object({ uploadId: uploadIdSchema })),
    /** The page does not want it any more. */
    drop: procedure.input(z.object({ uploadId: uploadIdSchema })),
  },
  folders: {
    /** Folders of the machine, within the roots that the program was started with; without `folder`, the roots. */
    list: procedure
      .input(z.object({ folder: z.string().min(1).optional(), hidden: z.boolean().default(false) }))
      .output(folderViewSchema),
  },
}
