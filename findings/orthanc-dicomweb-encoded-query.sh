#!/usr/bin/env bash
# Expected: a QIDO-RS search finds a patient whether the "^" between the parts of the name stands in the query as it is or
#           percent-encoded, as it must be.
# Seen:     Orthanc 1.10.1 with its DICOMweb plugin 1.7 (Debian 12) takes PatientName=Doe%5EJane for the text "Doe%5EJane":
#           status 200, an empty list, and no hint. With a plain "^" or a "*" the study is found; "?" as %3F fails likewise.
# Valid:    RFC 3986 2.1 and 3.4: "^" may not stand in a query, so clients encode it (URLSearchParams, urllib, requests do);
#           PS3.18 8.3.4 gives query values as encoded text.
# Matters:  "no study fits" is what a person reads who searches by name, though the study is there.
# Source:   RFC 3986; DICOM PS3.18 8.3.4.1; PS3.5 6.2 (PN).
# Needs Debian 12's packages, curl, and `unshare`: Orthanc listens on all addresses, so it runs in a network namespace.
set -euo pipefail
if [ "${1:-}" != inside ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  cp "$0" "$work/self.sh"
  cd "$work"
  names=$(apt-get install --simulate --no-install-recommends orthanc orthanc-dicomweb 2>/dev/null | sed -n 's/^Inst \([^ ]*\).*/\1/p')
  [ -n "$names" ] || { echo 'Could not find the packages.'; exit 2; }
  # shellcheck disable=SC2086
  apt-get -qq download $names >/dev/null || { echo 'Could not fetch the packages.'; exit 2; }
  for package in *.deb; do dpkg-deb -x "$package" unpacked; done
  unshare --net --map-root-user bash self.sh inside
  exit
fi
ip link set lo up
root=$PWD/unpacked
library=$(find "$root/usr/lib" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
plugin=$(find "$root/usr/lib/orthanc" -name 'libOrthancDicomWeb.so*' | head -n 1)
cat >orthanc.json <<JSON
{ "StorageDirectory": "$PWD/store", "IndexDirectory": "$PWD/store", "HttpPort": 8042, "DicomServerEnabled": false,
  "RemoteAccessAllowed": false, "Plugins": ["$plugin"], "DicomWeb": { "Enable": true, "Root": "/dicom-web/" } }
JSON
dictionary=$(find "$root/usr/share" /usr/share/libdcmtk* -name dicom.dic 2>/dev/null | head -n 1 || true)
LD_LIBRARY_PATH=$library DCMDICTPATH=$dictionary "$root/usr/sbin/Orthanc" orthanc.json >log 2>&1 &
trap 'kill %1; wait %1 2>/dev/null || true' EXIT
at=http://127.0.0.1:8042
for _ in $(seq 300); do curl -sf "$at/system" >system.json && break; sleep 0.1; done
[ -s system.json ] || { tail -n 5 log; exit 2; }
sed -n 's/.*"Version" : "\(.*\)".*/Orthanc \1/p' system.json
curl -s "$at/plugins/dicom-web" | sed -n 's/.*"Version" : "\(.*\)".*/DICOMweb plugin \1/p'
# Orthanc makes the object itself.
curl -sf "$at/tools/create-dicom" -d '{"Tags": {"PatientName": "Doe^Jane", "PatientID": "7", "Modality": "DX"}}' >/dev/null
found() { curl -sf -g -H 'Accept: application/dicom+json' "$at/dicom-web/studies?PatientName=$1" | { grep -o '"0020000D"' || true; } | wc -l; }
seen="plain $(found 'Doe^Jane'), star $(found 'Doe*'), encoded $(found 'Doe%5EJane'), mark encoded $(found 'Doe%3FJane')"
echo "studies found: $seen"
[ "$seen" = 'plain 1, star 1, encoded 0, mark encoded 0' ] || { echo 'This has changed.'; exit 1; }
