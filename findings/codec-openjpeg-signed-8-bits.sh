#!/usr/bin/env bash
# Expected: signed samples of 8 bits come back from JPEG 2000 with their sign, as those of 12 and 16 bits do.
# Seen:     @cornerstonejs/codec-openjpeg 1.3.6 hands over every negative sample of 8 bits or less as 0, without an error
#           or a remark; of 9 bits and more the sign is kept. getFrameInfo says that the samples are signed.
# Valid:    ISO/IEC 15444-1 A.5.1 has a sign bit for each component (Ssiz); DICOM PS3.5 8.2.4 takes it from the stream.
#           The stream is an ordinary one whose sign bit is set: the same coefficients then stand for values that are half
#           of the range less (G.1). OpenJPEG in dcmjs-codecs 0.0.8 reads them so.
# Matters:  all that lies below zero is one grey. A reader can clear the sign bit before decoding and take half of the
#           range away afterwards.
# Source:   packages/openjpeg/src/J2KDecoder.hpp of cornerstonejs/codecs, where samples go into their containers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"commonjs"}' >package.json
npm install --save-exact --ignore-scripts --no-audit --no-fund --loglevel=error @cornerstonejs/codec-openjpeg@1.3.6 \
  dcmjs-codecs@0.0.8 >/dev/null || { echo 'Could not install the packages.'; exit 2; }
cat >check.js <<'JS'
const { readFileSync } = require('node:fs')
const { Context, NativeCodecs, log } = require('dcmjs-codecs')
const factory = require('@cornerstonejs/codec-openjpeg/decodewasmjs')
const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version
console.log(`codec-openjpeg ${version('@cornerstonejs/codec-openjpeg')}, dcmjs-codecs ${version('dcmjs-codecs')}`)
log.setLevel('silent')

const side = 16
const shape = (bits, signed) => ({
  width: side,
  height: side,
  bitsAllocated: bits > 8 ? 16 : 8,
  bitsStored: bits,
  samplesPerPixel: 1,
  pixelRepresentation: signed ? 1 : 0,
  planarConfiguration: 0,
  photometricInterpretation: 'MONOCHROME2',
})
const samples = (bytes, bits) =>
  bits > 8
    ? new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
    : new Int8Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
const range = (values) => `${Math.min(...values)} to ${Math.max(...values)}`

async function main() {
  await NativeCodecs.initializeAsync()
  const openJpeg = await factory({
    wasmBinary: readFileSync(require.resolve('@cornerstonejs/codec-openjpeg/decodewasm')),
    print: () => {},
    printErr: (line) => console.log(line),
  })
  let changed = 0
  for (const bits of [8, 12]) {
    const half = 2 ** (bits - 1)
    const values = Array.from({ length: side * side }, (_, index) => Math.round((index * (2 * half - 1)) / (side * side - 1)))
    const containers = bits > 8 ? Uint16Array.from(values) : Uint8Array.from(values)
    const decodedBuffer = new Uint8Array(containers.buffer)
    const stream = NativeCodecs.encodeJpeg2000(new Context({ ...shape(bits, false), decodedBuffer }), { lossy: false })
      .getEncodedBuffer()
      .slice()
    const sizes = stream.findIndex((byte, at) => byte === 0xff && stream[at + 1] === 0x51)
    if (stream[sizes + 40] !== bits - 1) throw new Error('Ssiz is not where it should be.')
    stream[sizes + 40] |= 0x80

    const decoder = new openJpeg.J2KDecoder()
    decoder.getEncodedBuffer(stream.length).set(stream)
    decoder.decode()
    const info = decoder.getFrameInfo()
    const ours = samples(decoder.getDecodedBuffer(), bits)
    const other = samples(
      NativeCodecs.decodeJpeg2000(new Context({ ...shape(bits, true), encodedBuffer: stream })).getDecodedBuffer(),
      bits,
    )
    console.log(`${bits} bits, signed (${info.isSigned}): stored ${-half} to ${half - 1}, codec-openjpeg ${range(ours)}, dcmjs-codecs ${range(other)}`)
    if (!other.every((value, index) => value === values[index] - half)) throw new Error('The stream is not what it should be.')
    const held = ours.every((value, index) => value === (bits > 8 ? values[index] - half : Math.max(0, values[index] - half)))
    if (!held) changed++
  }
  if (changed) {
    console.log('Changed: samples are no longer handed over as described.')
    process.exit(1)
  }
  console.log('As described: negative samples of 8 bits become 0.')
}
main().catch((error) => {
  console.log(error.message)
  process.exit(2)
})
JS
node check.js
