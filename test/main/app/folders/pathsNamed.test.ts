import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { contract } from '#shared/contract/index.ts'
import { createApplication } from '#main/app/application.ts'
import { pathsNamed } from '#main/app/folders/pathsNamed.ts'
import { newFolder } from '../../../support/folder.ts'
import { launchFake } from '../../../support/launchFake.ts'

/** Texts of requests that lead to nothing on the disk: names, ids, choices, patterns, sentences. */
const noPaths = new Set([
  ...[
    'name',
    'text',
    'reader',
    'readerName',
    'referenceReader',
    'opinion',
    'category',
    'categories.*',
    'columns.*',
    'by.*',
    'id',
  ],
  ...['filmId', 'filmIds.*', 'modelId', 'uploadId', 'runId', 'scanId', 'jobId', 'pictureId', 'run', 'a', 'b', 'from'],
  ...[
    'before',
    'after',
    'head',
    'glob',
    'modality',
    'modalities.*',
    'search',
    'newerThan',
    'groupPattern',
    'trunkHash',
  ],
  ...[
    'aeTitle',
    'callingAeTitle',
    'host',
    'url',
    'user',
    'secret',
    'studyUid',
    'patientId',
    'patientName',
    'date',
    'accession',
  ],
  // Compared with the names of files that were named otherwise.
  'boxes.*.file',
  // Compared with the rows of a scan.
  'scans.row file',
  // Names within a folder that is named beside them, which leave it nowhere.
  'leaveOut.*',
  'corrections.*.file',
  'corrections.*.label',
  // Which no page may name at all.
  'fromPython',
  // AE titles that may send, and the connection that results go to.
  'node.change allowed.*',
  'node.change to',
])
/** Readings are given back as they were shown. */
const noPathsBelow = ['reading', 'annotations', 'marks.*', 'kept']

type Schema = { type?: string; enum?: unknown; const?: unknown; properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[]; oneOf?: Schema[]; allOf?: Schema[] } // prettier-ignore

/** Where texts stand that may be anything: `options.folder`, `paths.*`. */
function texts(schema: Schema, at: string[] = []): string[][] {
  if (noPathsBelow.includes(at.join('.')) && schema.type !== 'string') return []
  const several = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  return [
    ...(schema.type === 'string' && !schema.enum && schema.const === undefined ? [at] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => texts(inner, [...at, key])),
    ...(schema.items ? texts(schema.items, [...at, '*']) : []),
    ...several.flatMap((inner) => texts(inner, at)),
  ]
}

const withText = ([first, ...rest]: string[], text: string): unknown => {
  if (first === undefined) return text
  return first === '*' ? [withText(rest, text)] : { [first]: withText(rest, text) }
}

type Procedure = { '~orpc': { inputSchema?: z.ZodType } }
const asked = Object.entries(contract).flatMap(([group, routes]) =>
  Object.entries(routes as Record<string, Procedure>).flatMap(
    ([
      name,
      {
        '~orpc': { inputSchema },
      },
    ]) => {
      if (!inputSchema) return []
      const schema = z.toJSONSchema(inputSchema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Schema
      return texts(schema).map((at) => [`${group}.${name}`, at.join('.')] as const)
    },
  ),
)
const isName = (route: string, place: string): boolean =>
  noPaths.has(`${route} ${place}`) ||
  noPaths.has(place) ||
  noPaths.has(place.split('.').slice(-2).join('.')) ||
  noPaths.has(place.split('.').at(-1)!)

describe('what a request says', () => {
  it('is a path that the roots are asked about, or known to be none', () => {
    const unknown = asked.filter(([route, place]) => {
      const text = '/films/a'
      const whole = { folder: '/films', ...(withText(place.split('.'), text) as object) }
      return (
        !isName(route, place) && !pathsNamed(route, whole).some((path) => path === text || path === `/films${text}`)
      )
    })
    expect(unknown).toEqual([])
    expect(asked.filter(([route, place]) => !isName(route, place)).length).toBeGreaterThan(20)
  })

  it('may be anything at all', () => {
    for (const [route] of asked)
      for (const request of [undefined, null, 7, 'x', [], { paths: 'x', files: 7, options: null, folder: {} }])
        expect(() => pathsNamed(route, request), route).not.toThrow()
  })
})

describe('a page that may reach one folder', () => {
  it('is refused all paths outside it, by a sentence that says what to do', async () => {
    const root = await newFolder()
    const outside = await newFolder()
    await mkdir(join(outside, 'films'))
    const host = { host: 'browser', home: await newFolder(), launchCompute: launchFake, roots: [root] } as const
    const application = await createApplication(host)
    const client = createRouterClient(application.router)
    const refused = {
      data: { code: 'not-readable', message: expect.stringContaining('--root FOLDER') },
    }
    const folder = join(outside, 'films')
    const open = async () => {
      for await (const opened of await client.studies.open({ paths: [root, folder] })) return opened
    }
    await expect(open()).rejects.toMatchObject(refused)
    for (const call of [
      () => client.folders.list({ folder }),
      () => client.scans.start({ options: { folder } }),
      () => client.scans.start({ options: { folder: root, results: { folder } } }),
      () => client.training.start({ folder, mode: 'heads' }),
      () => client.training.start({ folder: root, mode: 'heads', weights: join(folder, 'w.safetensors') }),
      () => client.training.thumbnail({ folder, file: 'a.png' }),
      () =>
        client.training.saveLabels({ folder: root, file: join(folder, 'labels.csv'), corrections: [{ file: 'a' }] }),
      () => client.training.thumbnail({ folder: join(root, 'films.csv'), file: join(folder, 'a.png') }),
      () => client.models.export({ modelId: 'starter', file: join(folder, 'model.zip') }),
      () => client.models.import({ file: join(folder, 'model.zip') }),
      () => client.reviews.export({ file: join(folder, 'reviews.csv') }),
    ])
      await expect(call()).rejects.toMatchObject(refused)
    expect((await client.folders.list({})).folders).toEqual([{ name: root, path: root, films: 0 }])
    await application.stop()
  })
})
