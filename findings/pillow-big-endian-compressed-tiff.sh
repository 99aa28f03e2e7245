#!/usr/bin/env bash
# Expected: a TIFF's byte order ("II" or "MM") changes nothing about the values that a reader returns.
# Seen:     Pillow 13.0.0 on a little-endian machine returns byte-swapped values, without a warning, for compressed
#           "MM" files of 32-bit float, 32-bit signed and 16-bit signed samples. Uncompressed, "II" and unsigned 16-bit
#           files are right: the library under Pillow has swapped the bytes already, and Pillow swaps them again.
# Valid:    TIFF 6.0 section 2 (byte order "MM"), section 19 (SampleFormat 2 and 3), Deflate and the floating-point
#           predictor of Adobe's Photoshop TIFF Technical Notes. tifffile and libvips read the same files right.
# Matters:  where such files come in, 143 becomes 5.5e-42 or 1001 -5885, and the picture after
#           a stretch to its own range is noise or black. A reader has to test the header, or use another library.
# Source:   TIFF 6.0 sections 2 and 19; Technical Note 3 (predictor 3); Pillow pull request 388 left these types undone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check Pillow==13.0.0 tifffile==2026.3.3 imagecodecs==2026.3.6 \
  numpy==2.4.6 pyvips==3.2.0 pyvips-binary==8.18.7 || { echo 'Could not install the packages.'; exit 2; }
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys
import numpy, PIL, pyvips, tifffile
from PIL import Image

if sys.byteorder != "little":
    sys.exit("This check needs a little-endian machine.")
print(f"Pillow {PIL.__version__}, tifffile {tifffile.__version__}, libvips {'.'.join(str(pyvips.version(i)) for i in range(3))}")
ramp = numpy.arange(12).reshape(3, 4) * 1000 + 1
#        sample type, compression, predictor, does Pillow return the values of an "MM" file?
cases = [("float32", None, None, True), ("float32", "deflate", None, False), ("float32", "deflate", 3, False),
         ("float32", "lzw", None, False), ("int32", None, None, True), ("int32", "deflate", None, False),
         ("int16", None, None, True), ("int16", "deflate", None, False), ("uint16", "deflate", None, True)]
changed = []
for number, (kind, compression, predictor, expected) in enumerate(cases):
    values = (ramp / 7 if kind == "float32" else ramp).astype(kind)
    for order in "<>":
        name = f"{number}{'II' if order == '<' else 'MM'}.tif"
        tifffile.imwrite(name, values, byteorder=order, compression=compression, predictor=predictor, photometric="minisblack")
        pillow = numpy.asarray(Image.open(name))
        right = numpy.array_equal(pillow, values)
        others = numpy.array_equal(tifffile.imread(name), values) and numpy.array_equal(pyvips.Image.new_from_file(name).numpy(), values)
        print(f"{name[1:3]} {kind:8} {compression or 'none':8} predictor {predictor or 1}: Pillow {'right' if right else 'WRONG'}, "
              f"tifffile and libvips {'right' if others else 'WRONG'}; written {values[0, 1]:.7g}, Pillow {pillow[0, 1]:.7g}")
        if not others or right != (expected or order == "<"):
            changed.append(name)
if changed:
    print(f"Changed: {', '.join(changed)} no longer read as described.")
    sys.exit(1)
print("As described: Pillow returns swapped bytes for compressed big-endian float32, int32 and int16 samples.")
PY
