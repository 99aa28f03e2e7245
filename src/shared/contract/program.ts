import { z } from 'zod'
import { auditCheckSchema, auditPageSchema } from '../audit.ts'
import { engineNames, engineReportSchema, engineTestSchema, examineModes } from '../engine.ts'
import { jobSchema } from '../job.ts'
import { activeModelSchema } from '../model.ts'
import { cacheCheckSchema, clearableKinds, storageSchema } from '../privacy.ts'
import { problemSchema } from '../problem.ts'
import { runtimeNames, runtimeRequestSchema, runtimeStateSchema } from '../runtime.ts'
import { settingsChangeSchema, settingsStateSchema } from '../settings.ts'
import { procedure } from './procedure.ts'

export const aboutSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'browser', 'cli']),
  activeModel: activeModelSchema,
  /** What could not be kept since the program started: a full or read-only disk. Each is told once. */
  troubles: z.array(problemSchema),
  engine: z.enum(engineNames),
})
export type About = z.infer<typeof aboutSchema>

/** The program itself: its settings, its engines, what it keeps and what was done with it. */
export const programContract = {
  app: {
    about: procedure.output(aboutSchema),
  },
  audit: {
    /** What was done with the program, the newest first. */
    list: procedure
      .input(z.object({ from: z.int().nonnegative().default(0), most: z.int().min(1).max(1000).default(100) }))
      .output(auditPageSchema),
    /** Whether the log is whole. `head`: a hash that was noted at an earlier time. */
    verify: procedure
      .input(
        z.object({
          head: z
            .string()
            .regex(/^[0-9a-f]{64}$/)
            .optional(),
        }),
      )
      .output(auditCheckSchema),
  },
  privacy: {
    /** What the program keeps on this machine: where it lies and how much it takes. */
    storage: procedure.output(storageSchema),
    /** Deletes all of one kind for good, but for what is in use; answers with what is left. */
    clear: procedure.input(z.object({ kind: z.enum(clearableKinds) })).output(storageSchema),
    /** Looks at every entry of the caches, and removes those that are damaged. */
    verifyCaches: procedure.output(cacheCheckSchema),
  },
  settings: {
    /** What the user has chosen, and what became of the file that kept it. */
    show: procedure.output(settingsStateSchema),
    change: procedure.input(settingsChangeSchema).output(settingsStateSchema),
    /** Takes over what a browser kept before the program did. Changes nothing where something is kept here. */
    adopt: procedure.input(z.object({ kept: z.unknown() })).output(settingsStateSchema),
    /** The user has read why kept settings are not used. */
    dismissProblem: procedure.output(settingsStateSchema),
  },
  engines: {
    /** Which engines are here and which is used; they are tried in a process of their own. */
    doctor: procedure
      .input(z.object({ examine: z.enum(examineModes).default('kept') }).optional())
      .output(z.array(engineReportSchema)),
    /** One engine tried with a known answer and with a reading. */
    test: procedure.input(z.object({ engine: z.enum(engineNames) })).output(engineTestSchema),
  },
  runtimes: {
    /** What is installed, every file checked, which takes seconds. */
    list: procedure.output(z.array(runtimeStateSchema)),
    /** Starts to install one, or resumes an interrupted installation; its job tells how far it is. */
    install: procedure.input(runtimeRequestSchema).output(jobSchema),
    remove: procedure.input(z.object({ name: z.enum(runtimeNames) })),
  },
}
