"""Reads every exported film of a folder with pydicom and says what is wrong with it."""

import json
import sys
import warnings
from pathlib import Path

import pydicom

warnings.simplefilter("ignore")
read, wrong = 0, []
for path in sorted(Path(sys.argv[1]).glob("*.dcm")):
    film = pydicom.dcmread(path)
    read += 1
    elements = list(film.iterall())
    if (
        film.PatientIdentityRemoved != "YES"
        or str(film.PatientName) != film.PatientID
        or film.file_meta.MediaStorageSOPInstanceUID != film.SOPInstanceUID
        or any(element.tag.is_private for element in elements)
        or any(element.tag.group // 2 * 2 in (0x5000, 0x6000) for element in elements)
    ):
        wrong.append(path.name)
print(json.dumps({"read": read, "wrong": wrong}))
