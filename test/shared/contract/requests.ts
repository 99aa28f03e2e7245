import { uploadPartBytes } from '#shared/upload.ts'

/** Requests to a route: those that it takes, and those that it must refuse, each with where it is wrong. */
export type Requests = { accepted: unknown[]; refused: [request: unknown, where: string][] }

const someFilm = { filmId: 'f1' }
const noFilm: Requests['refused'] = [
  [undefined, ''],
  [{}, 'filmId'],
  [{ filmId: 7 }, 'filmId'],
]
const ofFilm: Requests = { accepted: [someFilm], refused: noFilm }
const ofFrame: Requests = {
  accepted: [someFilm, { ...someFilm, frame: 3 }],
  refused: [...noFilm, [{ ...someFilm, frame: -1 }, 'frame'], [{ ...someFilm, frame: 1.5 }, 'frame']],
}
const ofFilms: Requests = {
  accepted: [{ filmIds: ['f1', 'f2'] }],
  refused: [
    [{}, 'filmIds'],
    [{ filmIds: [1] }, 'filmIds.0'],
  ],
}

const someUpload = '0a0a0a0a-0000-4000-8000-000000000000'
const nextPart = { offset: 4, total: 5, part: new Blob(['x']) }

const ofConnection: Requests = {
  accepted: [{ name: 'archive' }],
  refused: [
    [{}, 'name'],
    [{ name: '' }, 'name'],
  ],
}

const someNode = {
  ...{ on: true, aeTitle: 'NODE', host: '127.0.0.1', port: 11112, allowed: ['XRAY1'] },
  ...{ gigabytes: 10, to: 'archive', kinds: ['sc', 'sr'] },
}

const someModel = { modelId: 'our-wrists-2' }
const noModel: Requests['refused'] = [
  [{}, 'modelId'],
  [{ modelId: '' }, 'modelId'],
  [{ modelId: '../starter' }, 'modelId'],
  [{ modelId: 'Our wrists' }, 'modelId'],
  [{ modelId: 'a'.repeat(65) }, 'modelId'],
]
const ofModel: Requests = { accepted: [someModel], refused: noModel }

const someReading = {
  frame: 0,
  verdict: 'uncertain',
  probability: 0.4,
  findings: null,
  branches: { teacher: 0.4, student: 0.4 },
  experts: [1],
  classes: [{ name: 'No fracture', probability: 0.6 }],
  operatingPoints: { ruleOut: 0.2, ruleIn: 0.6 },
  model: { id: 'our-wrists-2', name: 'Ours' },
  engine: 'onnx-cpu',
  warnings: [],
  maps: { rows: 1, columns: 1, region: { x: 0, y: 0, width: 1, height: 1 }, evidence: [0], gates: [[1]] },
  milliseconds: 1,
}

const ofRun: Requests = { accepted: [{ runId: 'r1' }], refused: [[{}, 'runId']] }
const ofScan: Requests = { accepted: [{ scanId: 's1' }], refused: [[{}, 'scanId']] }
const ofJob: Requests = { accepted: [{ jobId: 'j1' }], refused: [[{}, 'jobId']] }

const line = { id: 'a1', kind: 'length', frame: 0, points: [{ x: 1, y: 2 }, { x: 3.5, y: 4 }] } // prettier-ignore
const ring = { shape: 'ellipse', x: 1, y: 2, width: 3, height: 4, category: 'hairline' }
const triangle = { shape: 'polygon', points: [[0, 0], [1, 0], [0, 1]] } // prettier-ignore
const sight = { ...someFilm, answer: 'fracture', marks: [ring, triangle] }
const noPlace: Requests['refused'] = [...ofFrame.refused, [{ ...someFilm, reader: 'x'.repeat(101) }, 'reader']]
const ofPlace: Requests = { accepted: [someFilm, { ...someFilm, frame: 2, reader: 'A' }], refused: noPlace }
const toFile = { format: 'coco', file: 'm.json' }

