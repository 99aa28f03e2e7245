#!/usr/bin/env bash
# Expected: three components of 12 bits that HTJ2KEncoder is given come back, as three of 8 bits do.
# Seen:     @cornerstonejs/codec-openjph 2.4.11 takes every sample for all three components of a pixel and leaves two
#           thirds of the samples out, without an error: a colour film becomes grey and shows its upper third alone. Its own
#           decoder and OpenJPEG (@cornerstonejs/codec-openjpeg 1.3.6) give the same, so it is the encoder. Lossless, with
#           the reversible colour transform.
# Valid:    interleaved little-endian samples, as the encoder takes one component of 12 bits and three of 8 bits.
# Matters:  whoever compresses colour films of 10 to 16 bits for archiving (PS3.5 8.2.14, HTJ2K Lossless) loses them.
# Source:   the package's own types (FrameInfo with bitsPerSample and componentCount); ISO/IEC 15444-15.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"commonjs"}' >package.json
npm install --save-exact --ignore-scripts --no-audit --no-fund --loglevel=error @cornerstonejs/codec-openjph@2.4.11 \
  @cornerstonejs/codec-openjpeg@1.3.6 >/dev/null || { echo 'Could not install the packages.'; exit 2; }
cat >check.js <<'JS'
const openjph = require('./node_modules/@cornerstonejs/codec-openjph/dist/openjphjs.js')
const openjpeg = require('@cornerstonejs/codec-openjpeg/decodewasmjs')

const [width, height] = [12, 9]
/** Decoded samples of what was encoded, by both decoders. */
async function roundTrip(bits, components) {
  const ht = await openjph()
  const Samples = bits > 8 ? Uint16Array : Uint8Array
  const samples = Samples.from({ length: width * height * components }, (_, i) => (i * 40503) % 2 ** bits)
  const encoder = new ht.HTJ2KEncoder()
  encoder.setQuality(true, 0)
  const info = { width, height, bitsPerSample: bits, componentCount: components, isSigned: false }
  encoder.getDecodedBuffer({ ...info, isUsingColorTransform: components === 3 }).set(new Uint8Array(samples.buffer))
  encoder.encode()
  const stream = encoder.getEncodedBuffer().slice()
  const decoded = [new ht.HTJ2KDecoder(), new (await openjpeg()).J2KDecoder()].map((decoder) => {
    decoder.getEncodedBuffer(stream.length).set(stream)
    decoder.decode()
    return new Samples(decoder.getDecodedBuffer().slice().buffer)
  })
  const tripled = samples.map((_, i) => samples[Math.floor(i / components)])
  const says = (values) =>
    values.every((v, i) => v === samples[i]) ? 'right' : values.every((v, i) => v === tripled[i]) ? 'tripled' : 'other'
  return decoded.map(says).join(', ')
}

;(async () => {
  const seen = {}
  for (const [bits, components] of [[12, 1], [8, 3], [12, 3], [16, 3]])
    seen[`${components} of ${bits} bits`] = await roundTrip(bits, components)
  console.log(seen)
  const expected = ['right, right', 'right, right', 'tripled, tripled', 'tripled, tripled']
  if (JSON.stringify(Object.values(seen)) !== JSON.stringify(expected)) {
    console.log('This has changed.')
    process.exit(1)
  }
})()
JS
node check.js 2>&1 | grep -v '^\[INFO]'
