"""Table of runtimes that run an exported model by nothing but what the .onnx file says of itself.

    python bench/runtimes/runtimes.py MODEL.onnx READINGS.jsonl [--node "node"] [--tract PROGRAM] [--json FILE] [--only NAME]

READINGS.jsonl is what `fractureguard read --json FILMS` wrote with the same model. |dp| is the largest difference of a
film's probability to it, over all films one by one and all at once. Ends with 1 where a runtime that should agree does
not."""

import argparse
import json
import sys

import numpy as np
import onnx

from engines import all_of_them
from film import film_input, properties
from findings import boxes

limit = 1e-5
# It computes in bfloat16 where the processor can, unless it is told otherwise.
known_to_differ = {"OpenVINO, its default"}


def agreement(outputs, readings, inputs, model):
    worst, same_boxes = 0.0, True
    for i, (reading, (_, region, film)) in enumerate(zip(readings, inputs)):
        worst = max(worst, abs(float(outputs["probability"].reshape(-1)[i]) - reading["probability"]))
        if "findings" in outputs:
            rule = json.loads(properties(model)["finding_rule"])
            places = outputs["findings"].reshape(len(readings), rule["rows"], rule["columns"])[i]
            same_boxes &= alike(boxes(places, region, film, model), reading["findings"])
    return worst, same_boxes


def alike(found, told):
    if len(found) != len(told):
        return False
    for (x, y, width, height, probability, point), finding in zip(found, told):
        near = all(abs(a - finding[k]) <= 0.06 for a, k in ((x, "x"), (y, "y"), (width, "width"), (height, "height")))
        if not near or abs(probability - finding["probability"]) > limit or point != finding["point"]:
            return False
    return True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("readings")
    parser.add_argument("--node", nargs="*")
    parser.add_argument("--tract")
    parser.add_argument("--json")
    parser.add_argument("--only", help="a runtime by its name")
    options = parser.parse_args()
    model = onnx.load(options.model)
    onnx.checker.check_model(model, full_check=True)
    with open(options.readings, encoding="utf-8") as lines:
        readings = [json.loads(line) for line in lines if line.strip()]
    inputs = [film_input(reading["file"], model) for reading in readings]
    batch = np.stack([pixels for pixels, _, _ in inputs])[:, None]

    table, failed = [], False
    for name, prepare in all_of_them(options.node, options.tract).items():
        if options.only not in (None, name):
            continue
        try:
            version, run = prepare(options.model, model)
            singles = [run(film[None]) for film in batch]
            together = {key: np.concatenate([one[key].reshape(1, -1) for one in singles]) for key in ("probability", "findings") if key in singles[0]}
            one, same_one = agreement(together, readings, inputs, model)
            many, same_many = agreement(run(batch), readings, inputs, model)
            row = {"runtime": name, "version": version, "one": one, "many": many, "findings": same_one and same_many}
            failed |= (max(one, many) >= limit or not row["findings"]) and name not in known_to_differ
            print(f"| {name} | {version} | {one:.1e} | {many:.1e} | {'the same' if row['findings'] else 'others'} |", flush=True)
        except Exception as fault:  # A runtime that cannot is a row of the table too.
            row = {"runtime": name, "fault": f"{type(fault).__name__}: {fault}"[:300]}
            failed = True
            print(f"| {name} | | {row['fault']} | | |", flush=True)
        table.append(row)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(table, file, indent=1)
    sys.exit(1 if failed else 0)


main()
