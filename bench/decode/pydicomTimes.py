"""Times pydicom on the files named on standard input: one JSON object of seconds by file. Called by decode.ts."""

import json
import sys
import time
import warnings

import pydicom
from pydicom.pixels import pixel_array

warnings.filterwarnings("ignore")


def seconds(path, runs):
    best = None
    for _ in range(runs):
        start = time.perf_counter()
        try:
            dataset = pydicom.dcmread(path, force=True)
            if "TransferSyntaxUID" not in dataset.file_meta:
                dataset.file_meta.TransferSyntaxUID = pydicom.uid.ImplicitVRLittleEndian
            pixel_array(dataset, raw=True)
        except Exception:
            return None
        taken = time.perf_counter() - start
        best = taken if best is None else min(best, taken)
    return best


runs = int(sys.argv[1])
print(json.dumps({path: seconds(path, runs) for path in sys.stdin.read().splitlines()}))
