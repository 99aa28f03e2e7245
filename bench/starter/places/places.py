"""Places of fractures taught with boxes on a frozen trunk, judged out of fold (docs/places.md).

    python bench/starter/places/places.py DATA WEIGHTS CACHE [--neighbourhood 3|3,7|none] [--experts 4]

DATA is the folder of FracAtlas at 640 pixels (`films.csv`, `boxes.csv`, `Fractured/`, `Non-Fractured/`), WEIGHTS the
safetensors file of the ImageNet trunk, CACHE a folder for features (1.8 GB), which are used again when they are there.
Needs torch, numpy, Pillow and safetensors. The films and folds are those of `folds.csv`, which was written before any
training. `holdout.csv` is never opened.
"""

import argparse
import pathlib

import numpy as np
import torch

from features import any_box, boxes_on_grid, extract, on_film, read_films
from figures import report
from heads import PADDING_LOGIT, Sample, Standardise, film_evidence, place_logits, train


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "weights", "cache"):
        parser.add_argument(name, type=pathlib.Path, metavar=name.upper())
    widths = lambda text: [] if text == "none" else [int(width) for width in text.split(",")]
    means = "odd widths of the means beside a place: 3 (default), 3,7 or none"
    parser.add_argument("--neighbourhood", type=widths, default=[3], help=means)
    parser.add_argument("--experts", type=int, default=4)
    parser.add_argument("--negatives", type=int, help="negative places a film (default 60, 45, 30 with 0, 1, 2 means)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=200, help="rounds of the bootstrap")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--bfloat16", action="store_true", help="compute the features in bfloat16 instead of float32")
    return parser.parse_args()


def judge_out_of_fold(features, films, positive, negative, options):
    """-> place logits (films x GRID x GRID) and film evidence, by heads that did not learn from the film's fold."""
    negatives = options.negatives or {0: 60, 1: 45}.get(len(options.neighbourhood), 30)
    sample = Sample(features, positive, negative, negatives, options.neighbourhood, np.random.default_rng(options.seed))
    logits, film = np.zeros(positive.shape, np.float32), np.zeros(len(positive))
    for fold in np.unique(films.fold):
        learn, judge = np.flatnonzero(films.fold != fold), np.flatnonzero(films.fold == fold)
        standardise = Standardise(features, learn)
        heads = train(sample, learn, standardise, options.experts, options.seed * 1000 + int(fold))
        logits[judge] = place_logits(heads, features, judge, standardise, options.neighbourhood)
        film[judge] = film_evidence(sample.film_means, films.fracture, learn, judge)
        print(f"fold {fold} judged", flush=True)
    return logits, film


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    films = read_films(pathlib.Path(__file__).parent / "folds.csv", options.data)
    features, geometry = extract(films, options.data, options.weights, options.cache, options.bfloat16)
    boxes, inside = boxes_on_grid(films, geometry), on_film(geometry)
    positive = any_box(boxes.covers, boxes, len(inside))
    negative = inside & ~any_box(boxes.touches, boxes, len(inside))
    logits, film = judge_out_of_fold(features, films, positive, negative, options)
    logits = np.where(inside, logits, np.float32(PADDING_LOGIT))
    name = "-".join(map(str, options.neighbourhood)) or "none"
    np.savez(options.cache / f"judged-{name}-{options.experts}-{options.seed}.npz", logits=logits, film=film)
    report(films, boxes, logits, film, options.rounds)


main()