const labelled = { folder: 'films' }
const toLabels = { folder: 'films', file: 'labels.csv' }
const noLabelled: Requests['refused'] = [
  [{}, 'folder'],
  [{ reviewed: false }, 'folder'],
  [{ folder: '' }, 'folder'],
  [{ folder: 'films', part: 'test' }, 'part'],
  [{ folder: 'films', leaveOut: [''] }, 'leaveOut.0'],
  [{ folder: 'films', engine: 'abacus' }, 'engine'],
]
const heads = { folder: 'films', mode: 'heads' }
const noTraining: Requests['refused'] = [
  [{ mode: 'heads' }, 'folder'],
  [{ folder: 'films' }, 'mode'],
  [{ ...heads, mode: 'everything' }, 'mode'],
  [{ ...heads, seed: -1 }, 'seed'],
  [{ ...heads, epochs: 0 }, 'epochs'],
  [{ ...heads, batch: 1 }, 'batch'],
  [{ ...heads, inputSize: 225 }, 'inputSize'],
  [{ ...heads, learningRate: 0 }, 'learningRate'],
  [{ ...heads, learningRate: Number.NaN }, 'learningRate'],
  [{ ...heads, weightDecay: 2 }, 'weightDecay'],
  [{ ...heads, fold: { number: 3, of: 2 } }, 'fold'],
  [{ ...heads, crossFit: 1 }, 'crossFit'],
]

