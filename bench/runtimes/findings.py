"""Boxes of the output `findings`, by the model's own words: metadata_props `finding_rule` and `operating_points`."""

import json

import numpy as np

from film import properties


def boxes(places, region, film, model):
    """places: rows x columns of probabilities. Boxes (x, y, width, height, probability, point) in film pixels."""
    words = properties(model)
    rule, points = json.loads(words["finding_rule"]), json.loads(words["operating_points"])
    rows, columns = places.shape
    inside = np.clip(places.astype(np.float64), 1e-12, 1 - 1e-12)
    odds = np.log(inside / (1 - inside))
    taken = np.zeros(places.shape, bool)
    found = []
    for at in np.argsort(-places, axis=None, kind="stable"):
        y, x = divmod(int(at), columns)
        top = places[y, x]
        if len(found) == rule["most"] or top < points["ruleOut"]:
            break
        if taken[y, x]:
            continue
        taken[y, x] = True
        members, is_top = [(y, x)], True
        for row, column in members:
            for r in range(max(0, row - 1), min(rows, row + 2)):
                for c in range(max(0, column - 1), min(columns, column + 2)):
                    is_top &= bool(places[r, c] <= top)
                    far = max(abs(r - y), abs(c - x)) > rule["reach"]
                    if far or taken[r, c] or odds[r, c] < odds[y, x] - rule["mostBelow"]:
                        continue
                    taken[r, c] = True
                    members.append((r, c))
        if is_top and (top > points["ruleOut"] or top >= points["ruleIn"]):
            found.append((*box(members, region, film, rows, columns), float(top), "rule-in" if top >= points["ruleIn"] else "rule-out"))
    return found


def box(members, region, film, rows, columns):
    x, y, width, height = region
    wide, high = width / columns, height / rows
    ys, xs = zip(*members)
    left, top = max(0, x + min(xs) * wide), max(0, y + min(ys) * high)
    right, bottom = min(film[1], x + (max(xs) + 1) * wide), min(film[0], y + (max(ys) + 1) * high)
    return left, top, right - left, bottom - top
