"""Writes films as dcmtk of Debian can open them, and states as it takes them: a film's header with its first frame
uncompressed, and a state with some patient's name where it has none. Standard input has a JSON list of
{film, state, stored, type, plain, named}: stored values little endian in a file, their numpy type, and what is written."""
import json
import sys

import numpy
import pydicom
from pydicom.uid import ExplicitVRLittleEndian

pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
pydicom.config.settings.writing_validation_mode = pydicom.config.IGNORE


def plain(film, stored, kind):
    header, original = pydicom.Dataset(), pydicom.dcmread(film, force=True)
    # Read one by one, since what is not yet read stays in the byte order of its file. Curves and items outside of any
    # sequence, which some films have, cannot be written.
    for tag in original.keys():
        if not 0x5000 <= tag.group < 0x5100 and tag.group != 0xFFFE:
            header.add(original[tag])
    values = numpy.fromfile(stored, kind)
    bits = 8 * values.itemsize
    low, high = int(values.min()), int(values.max())
    used = max(high.bit_length(), (low + 1 if low < 0 else low).bit_length()) + (kind[1] == "i")
    header.BitsAllocated = bits
    header.BitsStored = max(used, min(bits, header.BitsStored))
    header.HighBit = header.BitsStored - 1
    header.PixelRepresentation = int(kind[1] == "i")
    for name in ("NumberOfFrames", "PixelDataProviderURL", "ExtendedOffsetTable", "ExtendedOffsetTableLengths"):
        if name in header:
            delattr(header, name)
    if "PerFrameFunctionalGroupsSequence" in header:
        header.PerFrameFunctionalGroupsSequence = header.PerFrameFunctionalGroupsSequence[:1]
    header.file_meta = pydicom.dataset.FileMetaDataset()
    header.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    header.file_meta.MediaStorageSOPClassUID = header.SOPClassUID
    header.file_meta.MediaStorageSOPInstanceUID = header.SOPInstanceUID
    data = values.tobytes()
    header.add_new("PixelData", "OW" if bits > 8 else "OB", data + b"\0" * (len(data) % 2))
    return header


def save(data, path):
    data.save_as(path, enforce_file_format=False, little_endian=True, implicit_vr=False)


failed = {}
for one in json.load(sys.stdin):
    try:
        save(plain(one["film"], one["stored"], one["type"]), one["plain"])
        state = pydicom.dcmread(one["state"])
        if not state.PatientName:
            state.PatientName = "Nobody"
        save(state, one["named"])
    except Exception as fault:
        failed[one["film"]] = f"{type(fault).__name__}: {fault}"
print(json.dumps(failed))
