import type { Attributes } from '../object/elements.ts'
import type { Reference } from '../original/original.ts'
import { codeItem, type Code } from './codes.ts'

/** How an item belongs to the one above it, PS3.3 C.17.3.2.4. */
export type Relation = 'CONTAINS' | 'HAS CONCEPT MOD' | 'HAS OBS CONTEXT' | 'SELECTED FROM' | 'HAS ACQ CONTEXT'

/** An item of a report's content tree. */
export type Item = Attributes

function item(
  relation: Relation,
  type: string,
  concept: Code | undefined,
  rest: Attributes,
  children: readonly Item[] = [],
): Item {
  return {
    RelationshipType: relation,
    ValueType: type,
    ...(concept ? { ConceptNameCodeSequence: [codeItem(concept)] } : {}),
    ...rest,
    ...(children.length > 0 ? { ContentSequence: children } : {}),
  }
}

export const text = (relation: Relation, concept: Code, value: string): Item =>
  item(relation, 'TEXT', concept, { TextValue: value })

export const code = (relation: Relation, concept: Code, value: Code, children?: readonly Item[]): Item =>
  item(relation, 'CODE', concept, { ConceptCodeSequence: [codeItem(value)] }, children)

export const uidReference = (relation: Relation, concept: Code, uid: string): Item =>
  item(relation, 'UIDREF', concept, { UID: uid })

export const container = (relation: Relation, concept: Code, children: readonly Item[]): Item =>
  item(relation, 'CONTAINER', concept, { ContinuityOfContent: 'SEPARATE' }, children)

/** `value`: a decimal string. */
export const number = (
  relation: Relation,
  concept: Code,
  value: string,
  unit: Code,
  children?: readonly Item[],
): Item =>
  item(
    relation,
    'NUM',
    concept,
    { MeasuredValueSequence: [{ NumericValue: value, MeasurementUnitsCodeSequence: [codeItem(unit)] }] },
    children,
  )

export const image = (relation: Relation, reference: Reference, children?: readonly Item[]): Item =>
  item(relation, 'IMAGE', undefined, { ReferencedSOPSequence: [instanceOf(reference)] }, children)

/** A closed line on a film: points as column and row, 0 at the upper left corner of the first pixel, PS3.3 C.18.6. */
export const region = (concept: Code, points: readonly (readonly [number, number])[], reference: Reference): Item =>
  item('CONTAINS', 'SCOORD', concept, { GraphicType: 'POLYLINE', GraphicData: [...points, points[0]!].flat() }, [
    image('SELECTED FROM', reference),
  ])

/** The top of a tree with the template that it follows, PS3.3 C.18.8. */
export function root(concept: Code, template: string, children: readonly Item[]): Attributes {
  return {
    ValueType: 'CONTAINER',
    ConceptNameCodeSequence: [codeItem(concept)],
    ContinuityOfContent: 'SEPARATE',
    ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: template }],
    ContentSequence: children,
  }
}

function instanceOf({ sopClassUid, sopInstanceUid, frameNumber }: Reference): Attributes {
  return {
    ReferencedSOPClassUID: sopClassUid,
    ReferencedSOPInstanceUID: sopInstanceUid,
    ...(frameNumber === undefined ? {} : { ReferencedFrameNumber: String(frameNumber) }),
  }
}

/** Every instance that a tree names, by study and series, PS3.3 C.17.2.1; each once, whatever its frames. */
export function evidence(references: readonly Reference[]): Attributes[] {
  return [...Map.groupBy(references, ({ studyUid }) => studyUid)].map(([studyUid, ofStudy]) => ({
    StudyInstanceUID: studyUid,
    ReferencedSeriesSequence: [...Map.groupBy(ofStudy, ({ seriesUid }) => seriesUid)].map(([seriesUid, ofSeries]) => ({
      SeriesInstanceUID: seriesUid,
      ReferencedSOPSequence: [...new Map(ofSeries.map((one) => [one.sopInstanceUid, one])).values()].map(
        ({ sopClassUid, sopInstanceUid }) => ({
          ReferencedSOPClassUID: sopClassUid,
          ReferencedSOPInstanceUID: sopInstanceUid,
        }),
      ),
    })),
  }))
}
