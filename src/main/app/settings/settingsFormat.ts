import { z } from 'zod'
import { defaultSettings, settingsSchema, type Settings } from '#shared/settings.ts'

/** Each brings the content of a settings file one version further. Never changed once released, only added to. */
const migrations: readonly ((content: unknown) => unknown)[] = [
  // Version 1 is what a browser's storage held: a few fields, any of which may be missing or not ours.
  (content) => {
    const kept = (content ?? {}) as Record<string, unknown>
    const fields = ['readOnOpening', 'anonymous', 'toured', 'language'] as const
    const valid = fields.filter(
      (name) => kept[name] !== undefined && settingsSchema.shape[name].safeParse(kept[name]).success,
    )
    return { ...defaultSettings, ...Object.fromEntries(valid.map((name) => [name, kept[name]])) }
  },
  // Whoever wants to read for themselves first wants no verdicts in the list either.
  (content) => ({ readWorklist: (content as { readOnOpening?: unknown }).readOnOpening, ...(content as object) }),
]

export const settingsVersion = migrations.length + 1

/** Written by a version of the program that this one does not know. */
export class NewerSettingsError extends Error {}

const fileSchema = z.object({ formatVersion: z.int().positive(), settings: z.unknown() })

/** Brings content of a version to today's settings. Throws where it is none. */
export function migrateSettings(version: number, content: unknown): Settings {
  if (version > settingsVersion) throw new NewerSettingsError()
  return settingsSchema.parse(migrations.slice(version - 1).reduce((now, step) => step(now), content))
}

/** Throws a {@link NewerSettingsError}, or something else where the text is no settings file. */
export function parseSettings(text: string): Settings {
  const { formatVersion, settings } = fileSchema.parse(JSON.parse(text))
  return migrateSettings(formatVersion, settings)
}

export function formatSettings(settings: Settings): string {
  return `${JSON.stringify({ formatVersion: settingsVersion, settings }, null, 2)}\n`
}
