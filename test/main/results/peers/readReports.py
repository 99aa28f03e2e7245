"""Reads reports with highdicom and prints what it finds in them as JSON: file names are the arguments."""
import json
import sys

from highdicom.sr import srread


def found(path):
    content = srread(path).content
    planar = content.get_planar_roi_measurement_groups()
    film = content.get_image_measurement_groups()
    certainty = lambda group: [m.value for m in group.get_measurements() if m.name.value == "111013"]
    return {
        "film": [certainty(group) for group in film],
        "places": [
            {"certainty": certainty(group), "points": group.roi.value.tolist(), "finding": group.finding_type.meaning}
            for group in planar
        ],
    }


print(json.dumps([found(path) for path in sys.argv[1:]]))
