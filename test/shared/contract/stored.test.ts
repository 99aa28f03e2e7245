import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { jobSchema } from '#shared/job.ts'
import { modelCardSchema, type ModelCard } from '#shared/model.ts'
import { operatingPointsSchema } from '#shared/reading.ts'
import { scanSchema } from '#shared/scan.ts'
import { defaultSettings, settingsSchema } from '#shared/settings.ts'

const card = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../resources/starter/card.json'), 'utf8'),
) as ModelCard
const job = { jobId: 'j', runId: 'j', kind: 'training', state: 'running', createdAt: '2026-01-02T03:04:05.000Z' }
const scan = {
  scanId: 's',
  jobId: 'j',
  createdAt: job.createdAt,
  state: 'complete',
  options: { folder: 'films' },
  model: { id: 'starter', name: 'Starter' },
}

type Document = { schema: z.ZodType; whole: Record<string, unknown>; refused: [change: object, where: string][] }

/** What lies on disk between two starts: whole, and changed in one place so that it must be refused. */
const documents: Record<string, Document> = {
  'a model card': {
    schema: modelCardSchema,
    whole: card,
    refused: [
      [{ formatVersion: 2 }, 'formatVersion'],
      [{ id: '../../home' }, 'id'],
      [{ name: '' }, 'name'],
      [{ createdAt: 'yesterday' }, 'createdAt'],
      [{ classNames: ['No fracture'] }, 'classNames'],
      [{ temperature: 0 }, 'temperature'],
      [{ temperature: null }, 'temperature'],
      [{ network: { ...card.network, inputSize: 225 } }, 'network.inputSize'],
      [{ network: { ...card.network, inputSize: 2048 } }, 'network.inputSize'],
      [{ network: { ...card.network, topK: card.network.experts + 1 } }, 'network'],
      [{ operatingPoints: { ruleOut: 0.9, ruleIn: 0.1 } }, 'operatingPoints'],
      [{ weights: { ...card.weights, sha256: 'abc' } }, 'weights.sha256'],
      [{ metrics: { ...card.metrics, holdout: undefined } }, 'metrics.holdout'],
      [{ familiarity: { mean: [0, 1], deviation: [1], limit: 1, falseAlarms: 0 } }, 'familiarity'],
      [{ expertUse: [1.5] }, 'expertUse.0'],
    ],
  },
  'operating points': {
    schema: operatingPointsSchema,
    whole: { ruleOut: 0.2, ruleIn: 0.7 },
    refused: [
      [{ ruleOut: 0.8 }, ''],
      [{ ruleOut: -0.1 }, 'ruleOut'],
      [{ ruleIn: 1.1 }, 'ruleIn'],
    ],
  },
  'a job': {
    schema: jobSchema,
    whole: job,
    refused: [
      [{ state: 'done' }, 'state'],
      [{ kind: 'mining' }, 'kind'],
      [{ createdAt: 1 }, 'createdAt'],
      [{ progress: { stage: 'epochs', done: -1, total: 1, numbers: {} } }, 'progress.done'],
      [{ problem: { code: 'bad-luck', message: 'No.' } }, 'problem.code'],
    ],
  },
  'a scan': {
    schema: scanSchema,
    whole: scan,
    refused: [
      [{ state: 'failed' }, 'state'],
      [{ options: { folder: '' } }, 'options.folder'],
      [{ model: { id: 'starter' } }, 'model.name'],
    ],
  },
  settings: {
    schema: settingsSchema,
    whole: defaultSettings,
    refused: [
      [{ readOnOpening: 'yes' }, 'readOnOpening'],
      [{ language: 'xx' }, 'language'],
      [{ mouse: { ...defaultSettings.mouse, left: 'fly' } }, 'mouse.left'],
      [{ engine: 'steam' }, 'engine'],
    ],
  },
}

describe.each(Object.entries(documents))('%s', (_, { schema, whole, refused }) => {
  it('is taken as it is', () => {
    expect(schema.safeParse(whole)).toMatchObject({ success: true })
  })

  it.each(refused)('is refused with %j', (change, where) => {
    const { error } = schema.safeParse({ ...whole, ...change })
    expect(error?.issues.map(({ path }) => path.join('.'))).toContain(where)
  })
})
