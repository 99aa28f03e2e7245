#!/usr/bin/env bash
# Expected: a Grayscale Softcopy Presentation State whose window says VOI LUT Function SIGMOID is drawn along that curve.
# Seen:     dcmtk 3.6.7 (Debian 3.6.7-9~deb12u4) draws it along a straight line, as it draws LINEAR, without a word;
#           dcmpschk passes the state. Greys are up to 20 of 255 off. A window of LINEAR_EXACT that is narrower than 1
#           is left out, with a warning: the film comes out black.
# Valid:    the Softcopy VOI LUT Sequence includes the VOI LUT Macro, of which VOI LUT Function (0028,1056) is a part;
#           a window of LINEAR_EXACT need only be wider than 0.
# Matters:  a film that is handed on with a state of its own greys looks otherwise in software that is built on dcmtk.
#           Write a curve as a table (VOI LUT Sequence), and narrow windows over larger values.
# Source:   DICOM PS3.3 C.11.8, table C.11-2b, C.11.2.1.3.1 (SIGMOID), C.11.2.1.3.2 (LINEAR_EXACT).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=3.6.7-9~deb12u4
wanted() {
  apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances dcmtk \
    | grep '^[a-z0-9]' | grep -vE '^(libc6|libgcc-s1|gcc-[0-9]*-base|debconf|dpkg|perl.*|tar|.*:.*)$' | sort -u
}
apt-get download "dcmtk=$version" "libdcmtk17=$version" >/dev/null 2>&1 || { echo 'Could not download dcmtk.'; exit 2; }
wanted | grep -vE '^(dcmtk|libdcmtk17)$' | xargs -n 1 apt-get download >/dev/null 2>&1 || true
for package in *.deb; do dpkg -x "$package" tools; done
lib="$work/tools/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || echo x86_64-linux-gnu)"
export LD_LIBRARY_PATH="$lib:$work/tools/lib/$(basename "$lib")" DCMDICTPATH="$work/tools/usr/share/libdcmtk17/dicom.dic"
python3 -m venv python
python/bin/pip install --quiet pydicom==3.0.2 || { echo 'Could not install pydicom.'; exit 2; }


cat >make.py <<'PY'
from struct import pack

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

ROOT = '1.2.826.0.1.3680043.8.498.'
FILM, STATE = '1.2.840.10008.5.1.4.1.1.1', '1.2.840.10008.5.1.4.1.1.11.1'


def common(sop_class, number, modality):
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds.SOPClassUID = ds.file_meta.MediaStorageSOPClassUID = sop_class
    ds.SOPInstanceUID = ds.file_meta.MediaStorageSOPInstanceUID = ROOT + str(number)
    ds.PatientName, ds.PatientID, ds.PatientBirthDate, ds.PatientSex = 'Doe^Jane', '1', '', ''
    ds.StudyInstanceUID, ds.SeriesInstanceUID = ROOT + '2', ROOT + f'3.{number}'
    ds.StudyDate, ds.StudyTime, ds.AccessionNumber, ds.ReferringPhysicianName, ds.StudyID = '20240101', '120000', '', '', ''
    ds.Modality, ds.SeriesNumber, ds.InstanceNumber, ds.Manufacturer = modality, 1, 1, ''
    return ds


film = common(FILM, 10, 'CR')
film.SamplesPerPixel, film.PhotometricInterpretation, film.Rows, film.Columns = 1, 'MONOCHROME2', 1, 16
film.BitsAllocated, film.BitsStored, film.HighBit, film.PixelRepresentation = 16, 12, 11, 0
film.PixelData = pack('<16H', *range(0, 16 * 273, 273))
film.save_as('film.dcm', enforce_file_format=True)

for name, function, slope, center, width in [
    ('linear', 'LINEAR', '1', '2048', '1000'),
    ('sigmoid', 'SIGMOID', '1', '2048', '1000'),
    ('narrow', 'LINEAR_EXACT', '0.0001', '0.2048', '0.1'),
]:
    state = common(STATE, 20, 'PR')
    state.PresentationCreationDate, state.PresentationCreationTime = '20240101', '120000'
    state.ContentLabel, state.ContentDescription, state.ContentCreatorName = 'STATE', '', ''
    image, series, area, window = Dataset(), Dataset(), Dataset(), Dataset()
    image.ReferencedSOPClassUID, image.ReferencedSOPInstanceUID = FILM, film.SOPInstanceUID
    series.SeriesInstanceUID, series.ReferencedImageSequence = film.SeriesInstanceUID, [image]
    state.ReferencedSeriesSequence = [series]
    area.DisplayedAreaTopLeftHandCorner, area.DisplayedAreaBottomRightHandCorner = [1, 1], [16, 1]
    area.PresentationSizeMode, area.PresentationPixelAspectRatio = 'SCALE TO FIT', [1, 1]
    state.DisplayedAreaSelectionSequence = [area]
    state.RescaleSlope, state.RescaleIntercept, state.RescaleType = slope, '0', 'US'
    window.WindowCenter, window.WindowWidth, window.VOILUTFunction = center, width, function
    state.SoftcopyVOILUTSequence = [window]
    state.PresentationLUTShape = 'IDENTITY'
    state.save_as(f'{name}.dcm', enforce_file_format=True)
PY
cat >greys.py <<'PY'
import math, sys

drawn = {name: open(f'{name}.pgm', 'rb').read()[-16:] for name in ('linear', 'sigmoid', 'narrow')}
curve = [round(255 / (1 + math.exp(-4 * (273 * i - 2048) / 1000))) for i in range(16)]
print('linear: ', *drawn['linear'])
print('sigmoid:', *drawn['sigmoid'])
print('  wanted', *curve)
print('narrow: ', *drawn['narrow'])
off = max(abs(a - b) for a, b in zip(drawn['sigmoid'], curve))
sys.exit(not (drawn['sigmoid'] == drawn['linear'] and off > 10 and set(drawn['narrow']) == {0}))
PY
python/bin/python make.py
tools/usr/bin/dcmp2pgm --version 2>&1 | head -1 || true
for state in linear sigmoid narrow; do
  tools/usr/bin/dcmp2pgm -p "$state.dcm" film.dcm "$state.pgm" 2>&1 | grep '^W' || true
  tools/usr/bin/dcmpschk "$state.dcm" 2>&1 | grep -oE 'Test (passed|failed)'
done
if ! python/bin/python greys.py; then
  echo 'Changed: dcmtk no longer draws the states as described.'
  exit 1
fi
echo 'As described: SIGMOID is drawn as LINEAR, and a narrow window of LINEAR_EXACT not at all.'
