/**
 * Makes src/main/deidentify/table/rows.ts from a checkout of github.com/innolitics/dicom-standard (MIT), which holds
 * Table E.1-1 of PS3.15 as JSON:
 *
 *   node scripts/on-node24.mjs scripts/confidentialityTable.ts CHECKOUT EDITION
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Row = {
  id: string
  basicProfile: string
  rtnDevIdOpt?: string
  rtnLongModifDatesOpt?: string
}
type Attribute = { id: string; valueRepresentation: string }

const [checkout, edition] = process.argv.slice(2)
if (!checkout || !edition) throw new Error('Say where the checkout is and which edition of the standard it holds.')
const json = <T>(name: string): T => JSON.parse(readFileSync(join(checkout, 'standard', name), 'utf8')) as T
const vrs = new Map(
  json<Attribute[]>('attributes.json').map(({ id, valueRepresentation }) => [
    id.toLowerCase(),
    // Where several are possible, the first; none of them is given a value of its own.
    valueRepresentation.slice(0, 2),
  ]),
)
// Groups of the standard's own programs, and those whose elements are all alike, are no single attributes.
const rows = json<Row[]>('confidentiality_profile_attributes.json')
  .filter(({ id }) => /^[0-9a-fx]{8}$/.test(id))
  .map(({ id, basicProfile, rtnDevIdOpt = '-', rtnLongModifDatesOpt = '-' }) =>
    [id, vrs.get(id) ?? 'UN', basicProfile, rtnDevIdOpt, rtnLongModifDatesOpt].join(' '),
  )
  .sort()

const lines: string[] = []
for (const row of rows) {
  const last = lines.at(-1)
  if (last !== undefined && last.length + row.length < 116) lines[lines.length - 1] = `${last}|${row}`
  else lines.push(row)
}
writeFileSync(
  join(import.meta.dirname, '..', 'src/main/deidentify/table/rows.ts'),
  [
    '// Made by scripts/confidentialityTable.ts from Table E.1-1 of DICOM PS3.15, as github.com/innolitics/dicom-standard has',
    '// it (MIT, Copyright (c) 2017 Innolitics, LLC). Do not edit.',
    '',
    '/** Edition of the standard. */',
    `export const edition = '${edition}'`,
    '',
    '/**',
    ' * Rows between bars: tag, VR, Basic Profile, Retain Device Identity, Retain Longitudinal Temporal Information with',
    ' * Modified Dates. A hyphen: the option says nothing of it.',
    ' */',
    'export const rows = `',
    ...lines,
    '`',
    '',
  ].join('\n'),
)
