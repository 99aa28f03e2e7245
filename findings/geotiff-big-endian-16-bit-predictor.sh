#!/usr/bin/env bash
# Expected: a 16-bit TIFF gives the same samples in either byte order, with horizontal differencing as without.
# Seen:     geotiff 3.0.5 adds up the differences in the machine's byte order, not the file's. In an "MM" file on a
#           little-endian machine the carry goes into the wrong byte: 123, 1123, 2123 become 123, 867, 1611, without an
#           error. All is right until a low byte overflows, and in "II" files, and in "MM" files without the predictor.
# Valid:    differencing of 16-bit samples is of TIFF 6.0, Deflate of the Photoshop TIFF Technical Notes; libvips (in
#           sharp) reads the same file right.
# Matters:  16-bit films saved by a Macintosh program with "MM" and a predictor get false edges, not an error. A viewer
#           that reads such files with geotiff has to undo the predictor itself.
# Source:   TIFF 6.0 section 2 (byte order) and section 14 (Differencing Predictor); geotiff.js pull requests 543, 550.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' >package.json
npm install --save-exact --ignore-scripts --no-audit --no-fund --loglevel=error geotiff@3.0.5 sharp@0.35.5 >/dev/null \
  || { echo 'Could not install the packages.'; exit 2; }
cat >check.js <<'JS'
import { readFileSync } from 'node:fs'
import { endianness } from 'node:os'
import { deflateSync } from 'node:zlib'
import { fromArrayBuffer } from 'geotiff'
import sharp from 'sharp'

if (endianness() !== 'LE') throw new Error('This check needs a little-endian machine.')
const version = JSON.parse(readFileSync('node_modules/geotiff/package.json', 'utf8')).version
console.log(`geotiff ${version}, sharp ${sharp.versions.sharp} (libvips ${sharp.versions.vips})`)

const width = 4
const height = 3
const samples = Array.from({ length: width * height }, (_, i) => 123 + 1000 * i)

/** A grey 16-bit TIFF of one Deflate strip: header, directory of 10 entries, strip. */
function tiff(little, predictor) {
  const strip = Buffer.alloc(2 * samples.length)
  samples.forEach((value, i) => {
    const before = predictor === 2 && i % width > 0 ? samples[i - 1] : 0
    const stored = (value - before) & 0xffff
    little ? strip.writeUInt16LE(stored, 2 * i) : strip.writeUInt16BE(stored, 2 * i)
  })
  const data = deflateSync(strip)
  const entries = [
    [256, 4, width], [257, 4, height], [258, 3, 16], [259, 3, 8], [262, 3, 1],
    [273, 4, 8 + 2 + 10 * 12 + 4], [277, 3, 1], [278, 4, height], [279, 4, data.length], [317, 3, predictor],
  ]
  const head = Buffer.alloc(8 + 2 + entries.length * 12 + 4)
  const u16 = (value, at) => (little ? head.writeUInt16LE(value, at) : head.writeUInt16BE(value, at))
  const u32 = (value, at) => (little ? head.writeUInt32LE(value, at) : head.writeUInt32BE(value, at))
  head.write(little ? 'II' : 'MM', 0, 'latin1')
  u16(42, 2)
  u32(8, 4)
  u16(entries.length, 8)
  entries.forEach(([tag, type, value], i) => {
    const at = 10 + 12 * i
    u16(tag, at)
    u16(type, at + 2)
    u32(1, at + 4)
    type === 3 ? u16(value, at + 8) : u32(value, at + 8)
  })
  return Buffer.concat([head, data])
}

let changed = 0
for (const little of [true, false]) {
  for (const predictor of [1, 2]) {
    const file = tiff(little, predictor)
    const picture = await fromArrayBuffer(file.buffer.slice(file.byteOffset, file.byteOffset + file.length))
    const [read] = await (await picture.getImage()).readRasters()
    const raw = await sharp(file).toColourspace('grey16').raw({ depth: 'ushort' }).toBuffer()
    const other = new Uint16Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length))
    const right = samples.every((value, i) => read[i] === value)
    const witness = other.length === samples.length && samples.every((value, i) => other[i] === value)
    console.log(
      `${little ? 'II' : 'MM'} predictor ${predictor}: written ${samples.slice(0, width)}, geotiff ${[...read.slice(0, width)]}, ` +
        `libvips ${witness ? 'right' : `WRONG ${[...other.slice(0, width)]}`}`,
    )
    if (!witness || right !== (little || predictor === 1)) changed++
  }
}
if (changed) {
  console.log(`Changed: ${changed} of these files are no longer read as described.`)
  process.exit(1)
}
console.log('As described: geotiff returns other samples for big-endian 16-bit files with predictor 2.')
JS
node check.js
