import { z } from 'zod'
import { findingSchema } from './finding.ts'

/** `not-judged`: there is a reason not to believe what the model says; see `notJudgedReasons`. */
export const verdicts = ['fracture', 'uncertain', 'no-fracture', 'not-judged'] as const
export type Verdict = (typeof verdicts)[number]

/** Chosen on validation films when a model is made; calibrated probabilities. */
export const operatingPointsSchema = z
  .object({
    /** At or below: No fracture. */
    ruleOut: z.number().min(0).max(1),
    /** At or above: Fracture. */
    ruleIn: z.number().min(0).max(1),
  })
  .refine((points) => points.ruleOut <= points.ruleIn, 'The rule-out point lies above the rule-in point.')
export type OperatingPoints = z.infer<typeof operatingPointsSchema>

/**
 * p ≥ rule-in point → fracture, p ≤ rule-out point → no fracture, between → uncertain. Rule-in wins where both meet.
 */
export function verdictOf(probability: number, points: OperatingPoints): Verdict {
  if (probability >= points.ruleIn) return 'fracture'
  if (probability <= points.ruleOut) return 'no-fracture'
  return 'uncertain'
}

/** What a reading may warn of. The page turns the code into a sentence. */
export const warningCodes = [
  'lossy',
  'converted-from-colour',
  'not-x-ray',
  'too-small',
  'nearly-uniform',
  'saturated',
  'cropped',
  'unlike-training',
  'far-from-training',
  'read-turned',
  'window-from-values',
  // Header, stream and length of the pixels do not agree
  'bits-disagree',
  'length-disagrees',
  'table-disagrees',
  'presentation-disagrees',
  'character-set',
  'decoder-warned',
  'shuttered',
  'shutter-ignored',
  // Of a scan that writes results as DICOM
  'result-not-written',
] as const
export type WarningCode = (typeof warningCodes)[number]

/** What may turn a verdict, the gravest first: it goes wherever the verdict goes. */
export const graveWarnings = [
  'not-x-ray',
  'far-from-training',
  'unlike-training',
  'read-turned',
  'nearly-uniform',
  'presentation-disagrees',
  'bits-disagree',
  'length-disagrees',
  'table-disagrees',
] as const satisfies WarningCode[]
export type GraveWarning = (typeof graveWarnings)[number]

/** The grave ones among the warnings of a reading, but for why it was not judged, which is said in place of the verdict. */
export function graveOf({ warnings, notJudged }: Pick<Reading, 'warnings' | 'notJudged'>): GraveWarning[] {
  return graveWarnings.filter((code) => code !== notJudged && warnings.includes(code))
}

/** Warnings for which a film is not judged unless somebody insists, the gravest first. */
export const notJudgedReasons = ['not-x-ray', 'far-from-training', 'nearly-uniform'] as const satisfies WarningCode[]
export type NotJudgedReason = (typeof notJudgedReasons)[number]

/** Maps over the film at the resolution of the network's last layer. */
export const mapsSchema = z.object({
  rows: z.int().positive(),
  columns: z.int().positive(),
  /**
   * The rectangle of the film that the maps cover, in film pixels; it may reach beyond the film where the film was
   * padded.
   */
  region: z.object({ x: z.number(), y: z.number(), width: z.number().positive(), height: z.number().positive() }),
  /**
   * rows × columns: what each location adds to the log-odds of a fracture, before calibration. Their mean plus the
   * classifier's bias is the log-odds.
   */
  evidence: z.array(z.number()),
  /** experts × (rows × columns): share of each expert at each location; at one location they sum to 1. */
  gates: z.array(z.array(z.number())),
  /**
   * rows × columns: what the film's probability would be if its highest places were all like that one. Only of a model
   * that points.
   */
  places: z.array(z.number()).optional(),
})
export type ReadingMaps = z.infer<typeof mapsSchema>

/** One model's probability, verdict and evidence for one frame of one film. */
export const readingSchema = z.object({
  frame: z.int().nonnegative(),
  /**
   * Degrees clockwise that the film was turned before it was read, since it does not stand as the training films do.
   * Findings and maps lie on the film as it is stored. Absent where it was not.
   */
  turned: z.literal([90, 180, 270]).optional(),
  verdict: z.enum(verdicts),
  /** Why there is no verdict; only with `not-judged`. */
  notJudged: z.enum(notJudgedReasons).optional(),
  /** Calibrated probability of a fracture, from the fused classifier. */
  probability: z.number().min(0).max(1),
  /** Most probable first; null where the model was not taught where fractures are. */
  findings: z.array(findingSchema).nullable(),
  /** The two branches' own probabilities, with the same temperature. */
  branches: z.object({ teacher: z.number().min(0).max(1), student: z.number().min(0).max(1) }),
  /** Mean share of each expert over the film; they sum to 1. */
  experts: z.array(z.number()),
  classes: z.array(z.object({ name: z.string(), probability: z.number() })),
  operatingPoints: operatingPointsSchema,
  model: z.object({
    id: z.string(),
    name: z.string(),
    /** Whether its points were ever checked on films of this place; absent where nobody looked that up. */
    checkedHere: z.boolean().optional(),
  }),
  /** Such as `onnx-cpu`. */
  engine: z.string(),
  warnings: z.array(z.string()),
  maps: mapsSchema,
  milliseconds: z.number().nonnegative(),
})
export type Reading = z.infer<typeof readingSchema>