/** For each route of the contract that takes something. */
export const requests: Record<string, Requests> = {
  'studies.open': {
    accepted: [{ paths: ['a.dcm'] }, { paths: ['a', 'b'], fromWalk: true }],
    refused: [
      [{ paths: [] }, 'paths'],
      [{ paths: [''] }, 'paths.0'],
      [{ paths: 'a.dcm' }, 'paths'],
    ],
  },
  'studies.upload': {
    accepted: [{ uploadId: someUpload, name: 'a.png' }],
    refused: [
      [{ name: 'a.png' }, 'uploadId'],
      [{ uploadId: '../a', name: 'a.png' }, 'uploadId'],
      [{ uploadId: someUpload, name: '' }, 'name'],
    ],
  },
  'folders.list': {
    accepted: [{}, { folder: '/films', hidden: true }],
    refused: [
      [{ folder: '' }, 'folder'],
      [{ hidden: 'yes' }, 'hidden'],
    ],
  },
  'uploads.append': {
    accepted: [
      { offset: 0, total: 1, part: new Blob(['x']) },
      { uploadId: someUpload, ...nextPart },
    ],
    refused: [
      [{ ...nextPart, uploadId: '../a' }, 'uploadId'],
      [{ ...nextPart, offset: -1 }, 'offset'],
      [{ ...nextPart, total: 1.5 }, 'total'],
      [{ ...nextPart, part: 'x' }, 'part'],
      [{ ...nextPart, part: new Blob([new Uint8Array(uploadPartBytes + 1)]) }, 'part'],
    ],
  },
  'uploads.drop': { accepted: [{ uploadId: someUpload }], refused: [[{ uploadId: '../a' }, 'uploadId']] },
  'studies.close': ofFilm,
  'studies.closeMany': ofFilms,
  'studies.pixels': ofFrame,
  'studies.preview': {
    accepted: [{ ...someFilm, halvings: 1 }],
    refused: [
      [{ ...someFilm, halvings: 0 }, 'halvings'],
      [someFilm, 'halvings'],
    ],
  },
  'studies.thumbnail': ofFilm,
  'studies.tags': ofFilm,
  'studies.info': ofFilm,
  'library.setPrivate': { accepted: [{ on: true }], refused: [[{ on: 'yes' }, 'on']] },
  'library.marks': { accepted: [{}, someFilm], refused: [[{ filmId: 7 }, 'filmId']] },
  'library.review': {
    accepted: [someFilm, { ...someFilm, opinion: 'agree' }],
    refused: [...ofFrame.refused, [{ ...someFilm, opinion: 'perhaps' }, 'opinion']],
  },
  'library.annotations': ofFilm,
  'library.saveAnnotations': {
    accepted: [
      { ...someFilm, annotations: [] },
      { ...someFilm, annotations: [line] },
      { ...someFilm, annotations: [line], before: [] },
    ],
    refused: [
      [someFilm, 'annotations'],
      [{ ...someFilm, annotations: [], before: 7 }, 'before'],
      [{ ...someFilm, annotations: [{ ...line, kind: 'doodle' }] }, 'annotations.0.kind'],
      [{ ...someFilm, annotations: [{ ...line, points: line.points.slice(1) }] }, 'annotations.0'],
      [{ ...someFilm, annotations: [{ ...line, points: [{ x: 1 }, { x: 2, y: 2 }] }] }, 'annotations.0.points.0.y'],
      [
        { ...someFilm, annotations: [{ ...line, points: [{ x: Infinity, y: 1 }, line.points[1]] }] },
        'annotations.0.points.0.x',
      ],
      [{ ...someFilm, annotations: [{ ...line, text: 'x'.repeat(501) }] }, 'annotations.0.text'],
      [{ ...someFilm, annotations: Array.from({ length: 2001 }, () => line) }, 'annotations'],
    ],
  },
  'library.notes': { accepted: [{}, someFilm], refused: [[{ filmId: 7 }, 'filmId']] },
  'library.saveNote': {
    accepted: [
      { ...someFilm, key: true },
      { ...someFilm, frame: 1, text: 'Scaphoid?', before: '' },
    ],
    refused: [
      ...ofFrame.refused,
      [{ ...someFilm, key: 'yes' }, 'key'],
      [{ ...someFilm, text: 'x'.repeat(2001) }, 'text'],
    ],
  },
  'library.forget': { accepted: ofFilms.accepted, refused: [...ofFilms.refused, [{ filmIds: [] }, 'filmIds']] },
  'marks.list': { accepted: [{}, someFilm], refused: [[{ filmId: 7 }, 'filmId']] },
  'marks.save': {
    accepted: [sight, { ...sight, reader: 'A', frame: 1 }, { ...someFilm, answer: 'none', marks: [] }],
    refused: [
      ...noPlace,
      [{ ...sight, answer: 'yes' }, 'answer'],
      [{ ...sight, answer: 'none' }, 'marks'],
      [{ ...someFilm, answer: 'unsure' }, 'marks'],
      [{ ...sight, marks: [{ ...ring, shape: 'star' }] }, 'marks.0.shape'],
      [{ ...sight, marks: [{ ...ring, width: -1 }] }, 'marks.0.width'],
      [{ ...sight, marks: [{ ...ring, x: Number.NaN }] }, 'marks.0.x'],
      [{ ...sight, marks: [{ ...ring, category: '' }] }, 'marks.0.category'],
      [{ ...sight, marks: [{ ...triangle, points: triangle.points.slice(1) }] }, 'marks.0.points'],
      [{ ...sight, marks: [{ ...triangle, points: [...triangle.points, [1e9, 0]] }] }, 'marks.0.points.3.0'],
      [{ ...sight, marks: Array.from({ length: 2001 }, () => ring) }, 'marks'],
    ],
  },
  'marks.undo': ofPlace,
  'marks.remove': ofPlace,
  'marks.exportFolder': {
    accepted: [
      { ...toFile, folder: 'films' },
      { ...toFile, folder: 'films', marks: 'boxes.csv', categories: ['hairline'] },
    ],
    refused: [
      [toFile, 'folder'],
      [{ folder: 'films', file: 'm', format: 'voc' }, 'format'],
      [{ folder: 'films', format: 'csv', file: '' }, 'file'],
      [{ ...toFile, folder: 'films', categories: [] }, 'categories'],
    ],
  },
  'marks.exportKept': {
    accepted: [toFile],
    refused: [
      [{ format: 'csv' }, 'file'],
      [{ file: 'm' }, 'format'],
    ],
  },
  'reviews.export': { accepted: [{ file: 'reviews.csv' }], refused: [[{}, 'file']] },
  'reviews.agreement': {
    accepted: [
      { files: ['a.csv', 'b.csv'], reference: 'labels.csv', seed: 1 },
      { files: ['a.csv'], referenceReader: 'A', seed: 1 },
    ],
    refused: [
      [{ files: [], seed: 1 }, 'files'],
      [{ files: ['a.csv'] }, 'seed'],
    ],
  },
  'marks.download': { accepted: [{ format: 'csv' }], refused: [[{ format: 'xml' }, 'format']] },
  'readings.read': {
    accepted: [someFilm, { ...someFilm, frame: 1, ...someModel, engine: 'onnx-cpu' }],
    refused: [
      ...ofFrame.refused,
      [{ ...someFilm, modelId: '/etc' }, 'modelId'],
      [{ ...someFilm, engine: '' }, 'engine'],
    ],
  },
  'readings.verdict': ofFrame,
  'readings.seen': {
    accepted: [{ ...someFilm, ...someModel }],
    refused: [
      [someFilm, 'modelId'],
      [someModel, 'filmId'],
    ],
  },
  'results.write': {
    accepted: [{ ...someFilm, reading: someReading, wish: { folder: 'out' }, run: someUpload }],
    refused: [
      [{ ...someFilm, reading: someReading, wish: {}, run: someUpload }, 'wish.folder'],
      [{ ...someFilm, reading: someReading, wish: { folder: 'out' }, run: '../x' }, 'run'],
      [
        { ...someFilm, reading: { ...someReading, probability: 2 }, wish: { folder: 'out' }, run: someUpload },
        'reading.probability',
      ],
    ],
  },
  'results.finish': {
    accepted: [{ ...someModel, wish: { folder: 'out', style: { kinds: ['ko'] } }, run: someUpload }],
    refused: [
      [{ ...someModel, wish: { folder: 'out', style: { kinds: [] } }, run: someUpload }, 'wish.style.kinds'],
      [{ modelId: '/etc', wish: { folder: 'out' }, run: someUpload }, 'modelId'],
    ],
  },
  'deidentify.export': {
    accepted: [
      { paths: ['films'], to: 'export' },
      {
        ...{ paths: [], filmIds: ['f1'], to: 'export', retainDevice: true, shiftDates: true, textRemoved: true },
        boxes: [{ x: 0, y: 0, width: 1, height: 1, file: 'a.dcm' }],
        ...{ boxesFile: 'boxes.csv', replaced: 'names.csv', results: { modelId: 'starter', style: { kinds: ['sr'] } } },
      },
    ],
    refused: [
      [{ to: 'export' }, 'paths'],
      [{ paths: ['films'] }, 'to'],
      [{ paths: ['films'], to: '' }, 'to'],
      [{ paths: [''], to: 'export' }, 'paths.0'],
      [{ paths: ['films'], to: 'export', boxes: [{ x: -1, y: 0, width: 1, height: 1 }] }, 'boxes.0.x'],
      [{ paths: ['films'], to: 'export', boxes: [{ x: 0, y: 0, width: 0, height: 1 }] }, 'boxes.0.width'],
      [{ paths: ['films'], to: 'export', results: { modelId: '../starter' } }, 'results.modelId'],
    ],
  },
  'results.download': {
    accepted: [{ ...someFilm, reading: someReading }],
    refused: [
      ...noFilm
        .slice(1)
        .map(([request, where]): Requests['refused'][number] => [
          { ...(request as object), reading: someReading },
          where,
        ]),
      [someFilm, 'reading'],
    ],
  },
  'models.show': ofModel,
  'models.activate': ofModel,
  'models.delete': { accepted: [someModel, { ...someModel, evenIfActive: true }], refused: noModel },
  'models.summary': ofModel,
  'models.export': {
    accepted: [
      { ...someModel, file: 'm.zip' },
      { ...someModel, file: 'm.zip', along: { name: 'Wrists', columns: ['site'] } },
    ],
    refused: [
      ...noModel.map(([request, where]): [unknown, string] => [{ file: 'm.zip', ...(request as object) }, where]),
      [someModel, 'file'],
      [{ ...someModel, file: '' }, 'file'],
      [{ ...someModel, file: 'm.zip', along: { columns: [''] } }, 'along.columns.0'],
    ],
  },
  'models.download': {
    accepted: [
      { ...someModel, format: 'onnx' },
      { ...someModel, format: 'archive', along: { columns: ['site'] } },
    ],
    refused: [
      [someModel, 'format'],
      [{ ...someModel, format: 'pickle' }, 'format'],
      [{ ...someModel, format: 'archive', along: { name: '' } }, 'along.name'],
    ],
  },
  'models.reportPage': ofModel,
  'models.import': {
    accepted: [{ file: 'm.zip' }, { file: { uploadId: someUpload } }],
    refused: [
      [{}, 'file'],
      [{ file: '' }, 'file'],
      [{ file: 5 }, 'file'],
      [{ file: { uploadId: '../a' } }, 'file.uploadId'],
    ],
  },
  'models.evaluate': {
    accepted: [labelled, { ...labelled, ...someModel, part: 'holdout', unseen: true, groupPattern: '^(p\\d+)_' }],
    refused: [...noLabelled, [{ ...labelled, groupPattern: '' }, 'groupPattern']],
  },
  'models.fit': {
    accepted: [labelled, { reviewed: true }, { ...labelled, ...someModel, name: 'Ward 3', part: 'holdout' }],
    refused: [...noLabelled, [{ ...labelled, name: ' ' }, 'name']],
  },
  'models.compare': {
    accepted: [{ ...labelled, a: 'starter', b: 'our-wrists' }],
    refused: [
      [{ ...labelled, a: 'starter' }, 'b'],
      [{ ...labelled, a: 'starter', b: '..' }, 'b'],
    ],
  },
  'training.inspect': {
    accepted: [labelled, { ...labelled, folds: 5, sheet: true, marks: 'boxes.csv', categories: ['hairline'] }],
    refused: [
      [{}, 'folder'],
      [{ ...labelled, marks: '' }, 'marks'],
      [{ ...labelled, categories: [''] }, 'categories.0'],
      [{ ...labelled, folds: 1 }, 'folds'],
      [{ ...labelled, seed: 0.5 }, 'seed'],
    ],
  },
  'training.checkShortcuts': {
    accepted: [labelled, { ...labelled, from: 'wrists', leaveOut: ['a.png'], groupPattern: '^(\\d+)_' }],
    refused: [
      [{}, 'folder'],
      [{ ...labelled, from: 'Up/Down' }, 'from'],
      [{ ...labelled, seed: 0.5 }, 'seed'],
      [{ ...labelled, categories: [''] }, 'categories.0'],
    ],
  },
  'training.picture': { accepted: [{ pictureId: 'p' }], refused: [[{}, 'pictureId']] },
  'training.start': {
    accepted: [heads, { ...heads, mode: 'full', name: 'Our wrists', activate: true, fold: { number: 2, of: 5 } }],
    refused: [
      ...noTraining,
      [{ ...heads, name: '' }, 'name'],
      [{ ...heads, from: 'Up/Down' }, 'from'],
      [{ ...heads, weights: '' }, 'weights'],
    ],
  },
  'training.resume': {
    accepted: [{ runId: 'r1' }, { runId: 'r1', engine: 'tensorflow' }],
    refused: [
      [{}, 'runId'],
      [{ runId: 'r1', engine: 'cpu' }, 'engine'],
    ],
  },
  'training.estimate': { accepted: [{ ...heads, films: 100 }], refused: [...noTraining, [heads, 'films']] },
  'training.course': ofRun,
  'training.discard': ofRun,
  'training.exportRun': {
    accepted: [{ runId: 'r1', folder: '/tmp/mlruns' }],
    refused: [
      [{ folder: '/tmp/mlruns' }, 'runId'],
      [{ runId: 'r1', folder: '' }, 'folder'],
    ],
  },
  'training.report': ofModel,
  'training.saveLabels': {
    accepted: [{ ...toLabels, corrections: [{ file: 'a.png', label: 'Fracture' }, { file: 'b.png' }] }],
    refused: [
      [{ ...toLabels, corrections: [] }, 'corrections'],
      [{ ...toLabels, corrections: [{ label: 'Fracture' }] }, 'corrections.0.file'],
      [{ ...toLabels, corrections: [{ file: 'a.png', label: '' }] }, 'corrections.0.label'],
      [{ folder: 'films', corrections: [{ file: 'a.png' }] }, 'file'],
      [{ file: 'labels.csv', corrections: [{ file: 'a.png' }] }, 'folder'],
    ],
  },
  'training.thumbnail': {
    accepted: [{ ...labelled, file: 'a/b.png' }],
    refused: [
      [labelled, 'file'],
      [{ folder: '', file: 'b.png' }, 'folder'],
    ],
  },
  'scans.start': {
    accepted: [
      { options: labelled },
      {
        options: { ...labelled, modalities: ['DX', 'CR'], newerThan: '2024-01-31T00:00:00+01:00' },
        output: { path: 'out.csv', format: 'csv' },
      },
    ],
    refused: [
      [{}, 'options'],
      [{ options: { folder: '' } }, 'options.folder'],
      [{ options: { ...labelled, results: { folder: '' } } }, 'options.results.folder'],
      [
        { options: { ...labelled, results: { folder: 'out', style: { kinds: ['seg'] } } } },
        'options.results.style.kinds.0',
      ],
      [{ options: { ...labelled, modalities: ['dx'] } }, 'options.modalities.0'],
      [{ options: { ...labelled, newerThan: 'yesterday' } }, 'options.newerThan'],
      [{ options: { ...labelled, newerThan: '2024-01-31' } }, 'options.newerThan'],
      [{ options: { ...labelled, patientId: 'all' } }, 'options.patientId'],
      [{ options: labelled, output: { path: '' } }, 'output.path'],
      [{ options: labelled, output: { path: 'o', format: 'xlsx' } }, 'output.format'],
      [{ options: labelled, output: { path: 'o', columns: [] } }, 'output.columns'],
      [{ options: labelled, output: { path: 'o', columns: ['smile'] } }, 'output.columns.0'],
    ],
  },
  'scans.resume': ofScan,
  'scans.remove': ofScan,
  'scans.rows': {
    accepted: [
      { scanId: 's1' },
      { scanId: 's1', from: 100, most: 500, filter: 'error', sort: 'probability' },
      { scanId: 's1', filter: 'warned', modality: 'DX' },
    ],
    refused: [
      ...ofScan.refused,
      [{ scanId: 's1', most: 501 }, 'most'],
      [{ scanId: 's1', from: -1 }, 'from'],
      [{ scanId: 's1', sort: 'luck' }, 'sort'],
    ],
  },
  'scans.row': {
    accepted: [
      { scanId: 's1', file: 'a.dcm' },
      { scanId: 's1', file: 'a.dcm', frame: 3, by: -1, filter: 'error', sort: 'probability' },
    ],
    refused: [
      [{ file: 'a.dcm' }, 'scanId'],
      [{ scanId: 's1' }, 'file'],
      [{ scanId: 's1', file: 'a.dcm', frame: -1 }, 'frame'],
      [{ scanId: 's1', file: 'a.dcm', by: 2 }, 'by'],
    ],
  },
  'scans.export': {
    accepted: [{ scanId: 's1', style: {} }],
    refused: [
      [{ scanId: 's1' }, 'style'],
      [{ style: {} }, 'scanId'],
    ],
  },
  'scans.compare': { accepted: [{ before: 's1', after: 's2' }], refused: [[{ before: 's1' }, 'after']] },
  'jobs.watch': ofJob,
  'jobs.cancel': ofJob,
  'audit.list': {
    accepted: [{}, { from: 5, most: 1000 }],
    refused: [
      [{ from: -1 }, 'from'],
      [{ most: 1001 }, 'most'],
    ],
  },
  'audit.verify': { accepted: [{}, { head: '0'.repeat(64) }], refused: [[{ head: 'x' }, 'head']] },
  'privacy.clear': {
    accepted: [{ kind: 'runs' }],
    refused: [
      [{ kind: 'everything' }, 'kind'],
      [{}, 'kind'],
    ],
  },
  'pacs.add': {
    accepted: [
      { kind: 'dicom', name: 'archive', aeTitle: 'ARCHIVE', host: 'pacs.example', port: 104, tls: {} },
      { kind: 'dicomweb', name: 'web', url: 'https://pacs.example/dicom-web', user: 'reader', secret: 'hush' },
    ],
    refused: [
      [{ name: 'archive' }, 'kind'],
      [{ kind: 'dicom', name: 'archive', aeTitle: 'ARCHIVE', host: 'pacs.example', port: '104' }, 'port'],
      [{ kind: 'dicomweb', name: 'web', url: 'x'.repeat(1001) }, 'url'],
    ],
  },
  'pacs.remove': ofConnection,
  'pacs.test': ofConnection,
  'pacs.query': {
    accepted: [
      { name: 'archive', query: {} },
      { name: 'archive', query: { patientName: 'Doe*', date: '20240131-' } },
    ],
    refused: [
      [{ name: 'archive' }, 'query'],
      [{ name: 'archive', query: { date: 20240131 } }, 'query.date'],
    ],
  },
  'pacs.fetch': { accepted: [{ name: 'archive', studyUid: '1.2.3' }], refused: [[{ name: 'archive' }, 'studyUid']] },
  'node.change': {
    accepted: [someNode, { ...someNode, allowed: [], to: '' }],
    refused: [
      [{}, 'on'],
      [{ ...someNode, host: '' }, 'host'],
      [{ ...someNode, port: 0 }, 'port'],
      [{ ...someNode, port: 65536 }, 'port'],
      [{ ...someNode, port: '104' }, 'port'],
      [{ ...someNode, allowed: 'XRAY1' }, 'allowed'],
      [{ ...someNode, gigabytes: 0 }, 'gigabytes'],
      [{ ...someNode, kinds: [] }, 'kinds'],
      [{ ...someNode, kinds: ['pdf'] }, 'kinds.0'],
    ],
  },
  'pacs.send': {
    accepted: [{ name: 'archive', filmIds: ['f1'] }],
    refused: [[{ name: 'archive', filmIds: [] }, 'filmIds']],
  },
  'settings.change': {
    accepted: [
      {},
      { language: 'de' },
      { language: null, engine: null },
      { anonymous: true },
      { results: { kinds: ['sc', 'ko'], reportClass: 'enhanced' } },
    ],
    refused: [
      [{ results: { kinds: [], reportClass: 'enhanced' } }, 'results.kinds'],
      [{ results: { kinds: ['seg'], reportClass: 'enhanced' } }, 'results.kinds.0'],
      [{ language: 'fr' }, 'language'],
      [{ anonymous: null }, 'anonymous'],
      [{ mouse: { left: 'window' } }, 'mouse.middle'],
      [
        { overlays: { evidence: { visible: true, opacity: 2, threshold: 0 }, gating: { visible: true, opacity: 0 } } },
        'overlays.evidence.opacity',
      ],
      [{ logLevel: 'some' }, 'logLevel'],
    ],
  },
  'settings.adopt': { accepted: [{ kept: null }, { kept: { anything: 1 } }], refused: [[7, '']] },
  'engines.doctor': { accepted: [undefined, {}, { examine: 'kept' }], refused: [[{ examine: 'twice' }, 'examine']] },
  'engines.test': {
    accepted: [{ engine: 'onnx-cpu' }],
    refused: [
      [{}, 'engine'],
      [{ engine: 'gpu' }, 'engine'],
    ],
  },
  'runtimes.install': {
    accepted: [{ name: 'tensorflow' }, { name: 'tensorflow', gpu: true }],
    refused: [[{ name: 'torch' }, 'name']],
  },
  'runtimes.remove': { accepted: [{ name: 'tensorflow' }], refused: [[{}, 'name']] },
}
