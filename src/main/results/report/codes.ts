import type { Verdict } from '#shared/reading.ts'
import type { Attributes } from '../object/elements.ts'

/** Value, scheme, meaning, PS3.3 8.8. */
export type Code = readonly [value: string, scheme: 'DCM' | 'SCT' | 'UCUM' | 'RFC5646', meaning: string]

export function codeItem([value, scheme, meaning]: Code): Attributes {
  return { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning }
}

/** Concepts of PS3.16 TID 1500 and those that it includes. */
export const codes = {
  imagingMeasurementReport: ['126000', 'DCM', 'Imaging Measurement Report'],
  language: ['121049', 'DCM', 'Language of Content Item and Descendants'],
  english: ['en', 'RFC5646', 'English'],
  observerType: ['121005', 'DCM', 'Observer Type'],
  device: ['121007', 'DCM', 'Device'],
  deviceUid: ['121012', 'DCM', 'Device Observer UID'],
  deviceName: ['121013', 'DCM', 'Device Observer Name'],
  deviceManufacturer: ['121014', 'DCM', 'Device Observer Manufacturer'],
  deviceModel: ['121015', 'DCM', 'Device Observer Model Name'],
  deviceSerial: ['121016', 'DCM', 'Device Observer Serial Number'],
  procedureReported: ['121058', 'DCM', 'Procedure reported'],
  imagingProcedure: ['363679005', 'SCT', 'Imaging procedure'],
  imageLibrary: ['111028', 'DCM', 'Image Library'],
  imageLibraryGroup: ['126200', 'DCM', 'Image Library Group'],
  imagingMeasurements: ['126010', 'DCM', 'Imaging Measurements'],
  measurementGroup: ['125007', 'DCM', 'Measurement Group'],
  trackingIdentifier: ['112039', 'DCM', 'Tracking Identifier'],
  trackingUid: ['112040', 'DCM', 'Tracking Unique Identifier'],
  finding: ['121071', 'DCM', 'Finding'],
  fracture: ['72704001', 'SCT', 'Fracture'],
  algorithmFamily: ['111000', 'DCM', 'Algorithm Family'],
  artificialIntelligence: ['123110', 'DCM', 'Artificial Intelligence'],
  algorithmName: ['111001', 'DCM', 'Algorithm Name'],
  algorithmVersion: ['111003', 'DCM', 'Algorithm Version'],
  algorithmParameters: ['111002', 'DCM', 'Algorithm Parameters'],
  certainty: ['111013', 'DCM', 'Certainty of Finding'],
  percent: ['%', 'UCUM', 'Percent'],
  imageRegion: ['111030', 'DCM', 'Image Region'],
  comment: ['121106', 'DCM', 'Comment'],
  modality: ['121139', 'DCM', 'Modality'],
  ofInterest: ['113000', 'DCM', 'Of Interest'],
  keyObjectDescription: ['113012', 'DCM', 'Key Object Description'],
} as const satisfies Record<string, Code>

export const present: Code = ['52101004', 'SCT', 'Present']
export const indeterminate: Code = ['82334004', 'SCT', 'Indeterminate']

export const presence: Record<Verdict, Code> = {
  fracture: present,
  uncertain: indeterminate,
  'no-fracture': ['2667000', 'SCT', 'Absent'],
  'not-judged': indeterminate,
}
