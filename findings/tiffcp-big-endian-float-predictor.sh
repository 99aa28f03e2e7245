#!/usr/bin/env bash
# Expected: tiffcp copies a floating-point TIFF without loss, whatever byte order and compression are asked for.
# Seen:     libtiff 4.5.0's `tiffcp -B -c zip:3` (or lzw:3) on a little-endian machine swaps the samples' bytes before
#           the floating-point predictor takes them apart, so the bytes lie in the file least significant first.
#           It raises nothing, and neither tiffcp itself nor tifffile gets the values back. `-L`, and `-B` with
#           predictor 1, are right.
# Valid:    the input is a plain uncompressed float32 TIFF; both options are in tiffcp's manual.
# Matters:  "MM" float files that libtiff's tools wrote with predictor 3 hold wrong numbers. A reader that follows the
#           note shows noise, and cannot tell them from right ones; look at the source of such files, not at the reader.
# Source:   Adobe Photoshop TIFF Technical Note 3: the most significant bytes of a row come first, in either byte order.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
tiffcp=$(command -v tiffcp || true)
if [ -z "$tiffcp" ] && command -v apt-get >/dev/null && command -v dpkg >/dev/null; then
  if apt-get download -q libtiff-tools libtiff6 >/dev/null 2>&1; then
    for package in ./*.deb; do dpkg -x "$package" tools; done
    tiffcp=$work/tools/usr/bin/tiffcp
    LD_LIBRARY_PATH=$(dirname "$(find "$work/tools" -name 'libtiff.so.*' | head -n 1)")
    export LD_LIBRARY_PATH
  fi
fi
usage=$([ -n "$tiffcp" ] && "$tiffcp" -h 2>&1 || true)
case $usage in
  *LIBTIFF*) ;;
  *) echo 'skipped: tiffcp (Debian package libtiff-tools) cannot be had here.'; exit 0 ;;
esac
echo "tiffcp: $(grep -m 1 -o 'LIBTIFF, Version [0-9.]*' <<<"$usage"), package $(dpkg-query -W -f '${Version}' libtiff-tools 2>/dev/null || echo 'version unknown')"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check tifffile==2026.3.3 imagecodecs==2026.3.6 numpy==2.4.6 \
  || { echo 'Could not install the packages.'; exit 2; }
TIFFCP=$tiffcp venv/bin/python - <<'PY'
import os, subprocess, sys, zlib
import numpy, tifffile

if sys.byteorder != "little":
    sys.exit("This check needs a little-endian machine.")

def copy(*arguments):
    subprocess.run([os.environ["TIFFCP"], *arguments], check=True)

def by_the_note(name, most_significant_first):
    """Values of a one-strip Deflate file with predictor 3, decoded here."""
    with tifffile.TiffFile(name) as tif:
        page = tif.pages[0]
        height, width = page.shape
        offsets, lengths, rows = page.dataoffsets, page.databytecounts, page.rowsperstrip
    assert len(offsets) == 1 and rows >= height, "one strip expected"
    with open(name, "rb") as file:
        file.seek(offsets[0])
        raw = zlib.decompress(file.read(lengths[0]))
    planes = numpy.frombuffer(raw, "u1").reshape(height, 4 * width).cumsum(axis=1, dtype="u1").reshape(height, 4, width)
    return planes.transpose(0, 2, 1).copy().view(">f4" if most_significant_first else "<f4")[..., 0]

values = (numpy.arange(12).reshape(3, 4) * 1000 / 7).astype("float32")
tifffile.imwrite("source.tif", values, photometric="minisblack")
changed = []
for order, scheme, expected in (("-L", "zip:3", True), ("-B", "zip:1", True), ("-B", "zip:3", False), ("-B", "lzw:3", False)):
    copy(order, "-c", scheme, "source.tif", "copy.tif")
    copy("-L", "-c", "none", "copy.tif", "back.tif")
    back, other = tifffile.imread("back.tif"), tifffile.imread("copy.tif")
    own, tif = numpy.array_equal(back, values), numpy.array_equal(other, values)
    print(f"tiffcp {order} -c {scheme}: read back by tiffcp {'right' if own else 'WRONG'} ({back[0, 1]:.7g} for {values[0, 1]:.7g}), "
          f"by tifffile {'right' if tif else 'WRONG'}")
    if own != expected or tif != expected:
        changed.append(f"{order} {scheme}")
    if scheme == "zip:3":
        note, reverse = (numpy.array_equal(by_the_note("copy.tif", first), values) for first in (True, False))
        print(f"  bytes most significant first, as the note asks: {note}; least significant first: {reverse}")
        if (note, reverse) != (expected, not expected):
            changed.append(f"bytes of {order} {scheme}")
if changed:
    print(f"Changed: {', '.join(changed)} no longer copied as described.")
    sys.exit(1)
print("As described: big-endian copies with the floating-point predictor hold other numbers than the source.")
PY
