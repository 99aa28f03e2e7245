import { z } from 'zod'

export const engineNames = [
  'onnx-cpu',
  'onnx-webgpu',
  'onnx-cuda',
  'onnx-directml',
  'onnx-coreml',
  'tensorflow',
] as const
export type EngineName = (typeof engineNames)[number]

/** Reads where nothing better is known, and is what the others' numbers are compared with. */
export const processorEngine: EngineName = 'onnx-cpu'

/** What came of trying an engine; `runs` is the one that can be used. */
export const engineFindings = [
  'runs',
  /** onnxruntime has no such provider for this system. */
  'no-provider',
  'no-device',
  'no-libraries',
  'not-installed',
  'not-loading',
  'other-numbers',
  'other-logits',
  'failed',
  /** The self-test was passed, but no film could be read. */
  'no-reading',
  'crashed',
  'hung',
] as const
export type EngineFinding = (typeof engineFindings)[number]

/** Why an engine is used, or why it is not. */
export const engineUses = [
  /** Used: the user fixed it. */
  'fixed',
  /** Used: the best of those that can be. */
  'best',
  /** The user fixed another one. */
  'other-fixed',
  /** Another one comes first. */
  'later',
  /** It computes on the processor, where another one is faster. */
  'no-card',
  /** Nobody has compared its numbers. */
  'only-asked',
  /** It failed while it worked. */
  'broke',
  'unusable',
] as const
export type EngineUse = (typeof engineUses)[number]

export const engineExaminationSchema = z.object({
  name: z.enum(engineNames),
  finding: z.enum(engineFindings),
  /** Of a library that is installed apart. */
  version: z.string().optional(),
  /** Whether it computes on a graphics card, where the engine itself can say so. */
  onGpu: z.boolean().optional(),
  /** Milliseconds of one self-test run, when it passed. */
  selfTestMs: z.number().optional(),
})
export type EngineExamination = z.infer<typeof engineExaminationSchema>

/** One engine as it was found, and whether it is used. */
export const engineReportSchema = engineExaminationSchema.extend({
  usable: z.boolean(),
  chosen: z.boolean(),
  use: z.enum(engineUses),
  /** The engine that is used instead, where `use` names one. */
  other: z.enum(engineNames).optional(),
  /**
   * A sentence or two: what it runs on, or why it cannot be used and what would change that; and why it is used or not.
   */
  reason: z.string(),
})
export type EngineReport = z.infer<typeof engineReportSchema>

/**
 * `kept`: what is known, tried only where nothing is; `again`: all are tried; `forgiving`: all are tried, and those that
 * failed while they worked may be chosen again.
 */
export const examineModes = ['kept', 'again', 'forgiving'] as const
export type ExamineMode = (typeof examineModes)[number]

/** What came of trying one engine. */
export const engineTestSchema = z.object({
  report: engineReportSchema,
  /** Of a sample film with the active model, where the engine can be used. */
  reading: z
    .object({
      /** Milliseconds of the first reading, with whatever had to be made ready for it, and of the next one. */
      firstMs: z.number(),
      ms: z.number(),
      /** How far its probability is from that of the processor. */
      difference: z.number(),
    })
    .optional(),
})
export type EngineTest = z.infer<typeof engineTestSchema>
