import { z } from 'zod'

export const engineNames = ['onnx-cpu', 'onnx-webgpu', 'onnx-cuda', 'onnx-directml', 'onnx-coreml', 'tensorflow'] as const
export type EngineName = (typeof engineNames)[number]

/** One engine as the doctor found it. */
export const engineReportSchema = z.object({
  name: z.enum(engineNames),
  usable: z.boolean(),
  chosen: z.boolean(),
  /** A sentence: what it runs on, or why it cannot be used and what would change that. */
  reason: z.string(),
  /** Whether it computes on a graphics card, where the engine itself can say so. */
  onGpu: z.boolean().optional(),
  /** Milliseconds of one self-test run, when it passed. */
  selfTestMs: z.number().optional(),
})
export type EngineReport = z.infer<typeof engineReportSchema>

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
