"""Makes test/main/study/pydicomTable.json: what pydicom decodes from every DICOM file of a folder.

    pip install pydicom pylibjpeg pylibjpeg-libjpeg pylibjpeg-openjpeg numpy
    python test/support/pydicomTable.py ../shared/data/dicom > test/main/study/pydicomTable.json

Stored values are those of PS3.5 8.1.1: shifted down to the lowest bit, masked to Bits Stored, sign extended; pixels in
row order, frame after frame, the samples of a pixel together, colour models as the decoder leaves them. The hash is over
their little-endian bytes, in containers of 8, 16, 32 or 64 bits. Where compression lost detail, decoders may differ by a
level, so the values of some pixels stand beside the hash.
"""

import hashlib
import json
import pathlib
import sys
import warnings

import numpy as np
import pydicom
from pydicom.pixels import pixel_array

warnings.filterwarnings("ignore")
LOSSY = {"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.91"}
SAMPLES = 48


def stored_values(dataset, values):
    if values.dtype.kind == "f":
        return values.astype(values.dtype.newbyteorder("<"))
    bits = dataset.BitsStored
    high = dataset.get("HighBit", bits - 1)
    shift = max(0, high - bits + 1)
    wide = values.astype(np.int64) >> shift
    wide &= (1 << bits) - 1
    signed = dataset.PixelRepresentation == 1
    if signed:
        wide -= (wide >> (bits - 1)) << bits
    size = max(1, values.dtype.itemsize)
    return wide.astype(f"<{'i' if signed else 'u'}{size}")


def row_of(path):
    dataset = pydicom.dcmread(path, force=True)
    if "TransferSyntaxUID" not in dataset.file_meta:
        dataset.file_meta.TransferSyntaxUID = pydicom.uid.ImplicitVRLittleEndian
    syntax = str(dataset.file_meta.TransferSyntaxUID)
    try:
        values = stored_values(dataset, pixel_array(dataset, raw=True))
    except Exception as error:  # The reason is what the table is for.
        return {"syntax": syntax, "error": type(error).__name__}
    flat = values.reshape(-1)
    row = {
        "syntax": syntax,
        "sha256": hashlib.sha256(flat.tobytes()).hexdigest(),
        "values": int(flat.size),
        "minimum": flat.min().item(),
        "maximum": flat.max().item(),
        "mean": round(float(flat.astype(np.float64).mean()), 6),
    }
    if syntax in LOSSY:
        where = [int(index) for index in np.linspace(0, flat.size - 1, SAMPLES)]
        row["samples"] = [[index, flat[index].item()] for index in where]
    return row


def main():
    root = pathlib.Path(sys.argv[1])
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.name != "INDEX.tsv")
    rows = {path.relative_to(root).as_posix(): row_of(path) for path in files}
    lines = [f"  {json.dumps(name)}: {json.dumps(row, separators=(',', ':'))}" for name, row in rows.items()]
    print("{\n" + ",\n".join(lines) + "\n}")


main()
