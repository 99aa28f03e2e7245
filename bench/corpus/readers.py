"""What another reader makes of the DICOM files named on standard input: one JSON object a line. Called by corpus.ts.

    python readers.py pydicom|gdcm < names

Values are the stored ones of PS3.5 8.1.1, pixels in row order, frame after frame, the samples of a pixel together,
colour models as the decoder leaves them; they are summed up as doubles, so that readers may differ in their containers.
"""

import hashlib
import json
import sys
import warnings

import numpy as np

warnings.filterwarnings("ignore")
SAMPLES = 4096


def stored_values(values, bits, high, signed):
    """Shifted down to the lowest bit, masked to the stored ones, sign extended."""
    wide = values.astype(np.int64) >> max(0, high - bits + 1)
    wide &= (1 << bits) - 1
    return wide - ((wide >> (bits - 1)) << bits) if signed else wide


def by_pydicom(path):
    import pydicom
    from pydicom.pixels import pixel_array

    dataset = pydicom.dcmread(path, force=True)
    if "TransferSyntaxUID" not in dataset.file_meta:
        dataset.file_meta.TransferSyntaxUID = pydicom.uid.ImplicitVRLittleEndian
    values = pixel_array(dataset, raw=True)
    if values.dtype.kind == "f":
        return values
    bits = dataset.BitsStored
    return stored_values(values, bits, dataset.get("HighBit", bits - 1), dataset.PixelRepresentation == 1)


def by_gdcm(path):
    import gdcm

    reader = gdcm.ImageReader()
    reader.SetFileName(path)
    if not reader.Read():
        raise ValueError("not read")
    image = reader.GetImage()
    form = image.GetPixelFormat()
    buffer = image.GetBuffer()
    raw = buffer.encode("utf-8", "surrogateescape") if isinstance(buffer, str) else bytes(buffer)
    allocated = form.GetBitsAllocated()
    if allocated not in (8, 16, 32):
        raise ValueError(f"{allocated} bits allocated")
    values = np.frombuffer(raw, dtype=f"<u{allocated // 8}")
    samples = form.GetSamplesPerPixel()
    if samples > 1 and image.GetPlanarConfiguration() == 1:
        pixels = image.GetDimension(0) * image.GetDimension(1)
        values = values.reshape(-1, samples, pixels).transpose(0, 2, 1)
    return stored_values(values, form.GetBitsStored(), form.GetHighBit(), form.GetPixelRepresentation() == 1)


def summary(values):
    flat = np.ascontiguousarray(values).reshape(-1).astype("<f8")
    where = np.linspace(0, flat.size - 1, min(SAMPLES, flat.size)).astype(np.int64)
    return {"values": int(flat.size), "sha256": hashlib.sha256(flat.tobytes()).hexdigest(), "samples": flat[where].tolist()}


def main():
    read = {"pydicom": by_pydicom, "gdcm": by_gdcm}[sys.argv[1]]
    # A reader that is not there is told from one that cannot read.
    __import__(sys.argv[1])
    for path in sys.stdin.read().splitlines():
        try:
            row = summary(read(path))
        except Exception as error:  # What a reader refuses is a finding, not a failure.
            row = {"error": type(error).__name__}
        print(json.dumps(row), flush=True)


main()
