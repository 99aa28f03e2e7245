#!/usr/bin/env bash
# Expected: tifffile reads back what it wrote, and packed samples lie most significant bit first in either byte order.
# Seen:     asked for 10, 12 or 14 bits a sample and byte order ">", tifffile 2026.3.3 (with imagecodecs 2026.3.6) packs
#           the low bits of byte-swapped 16-bit numbers. It raises nothing; the high bits are not in the file any more,
#           so no reader can mend it. With "<" the file is right, and tifffile reads a rightly packed "MM" file.
# Valid:    packed samples are a stream of bits, high bit first (FillOrder 1, the default); the byte order of the header
#           is about 16- and 32-bit numbers only. Both arguments are documented, and the values fit into the bits.
# Matters:  12-bit films archived this way are lost; check by reading back, or write 16 bits instead.
# Source:   TIFF 6.0 section 2 (byte order), section 8 (BitsPerSample, FillOrder).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check tifffile==2026.3.3 imagecodecs==2026.3.6 numpy==2.4.6 \
  || { echo 'Could not install the packages.'; exit 2; }
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys
import imagecodecs, numpy, tifffile

if sys.byteorder != "little":
    sys.exit("This check needs a little-endian machine.")
print(f"tifffile {tifffile.__version__}, imagecodecs {imagecodecs.__version__}")

def packed(values, bits):
    """Rows of samples, most significant bit first, each row padded to a whole byte."""
    rows = ("".join(format(int(v), f"0{bits}b") for v in row) for row in values)
    return b"".join(int(r.ljust(-(-len(r) // 8) * 8, "0"), 2).to_bytes(-(-len(r) // 8), "big") for r in rows)

changed = []
for bits in (10, 12, 14):
    values = (numpy.arange(24).reshape(3, 8) * 41).astype("uint16")
    for order, word in (("<", "II"), (">", "MM")):
        name = f"{bits}{word}.tif"
        tifffile.imwrite(name, values, byteorder=order, bitspersample=bits, photometric="minisblack")
        with tifffile.TiffFile(name) as tif:
            page = tif.pages[0]
            fill_order = page.fillorder
            offset, length = page.dataoffsets[0], page.databytecounts[0]
        data = bytearray(open(name, "rb").read())
        as_written = bytes(data[offset:offset + length])
        back = tifffile.imread(name)
        # The same file with the bits that the specification asks for.
        data[offset:offset + length] = packed(values, bits)
        open("right.tif", "wb").write(data)
        mended = numpy.array_equal(tifffile.imread("right.tif"), values)
        same_bits, same_values = as_written == packed(values, bits), numpy.array_equal(back, values)
        print(f"{word} {bits} bits, FillOrder {int(fill_order)}: written {values[0, 1:5].tolist()}, read back {back[0, 1:5].tolist()}; "
              f"bits as specified: {same_bits}; rightly packed file reads right: {mended}")
        if not mended or same_bits != (order == "<") or same_values != (order == "<"):
            changed.append(name)
if changed:
    print(f"Changed: {', '.join(changed)} no longer written or read as described.")
    sys.exit(1)
print("As described: packed samples written with byte order '>' are not those that were given.")
PY
