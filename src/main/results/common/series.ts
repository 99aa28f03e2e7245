import type { ResultKind } from '#shared/results.ts'
import type { Attributes } from '../object/elements.ts'
import { uidOf } from '../object/uids.ts'
import type { Original } from '../original/original.ts'
import { program, versionOf, type Result } from './result.ts'

/** Key objects that a person chose are a series of their own. */
type SeriesKind = ResultKind | 'key'

const kinds: Record<SeriesKind, { modality: string; number: number; description: string }> = {
  sc: { modality: 'OT', number: 9101, description: 'films with findings' },
  pr: { modality: 'PR', number: 9102, description: 'annotations' },
  sr: { modality: 'SR', number: 9103, description: 'report' },
  ko: { modality: 'KO', number: 9104, description: 'films called Fracture' },
  key: { modality: 'KO', number: 9105, description: 'key images of a reader' },
}

/** Body parts of which there is one, PS3.16 Annex L: they have no side. */
const unpaired = new Set([
  ...['HEAD', 'SKULL', 'BRAIN', 'NECK', 'FACE', 'NOSE', 'JAW', 'MANDIBLE', 'MAXILLA', 'CHEST', 'THORAX', 'STERNUM'],
  ...['CSPINE', 'TSPINE', 'LSPINE', 'SSPINE', 'CTSPINE', 'TLSPINE', 'LSSPINE', 'SPINE', 'SACRUM', 'COCCYX', 'PELVIS'],
  ...['ABDOMEN', 'ABDOMENPELVIS', 'CHESTABDOMEN', 'HEART', 'LIVER', 'BLADDER', 'UTERUS', 'PROSTATE', 'WHOLEBODY'],
])

/** Modules that are alike in all results: patient, study, a series of their own in it, equipment. */
export function sharedModules(
  kind: SeriesKind,
  original: Original,
  result: Pick<Result, 'model' | 'programVersion'>,
): Attributes {
  const { modality, number, description } = kinds[kind]
  const { model, programVersion } = result
  const { reference, laterality, bodyPart, copied } = original
  // What is the same in all of a series makes the series: its model, its side, and the films' own series.
  const parts = [reference.studyUid, reference.seriesUid, kind, versionOf(model), laterality]
  const isDocument = kind === 'sr' || kind === 'ko' || kind === 'key'
  return {
    ...copied,
    Modality: modality,
    SeriesInstanceUID: uidOf('series', ...parts),
    SeriesNumber: String(number),
    SeriesDescription: `${program}: ${description}, not for diagnosis`,
    ...(isDocument
      ? { ReferencedPerformedProcedureStepSequence: [] }
      : {
          ...(bodyPart ? { BodyPartExamined: bodyPart } : {}),
          // Type 2C, PS3.3 C.7.3.1: of a part that comes in pairs it is empty where nobody said.
          ...(laterality || !unpaired.has(bodyPart) ? { Laterality: laterality || [] } : {}),
        }),
    Manufacturer: program,
    ManufacturerModelName: program,
    DeviceSerialNumber: versionOf(model).slice(0, 64),
    SoftwareVersions: programVersion.slice(0, 64),
    InstanceNumber: String(original.instanceNumber),
  }
}
