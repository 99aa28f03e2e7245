#!/usr/bin/env bash
# Expected: a Grayscale Softcopy Presentation State whose Patient's Name is present and empty is shown like any other.
# Seen:     dcmtk 3.6.7 (Debian 3.6.7-9~deb12u4) refuses it: "patientName absent or empty in presentation state";
#           dcmpschk calls its test failed, and dcmp2pgm draws no film. With a name in it the same file passes.
# Valid:    Patient's Name (0010,0010) is type 2 in the Patient Module: it must be there and may be empty, as it is in
#           films that were de-identified or taken in an emergency.
# Matters:  annotations on films without a name cannot be looked at, or checked, with dcmtk's tools.
#           Test such states with another reader, or with a name put in.
# Source:   DICOM PS3.3 table C.7-1 (Patient Module), PS3.5 section 7.4.3 (type 2).
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
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

ROOT = '1.2.826.0.1.3680043.8.498.'


def state(name):
    ds = Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds.SOPClassUID = ds.file_meta.MediaStorageSOPClassUID = '1.2.840.10008.5.1.4.1.1.11.1'
    ds.SOPInstanceUID = ds.file_meta.MediaStorageSOPInstanceUID = ROOT + '1'
    ds.PatientName, ds.PatientID, ds.PatientBirthDate, ds.PatientSex = name, '1', '', ''
    ds.StudyInstanceUID, ds.SeriesInstanceUID = ROOT + '2', ROOT + '3'
    ds.StudyDate, ds.StudyTime, ds.AccessionNumber, ds.ReferringPhysicianName, ds.StudyID = '20240101', '120000', '', '', ''
    ds.Modality, ds.SeriesNumber, ds.InstanceNumber, ds.Manufacturer = 'PR', 1, 1, ''
    ds.PresentationCreationDate, ds.PresentationCreationTime = '20240101', '120000'
    ds.ContentLabel, ds.ContentDescription, ds.ContentCreatorName = 'STATE', '', ''
    image, series = Dataset(), Dataset()
    image.ReferencedSOPClassUID, image.ReferencedSOPInstanceUID = '1.2.840.10008.5.1.4.1.1.1', ROOT + '4'
    series.SeriesInstanceUID, series.ReferencedImageSequence = ROOT + '5', [image]
    ds.ReferencedSeriesSequence = [series]
    area = Dataset()
    area.DisplayedAreaTopLeftHandCorner, area.DisplayedAreaBottomRightHandCorner = [1, 1], [4, 4]
    area.PresentationSizeMode, area.PresentationPixelAspectRatio = 'SCALE TO FIT', [1, 1]
    ds.DisplayedAreaSelectionSequence = [area]
    ds.PresentationLUTShape = 'IDENTITY'
    return ds


for file, name in [('named.dcm', 'Doe^Jane'), ('empty.dcm', '')]:
    state(name).save_as(file, enforce_file_format=True)
PY
python/bin/python make.py

tools/usr/bin/dcmpschk --version 2>&1 | head -1 || true
changed=0
for file in named empty; do
  said=$(tools/usr/bin/dcmpschk "$file.dcm" 2>&1 || true)
  echo "$file: $(grep -oE 'patientName absent or empty|Test (passed|failed)' <<<"$said" | sort -u | paste -sd, -)"
  case "$file" in
    named) grep -q 'Test passed' <<<"$said" || changed=1 ;;
    empty) grep -q 'patientName absent or empty in presentation state' <<<"$said" || changed=1 ;;
  esac
done
if ((changed)); then
  echo 'Changed: dcmtk no longer treats the two files as described.'
  exit 1
fi
echo 'As described: a presentation state with an empty name is refused, and passes with one.'
