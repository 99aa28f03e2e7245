#!/usr/bin/env bash
# Expected: JPEG 2000 of three components and more than 8 bits comes back as it was put in, as that of 8 bits does.
# Seen:     dcmjs-codecs 0.0.8 neither decodes nor encodes it: nearly all samples are others, without an error. Another
#           decoder does not bring back what it encoded, and it does not bring back what another encoder wrote. Encoding
#           and then decoding does not give the samples either. One component of 12 bits, and three of 8, are right.
# Valid:    the embedded stream is 32 x 32 pixels of three components of 12 bits, written by OpenJPEG 2.5 (pylibjpeg-openjpeg
#           2.6.0) without a colour transform; @cornerstonejs/codec-openjpeg 1.3.6 decodes it to the last bit.
# Matters:  transcoding a colour film of 10 to 16 bits to a lossless syntax replaces its pixels by others.
# Source:   ISO/IEC 15444-1 A.5.1; DICOM PS3.5 8.2.4; the packages' own types (samplesPerPixel 3, bitsAllocated 16).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"commonjs"}' >package.json
npm install --save-exact --ignore-scripts --no-audit --no-fund --loglevel=error @cornerstonejs/codec-openjpeg@1.3.6 \
  dcmjs-codecs@0.0.8 >/dev/null || { echo 'Could not install the packages.'; exit 2; }
base64 --decode >whole.j2k <<'J2K'
/0//UQAvAAAAAAAgAAAAIAAAAAAAAAAAAAAAIAAAACAAAAAAAAAAAAADCwEBCwEBCwEB/1IADAAAAAEABQQEAAH/XAATQGBoaHBoaHBoaHBoaH
BoaHD/ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjL/kAAKAAAAAADpAAH/k8fsBAmVw/MCAcvP5AgHIsfyBQfmBAAFAynH
8gQABy+j+QIAAcbD9gWB+AGADPb4+98LPKzD9gQADgsEKaH7AgALOfdjwfmDQH2goCIYd8TSPQN/u8wvwfmDACFuDlysu6D8wcADfpOsKbePwP
wCoB9QQDahhTkYEFo8I089pjQ0MqQF38D8AoA19ZfQFogAESR/oH4BQD2mLxlTYAXiFYfAfaFwB84kX6fHMrmOqAYKmaGdrClAPh64SD/APqCw
XvvFM/jC2AYR/3+gPtDQnawpQEYBWgGCtQtJ5P/Z
J2K
cat >check.js <<'JS'
const { readFileSync } = require('node:fs')
const { Context, NativeCodecs, log } = require('dcmjs-codecs')
const factory = require('@cornerstonejs/codec-openjpeg/decodewasmjs')
const version = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version
console.log(`dcmjs-codecs ${version('dcmjs-codecs')}, codec-openjpeg ${version('@cornerstonejs/codec-openjpeg')}`)
log.setLevel('silent')

const side = 32
/** The samples of the embedded stream; fewer bits and components are parts of them. */
const samplesOf = (components, bits) =>
  Array.from({ length: side * side * components }, (_, index) => {
    const [pixel, component] = [Math.floor(index / components), index % components]
    const [x, y] = [pixel % side, Math.floor(pixel / side)]
    const sample = [x * 100 + y * 20, 3000 - x * 60, y * 90 + 100][component]
    return sample >> (12 - bits)
  })
const shape = (components, bits) => ({
  width: side,
  height: side,
  bitsAllocated: bits > 8 ? 16 : 8,
  bitsStored: bits,
  samplesPerPixel: components,
  pixelRepresentation: 0,
  planarConfiguration: 0,
  photometricInterpretation: components === 3 ? 'RGB' : 'MONOCHROME2',
})
const wrong = (bytes, components, bits) => {
  const copy = Uint8Array.from(bytes)
  const values = bits > 8 ? new Uint16Array(copy.buffer) : copy
  return samplesOf(components, bits).filter((sample, index) => sample !== values[index]).length
}

async function main() {
  await NativeCodecs.initializeAsync()
  const openJpeg = await factory({
    wasmBinary: readFileSync(require.resolve('@cornerstonejs/codec-openjpeg/decodewasm')),
    print: () => {},
    printErr: (line) => console.log(line),
  })
  const byOther = (stream) => {
    const decoder = new openJpeg.J2KDecoder()
    decoder.getEncodedBuffer(stream.length).set(stream)
    decoder.decode()
    return decoder.getDecodedBuffer().slice()
  }
  const byDcmjs = (stream, components, bits) =>
    NativeCodecs.decodeJpeg2000(new Context({ ...shape(components, bits), encodedBuffer: stream }), {
      convertColorspaceToRgb: false,
    }).getDecodedBuffer()

  let changed = 0
  const tell = (what, count, expectWrong) => {
    console.log(`${what}: ${count} samples are others`)
    if (count > 0 !== expectWrong) changed++
  }
  const whole = new Uint8Array(readFileSync('whole.j2k'))
  tell('OpenJPEG to codec-openjpeg, 3 x 12 bits', wrong(byOther(whole), 3, 12), false)
  tell('OpenJPEG to dcmjs-codecs,   3 x 12 bits', wrong(byDcmjs(whole, 3, 12), 3, 12), true)
  for (const [components, bits] of [[1, 12], [3, 8], [3, 12]]) {
    const samples = samplesOf(components, bits)
    const containers = bits > 8 ? Uint16Array.from(samples) : Uint8Array.from(samples)
    const decodedBuffer = new Uint8Array(containers.buffer)
    const stream = NativeCodecs.encodeJpeg2000(new Context({ ...shape(components, bits), decodedBuffer }), { lossy: false })
      .getEncodedBuffer()
      .slice()
    const broken = components === 3 && bits === 12
    tell(`dcmjs-codecs to codec-openjpeg, ${components} x ${bits} bits`, wrong(byOther(stream), components, bits), broken)
    tell(`dcmjs-codecs to itself,         ${components} x ${bits} bits`, wrong(byDcmjs(stream, components, bits), components, bits), broken)
  }
  if (changed) {
    console.log(`Changed: ${changed} of these are no longer as described.`)
    process.exit(1)
  }
  console.log('As described: three components of more than 8 bits come out as others.')
}
main().catch((error) => {
  console.log(error.message)
  process.exit(2)
})
JS
node check.js
