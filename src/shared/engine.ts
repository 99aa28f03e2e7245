import { z } from 'zod'

export const engineNames = ['onnx-cpu', 'onnx-webgpu', 'onnx-cuda', 'onnx-directml', 'onnx-coreml'] as const
export type EngineName = (typeof engineNames)[number]

/** One engine as the doctor found it. */
export const engineReportSchema = z.object({
  name: z.enum(engineNames),
  usable: z.boolean(),
  chosen: z.boolean(),
  /** A sentence: what it runs on, or why it cannot be used and what would change that. */
  reason: z.string(),
  /** Milliseconds of one self-test run, when it passed. */
  selfTestMs: z.number().optional(),
})
export type EngineReport = z.infer<typeof engineReportSchema>
