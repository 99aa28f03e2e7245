import { dicomPhantom, type PhantomOptions } from './dicomPhantom.ts'
import type { DicomElement } from './dicomWriter.ts'
import type { Finding } from '#shared/finding.ts'
import type { ReadingToTell, ResultModel } from '#main/results/index.ts'

export const studyUid = '1.2.826.0.1.3680043.10.1'

const latin1 = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text.padEnd(text.length + (text.length % 2)), 'latin1'))

/** A made film that results can refer to: it says who, which study, series and object it is. */
export function resultFilm(options: PhantomOptions & { instance?: string } = {}): Uint8Array {
  const { instance = '1', elements = [], ...rest } = options
  const identity: DicomElement[] = [
    { tag: 0x00080005, vr: 'CS', value: 'ISO_IR 100' },
    { tag: 0x00080018, vr: 'UI', value: `${studyUid}.1.${instance}` },
    { tag: 0x00080020, vr: 'DA', value: '20240517' },
    { tag: 0x00080030, vr: 'TM', value: '101530' },
    { tag: 0x00080050, vr: 'SH', value: 'A-17' },
    { tag: 0x00080090, vr: 'PN', value: 'Arzt^Vera' },
    { tag: 0x00100010, vr: 'PN', value: latin1('Müller^Jörg') },
    { tag: 0x00100020, vr: 'LO', value: 'P-4711' },
    { tag: 0x00100030, vr: 'DA', value: '19700131' },
    { tag: 0x00100040, vr: 'CS', value: 'O' },
    { tag: 0x0020000d, vr: 'UI', value: studyUid },
    { tag: 0x0020000e, vr: 'UI', value: `${studyUid}.1` },
    { tag: 0x00200010, vr: 'SH', value: '5' },
    { tag: 0x00200013, vr: 'IS', value: instance },
  ]
  const own = new Set(elements.map(({ tag }) => tag))
  return dicomPhantom({
    rows: 200,
    columns: 160,
    window: { center: 2000, width: 3000 },
    ...rest,
    elements: [...identity.filter(({ tag }) => !own.has(tag)), ...elements],
  })
}

export const likely: Finding = { x: 20, y: 30, width: 40, height: 24, probability: 0.9312, point: 'rule-in' }
export const possible: Finding = { x: 90, y: 120, width: 30.5, height: 20.25, probability: 5.87e-10, point: 'rule-out' }

export const someModel: ResultModel = { id: 'our-wrists', name: 'Our wrists', sha256: 'ab'.repeat(32) }

export function someReading(changes: Partial<ReadingToTell> = {}): ReadingToTell {
  return {
    frame: 0,
    verdict: 'fracture',
    probability: 0.9312,
    findings: [likely, possible],
    engine: 'onnx-cpu',
    warnings: [],
    operatingPoints: { ruleOut: 0.2, ruleIn: 0.6 },
    ...changes,
  }
}
