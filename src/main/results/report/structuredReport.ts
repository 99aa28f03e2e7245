import type { Finding } from '#shared/finding.ts'
import { graveWarnings } from '#shared/reading.ts'
import type { ReportClass } from '#shared/results.ts'
import { dicomObject, type DicomObject, type Moment } from '../object/dicomObject.ts'
import { decimal, percent } from '../object/numbers.ts'
import { uidOf } from '../object/uids.ts'
import type { Original } from '../original/original.ts'
import { cautionsOf, cornersOf, headline, intendedUse, program, versionOf, type Result } from '../common/result.ts'
import { sharedModules } from '../common/series.ts'
import { codes, indeterminate, presence, present, type Code } from './codes.ts'
import {
  code,
  container,
  evidence,
  image,
  number,
  region,
  root,
  text,
  uidReference,
  type Item,
} from './contentItems.ts'
import { acquisitionModality } from './modalities.ts'

const classUids: Record<ReportClass, string> = {
  'comprehensive-3d': '1.2.840.10008.5.1.4.1.1.88.34',
  comprehensive: '1.2.840.10008.5.1.4.1.1.88.33',
  enhanced: '1.2.840.10008.5.1.4.1.1.88.22',
}

/**
 * A report after PS3.16 TID 1500: a group for the film as a whole, and one for each place where the model sees a
 * fracture, with what computed it (TID 4019), how certain it is, and the place as a region.
 */
export function structuredReport(
  original: Original,
  size: { rows: number; columns: number },
  result: Result,
  now: Moment,
): DicomObject {
  const { reference } = original
  const acquired = acquisitionModality(original.modality)
  const findings = result.reading.findings ?? []
  const tree = root(codes.imagingMeasurementReport, '1500', [
    code('HAS CONCEPT MOD', codes.language, codes.english),
    ...observer(result),
    code('HAS CONCEPT MOD', codes.procedureReported, codes.imagingProcedure),
    container('CONTAINS', codes.imageLibrary, [
      container('CONTAINS', codes.imageLibraryGroup, [
        image('CONTAINS', reference, acquired ? [code('HAS ACQ CONTEXT', codes.modality, acquired)] : []),
      ]),
    ]),
    container('CONTAINS', codes.imagingMeasurements, [
      filmGroup(original, result),
      ...findings.map((finding, index) => findingGroup(original, result, { finding, index, size })),
    ]),
  ])
  const content = {
    ...sharedModules('sr', original, result),
    CompletionFlag: 'COMPLETE',
    VerificationFlag: 'UNVERIFIED',
    PerformedProcedureCodeSequence: [],
    CurrentRequestedProcedureEvidenceSequence: evidence([reference]),
    ...tree,
  }
  return dicomObject(classUids[result.reportClass], content, { ContentDate: now.date, ContentTime: now.time })
}

/** TID 1001 and 1004: a program, not a person. */
function observer({ model }: Result): Item[] {
  return [
    code('HAS OBS CONTEXT', codes.observerType, codes.device),
    uidReference('HAS OBS CONTEXT', codes.deviceUid, uidOf('device', program, model.sha256)),
    text('HAS OBS CONTEXT', codes.deviceName, program),
    text('HAS OBS CONTEXT', codes.deviceManufacturer, program),
    text('HAS OBS CONTEXT', codes.deviceModel, model.name),
    text('HAS OBS CONTEXT', codes.deviceSerial, versionOf(model)),
  ]
}

type Said = {
  label: string
  /** Absent where the film is not judged. */ certainty?: number
  presence: Code
  place?: Item
  comment?: string
}

function filmGroup(original: Original, result: Result): Item {
  const { verdict, probability, findings, warnings } = result.reading
  const judged = verdict !== 'not-judged'
  const where = findings === null ? ['This model does not say where a fracture is.'] : []
  const others = warnings.filter((code) => !graveWarnings.some((grave) => grave === code))
  const noted = others.length > 0 ? [`Noted of the film: ${others.join(', ')}.`] : []
  return group(original, result, {
    label: 'Film',
    ...(judged ? { certainty: probability } : {}),
    presence: presence[verdict],
    comment: [`${headline(result.reading)}.`, ...cautionsOf(result.reading), ...where, ...noted, intendedUse].join(' '),
  })
}

function findingGroup(
  original: Original,
  result: Result,
  { finding, index, size }: { finding: Finding; index: number; size: { rows: number; columns: number } },
): Item {
  return group(original, result, {
    label: `Place ${index + 1}`,
    certainty: finding.probability,
    presence: finding.point === 'rule-in' ? present : indeterminate,
    place: region(codes.imageRegion, cornersOf(finding, size), original.reference),
  })
}

/** TID 1410 where there is a region, TID 1501 where there is none. */
function group({ reference }: Original, result: Result, said: Said): Item {
  const { model } = result
  const parts = [reference.sopInstanceUid, String(reference.frameNumber ?? 0), versionOf(model), said.label]
  return container('CONTAINS', codes.measurementGroup, [
    text('HAS OBS CONTEXT', codes.trackingIdentifier, said.label),
    uidReference('HAS OBS CONTEXT', codes.trackingUid, uidOf('tracked', ...parts)),
    code('CONTAINS', codes.finding, codes.fracture),
    ...algorithm(result),
    ...(said.place ? [said.place] : []),
    ...(said.certainty === undefined
      ? []
      : [number('CONTAINS', codes.certainty, percent(said.certainty), codes.percent)]),
    code('CONTAINS', codes.fracture, said.presence),
    ...(said.comment === undefined ? [] : [text('CONTAINS', codes.comment, said.comment)]),
  ])
}

/** TID 4019. */
function algorithm({ model, programVersion, reading }: Result): Item[] {
  const { ruleOut, ruleIn } = reading.operatingPoints
  const parameters = [
    `rule-out point ${decimal(ruleOut)}`,
    `rule-in point ${decimal(ruleIn)}`,
    `model ${model.id}, weights SHA-256 ${model.sha256}`,
    `engine ${reading.engine}`,
  ]
  return [
    code('HAS CONCEPT MOD', codes.algorithmFamily, codes.artificialIntelligence),
    text('HAS CONCEPT MOD', codes.algorithmName, `${program}: ${model.name}`),
    text('HAS CONCEPT MOD', codes.algorithmVersion, `${programVersion}, ${versionOf(model)}`),
    ...parameters.map((parameter) => text('HAS CONCEPT MOD', codes.algorithmParameters, parameter)),
  ]
}
