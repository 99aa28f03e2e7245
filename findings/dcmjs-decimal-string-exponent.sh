#!/usr/bin/env bash
# Expected: a number set in dcmjs's naturalised data set, or read from a valid file, is written with at most a rounding.
# Seen:     dcmjs 0.52.2 writes numbers as JavaScript prints them and cuts a Decimal String after 16 characters, so the
#           exponent goes: 5.873266226424104e-10 is written as 5.87326622642410. A valid file changes as well when it is
#           only read and written again: -12345678901E-20 comes out as -1.2345678901e-1. Nothing is thrown; the log has
#           a line. dcmjs's own formatter, used where no naturalised form is in between, keeps the exponent.
# Valid:    a DS may have 16 bytes, a sign and an exponent, and -12345678901E-20 has 16.
# Matters:  rescale slopes, positions, measurements and probabilities near zero change by powers of ten.
#           Format small numbers to 16 characters yourself before you hand them over.
# Source:   DICOM PS3.5 section 6.2, DS; dcmjs issues 175 and 366 are about the formatter that is passed by.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' >package.json
npm install --save-exact --ignore-scripts --no-audit --no-fund --loglevel=error dcmjs@0.52.2 >/dev/null \
  || { echo 'Could not install dcmjs.'; exit 2; }
cat >check.js <<'JS'
import { readFileSync } from 'node:fs'
import dcmjs from 'dcmjs'

const { DicomDict, DicomMessage, DicomMetaDictionary } = dcmjs.data
console.log(`dcmjs ${JSON.parse(readFileSync('node_modules/dcmjs/package.json', 'utf8')).version}`)
const slope = '00281053' // Rescale Slope, DS

const write = (dict) => {
  const meta = { TransferSyntaxUID: '1.2.840.10008.1.2.1' }
  const file = new DicomDict(DicomMetaDictionary.denaturalizeDataset(meta))
  file.dict = dict
  return file.write()
}
const read = (bytes) => DicomMetaDictionary.naturalizeDataset(DicomMessage.readFile(bytes).dict)
const close = (a, b) => Math.abs(a - b) <= 1e-9 * Math.abs(b)

let changed = 0
const tell = (what, given, got, kept) => {
  const same = close(got, Number(given))
  console.log(`${what}: given ${given}, in the file ${got}${same ? '' : `, off by a factor of ${(got / given).toExponential(1)}`}`)
  if (same !== kept) changed++
}
for (const number of [5.873266226424104e-10, 1e-7 / 3, -1.2345678901234e-7]) {
  tell('naturalised', number, read(write(DicomMetaDictionary.denaturalizeDataset({ RescaleSlope: number }))).RescaleSlope, false)
  tell('direct     ', number, read(write({ [slope]: { vr: 'DS', Value: [number] } })).RescaleSlope, true)
}
for (const text of ['-12345678901E-20', '-.12345678901E-9']) {
  const original = write({ [slope]: { vr: 'DS', Value: [text] } })
  if (text.length > 16 || !Buffer.from(original).includes(text)) throw new Error('The original does not hold the text.')
  const data = read(original)
  tell('read       ', text, data.RescaleSlope, true)
  tell('read, saved', text, read(write(DicomMetaDictionary.denaturalizeDataset(data))).RescaleSlope, false)
}
if (changed) {
  console.log(`Changed: ${changed} of these values are no longer written as described.`)
  process.exit(1)
}
console.log('As described: Decimal Strings of small numbers lose their exponent, or part of it.')
JS
node check.js
