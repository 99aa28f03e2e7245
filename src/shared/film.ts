import { z } from 'zod'
import { shutterSchema } from './shutter.ts'

/** VOI LUT functions, DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3. */
export const voiWindowSchema = z.object({
  /** In output units of the modality LUT. */
  center: z.number(),
  width: z.number().positive(),
  function: z.enum(['LINEAR', 'LINEAR_EXACT', 'SIGMOID']),
})
export type VoiWindow = z.infer<typeof voiWindowSchema>

/** How far a length measured on the film can be trusted. */
export const spacingSchema = z.discriminatedUnion('calibration', [
  /** Pixel Spacing (0028,0030) that was calibrated to the patient, PS3.3 10.7.1.3. */
  z.object({ calibration: z.literal('calibrated'), rowMm: z.number().positive(), columnMm: z.number().positive() }),
  /** Imager Pixel Spacing (0018,1164): true at the detector, not in the patient. */
  z.object({
    calibration: z.literal('at-detector'),
    rowMm: z.number().positive(),
    columnMm: z.number().positive(),
    /** Estimated Radiographic Magnification Factor (0018,1114), if the file gives one. */
    magnification: z.number().positive().optional(),
  }),
  /** Nothing is known; lengths are pixels. */
  z.object({
    calibration: z.literal('none'),
    /** Height of a pixel divided by its width, Pixel Aspect Ratio (0028,0034); absent where pixels are square. */
    pixelAspect: z.number().positive().optional(),
  }),
])
export type Spacing = z.infer<typeof spacingSchema>

/** What the header of one file says: all that is known before a pixel is decoded. */
export const fileHeaderSchema = z.object({
  format: z.enum(['dicom', 'png', 'jpeg', 'tiff', 'webp', 'bmp']),
  /** Transfer Syntax UID, DICOM only. */
  transferSyntax: z.string().optional(),
  rows: z.int().positive(),
  columns: z.int().positive(),
  frames: z.int().positive(),
  bitsAllocated: z.int().positive(),
  bitsStored: z.int().positive(),
  signed: z.boolean(),
  /** Photometric Interpretation as in the file; `GREY` or `COLOUR` for other formats. */
  photometric: z.string(),
  lossy: z.boolean(),
  /** Of the first frame. */
  spacing: spacingSchema,
  /** Of each frame, where they differ; see `frameSpacing`. */
  frameSpacings: z.array(spacingSchema).optional(),
  modality: z.string().optional(),
  bodyPart: z.string().optional(),
  view: z.string().optional(),
  laterality: z.string().optional(),
  patientName: z.string().optional(),
  patientId: z.string().optional(),
  patientBirthDate: z.string().optional(),
  patientSex: z.string().optional(),
  /** YYYYMMDD. */
  studyDate: z.string().optional(),
  studyDescription: z.string().optional(),
  seriesDescription: z.string().optional(),
  studyInstanceUid: z.string().optional(),
  seriesInstanceUid: z.string().optional(),
  sopInstanceUid: z.string().optional(),
  /** Patient Orientation (0020,0020): direction of the rows, then of the columns, such as `L\F`. */
  patientOrientation: z.string().optional(),
  /** A picture of a film with findings drawn on it, which this program made: to be looked at, never read. */
  ownResult: z.literal(true).optional(),
})
export type FileHeader = z.infer<typeof fileHeaderSchema>

/** One opened file as the page and the CLI know it. Frames of one file share it. */
export const filmSchema = z.object({
  filmId: z.string(),
  /** File name without its folder. */
  name: z.string(),
  /** True for the films that come with the program. */
  sample: z.boolean(),
  header: fileHeaderSchema,
})
export type Film = z.infer<typeof filmSchema>

/** Samples of a grey film, one number a pixel, row by row. */
export type GreyValues = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array

/** All that is known of a grey film but its samples. */
export const greyFilmShapeSchema = z.object({
  rows: z.int().positive(),
  columns: z.int().positive(),
  /** Modality value = stored value × slope + intercept. 1 and 0 where a modality LUT was already applied. */
  slope: z.number(),
  intercept: z.number(),
  /** Shown first, and what the model sees. Given by the file, or spans the values without padding. */
  window: voiWindowSchema,
  /**
   * Other windows that the file offers, each with the explanation that the file gives, or an empty one; the last spans
   * all values.
   */
  windows: z.array(z.object({ name: z.string(), window: voiWindowSchema })),
  /** True for MONOCHROME1 and for an INVERSE presentation LUT: after windowing, white and black change places. */
  inverted: z.boolean(),
  /** Smallest and largest stored value, padding left out. */
  minimum: z.number(),
  maximum: z.number(),
  /** Stored values from low to high that are padding and not film, Pixel Padding (0028,0120) to (0028,0125). */
  padding: z.object({ low: z.number(), high: z.number() }).optional(),
  /** Height of a pixel divided by its width; absent where pixels are square. */
  pixelAspect: z.number().positive().optional(),
  /** What a careful reader should know: converted from colour, lossy, …  One word a warning, see `warningCodes`. */
  warnings: z.array(z.string()),
})
export type GreyFilmShape = z.infer<typeof greyFilmShapeSchema>

/** What an overlay plane (60xx) says of itself; it is drawn over the film and never part of its values. */
export const overlayShapeSchema = z.object({
  type: z.enum(['graphics', 'roi']),
  rows: z.int().positive(),
  columns: z.int().positive(),
  /** Row and column of the film at which the overlay's first pixel lies, from 0; it may reach beyond the film. */
  row: z.int(),
  column: z.int(),
  label: z.string().optional(),
  description: z.string().optional(),
})

/** Overlay pixels as bits, row by row without gaps, the first in the lowest bit of the first byte. */
export const overlayPlaneSchema = overlayShapeSchema.extend({
  bits: z.custom<Uint8Array>((bits) => bits instanceof Uint8Array),
})
export type OverlayPlane = z.infer<typeof overlayPlaneSchema>

const greyArrays = [Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array]

/**
 * One frame, decoded, in grey, before windowing: the form in which films travel through the program, to the page as
 * well.
 */
export const greyFilmSchema = greyFilmShapeSchema
  .extend({
    /** Length rows × columns. Stored values, high bits masked and sign extended. */
    values: z.custom<GreyValues>((values) => greyArrays.some((type) => values instanceof type)),
    /** Absent where there are none. */
    overlays: z.array(overlayPlaneSchema).optional(),
    /** Absent where nothing is covered. */
    shutter: shutterSchema.optional(),
  })
  .refine(({ rows, columns, values }) => values.length === rows * columns)
export type GreyFilm = z.infer<typeof greyFilmSchema>

/**
 * A frame at a part of its resolution, to be drawn before all of it is there; made by `previewOf`. Rows and columns are
 * those of the whole film.
 */
export const filmPreviewSchema = greyFilmShapeSchema.extend({
  /** Stored value of entry i is `low + i × step`; entry `count` is padding. */
  entries: z.object({ low: z.number(), step: z.number(), count: z.int().positive() }),
  /** How often rows and columns were halved, rounded up. */
  halvings: z.int().nonnegative(),
  level: z
    .object({
      rows: z.int().positive(),
      columns: z.int().positive(),
      /** Entries row by row. */
      indices: z.custom<Uint16Array>((indices) => indices instanceof Uint16Array),
    })
    .refine(({ rows, columns, indices }) => indices.length === rows * columns),
})
export type FilmPreview = z.infer<typeof filmPreviewSchema>
