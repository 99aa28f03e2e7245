"""Figures out of fold, with 95 % intervals from a bootstrap over groups."""

import numpy as np
import torch
import torch.nn.functional as F

from features import GRID, any_box
from heads import PADDING_LOGIT, logistic

RATES = (0.25, 0.5, 1.0)
THRESHOLDS = np.arange(-4, 5, 0.125)
REGIONS = ("hand", "leg", "hip", "shoulder")
FUSION_PENALTY = 1e-4


def auc(y, scores):
    _, rank_of, count = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[rank_of]
    positives = y.sum()
    return (ranks[y == 1].sum() - positives * (positives + 1) / 2) / (positives * (len(y) - positives))


def resamples(group, rounds, seed=7):
    """rounds x films: how often each film counts when groups are drawn with replacement."""
    rng = np.random.default_rng(seed)
    groups, member = np.unique(group, return_inverse=True)
    draw = lambda: np.bincount(rng.integers(len(groups), size=len(groups)), minlength=len(groups))
    return np.stack([draw()[member] for _ in range(rounds)])


def with_interval(figure, counts):
    """`figure` takes how often each film counts."""
    low, high = np.percentile([figure(count) for count in counts], [2.5, 97.5])
    return f"{figure(np.ones(counts.shape[1], int)):.3f} ({low:.3f}-{high:.3f})"


def calibration_error(y, p, bins=10):
    bin_of = np.clip((p * bins).astype(int), 0, bins - 1)
    return sum((bin_of == b).mean() * abs(p[bin_of == b].mean() - y[bin_of == b].mean()) for b in np.unique(bin_of))


def fuse(top, film, y, fold):
    """-> log-odds of each film by weights from the other folds, and the weights from all folds.

    Weights are those of the mean of the three highest places, of the film evidence, and the bias.
    """
    x = np.c_[top, film]
    fused = np.zeros(len(y))
    for f in np.unique(fold):
        beta = logistic(x[fold != f], y[fold != f], FUSION_PENALTY)
        fused[fold == f] = x[fold == f] @ beta[:-1] + beta[-1]
    return fused, logistic(x, y, FUSION_PENALTY)


def highest_place(logits, boxes):
    """-> fractured films, whether their highest place covers a box, and whether it touches one."""
    films = np.unique(boxes.film)
    row, column = np.unravel_index(logits[films].reshape(len(films), -1).argmax(1), (GRID, GRID))
    at_peak = lambda masks: any_box(masks, boxes, len(logits))[films, row, column]
    return films, at_peak(boxes.covers), at_peak(boxes.touches)


def froc_by_peaks(logits, boxes, counts_as_hit):
    """-> figure(rate, count): share of boxes found at `rate` false findings a film.

    A finding is a peak: a place that no neighbour exceeds. One where `counts_as_hit` (boxes x GRID x GRID) is true
    finds the box, one that touches no box is false, and the rest count neither way.
    """
    peak = (F.max_pool2d(torch.from_numpy(logits)[:, None], 3, 1, 1)[:, 0].numpy() == logits) & (logits > PADDING_LOGIT)
    found = np.where(counts_as_hit & peak[boxes.film], logits[boxes.film], -np.inf).max((1, 2))
    false = peak & ~any_box(boxes.touches, boxes, len(logits))
    order = np.argsort(-logits[false])
    film, score = np.nonzero(false)[0][order], logits[false][order]

    def figure(rate, count):
        first_too_many = np.searchsorted(np.cumsum(count[film]), rate * count.sum(), side="right")
        threshold = score[first_too_many] if first_too_many < len(score) else -np.inf
        return np.average(found > threshold, weights=count[boxes.film])

    return figure


def group_labels(over):
    """films x GRID x GRID bool -> int: one number for all places of an 8-connected group, and 0 elsewhere."""
    own = torch.arange(1, GRID * GRID + 1).float().reshape(1, GRID, GRID)
    mask = torch.from_numpy(over).float()
    labels, before = own * mask, None
    while before is None or not torch.equal(labels, before):
        before, labels = labels, F.max_pool2d(labels[:, None], 3, 1, 1)[:, 0] * mask
    return labels.long().numpy()


def false_groups(over, touched):
    """How many groups of each film touch no box."""
    labels = group_labels(over)
    true_label = np.zeros((len(over), GRID * GRID + 1), bool)
    film, row, column = np.nonzero(over & touched)
    true_label[film, labels[film, row, column]] = True
    own = np.arange(1, GRID * GRID + 1).reshape(GRID, GRID)
    film, row, column = np.nonzero(over & (labels == own))
    return np.bincount(film[~true_label[film, labels[film, row, column]]], minlength=len(over))


def froc_by_groups(logits, boxes):
    """-> figure(rate, count) and threshold(rate).

    A finding is a group of places over a threshold. It finds a box that one of its places covers; it is false if it
    touches none.
    """
    touched = any_box(boxes.touches, boxes, len(logits))
    false = np.stack([false_groups(logits > threshold, touched) for threshold in THRESHOLDS])
    score = np.where(boxes.covers, logits[boxes.film], -np.inf).max((1, 2))
    found = score > THRESHOLDS[:, None]

    def best(rate, count):
        weight = count[boxes.film]
        sensitivity = np.where(false @ count <= rate * count.sum(), found @ weight / weight.sum(), -1)
        return sensitivity.argmax(), sensitivity.max()

    ones = np.ones(len(logits), int)
    return lambda rate, count: best(rate, count)[1], lambda rate: THRESHOLDS[best(rate, ones)[0]]


def sizes_of_hitting_groups(logits, boxes, threshold):
    """Places in the largest group that finds each box."""
    labels = group_labels(logits > threshold)
    hits = [(labels[film], np.unique(labels[film][covers])) for film, covers in zip(boxes.film, boxes.covers)]
    return [max((label == k).sum() for k in found if k) for label, found in hits if found.any()]


def report(films, boxes, logits, film, rounds):
    y, counts = films.fracture, resamples(films.group, rounds)
    top = np.sort(logits.reshape(len(y), -1), 1)[:, -3:].mean(1)
    fused, weights = fuse(top, film, y, films.fold)
    resampled_auc = lambda scores, count: auc(np.repeat(y, count), np.repeat(scores, count))
    auc_of = lambda scores, part: with_interval(lambda count: resampled_auc(scores, count * part), counts)
    every = np.ones(len(y), bool)
    groups = len(np.unique(films.group))
    print(f"out of fold: {len(y)} films, {y.sum()} with a fracture, {len(boxes.film)} boxes, {groups} groups")
    for name, scores in [("fused", fused), ("places alone", top), ("film alone", film)]:
        print("AUC", name, auc_of(scores, every))
    print(
        "AUC fused by fold", *(f"{auc(y[films.fold == f], fused[films.fold == f]):.3f}" for f in np.unique(films.fold))
    )
    print(f"ECE {calibration_error(y, 1 / (1 + np.exp(-fused))):.3f}")
    rule_out, rule_in = np.quantile(fused[y == 1], 0.05), np.quantile(fused[y == 0], 0.95)
    print(f"specificity at sensitivity 0.95: {(fused[y == 0] < rule_out).mean():.3f}", end="; ")
    print(f"sensitivity at specificity 0.95: {(fused[y == 1] > rule_in).mean():.3f}")
    print("fusion: log-odds = {:.3f} x mean of the three highest + {:.3f} x film {:+.3f}".format(*weights))
    fractured, strict, touch = highest_place(logits, boxes)
    hit = lambda hits: with_interval(lambda c: np.average(hits, weights=c[fractured]), counts)
    print("hit strict", hit(strict), "| touch", hit(touch))
    show = lambda figure: " / ".join(with_interval(lambda c: figure(rate, c), counts) for rate in RATES)
    print("FROC at", " / ".join(map(str, RATES)), "false findings a film")
    print("  peaks that cover a quarter:", show(froc_by_peaks(logits, boxes, boxes.covers)))
    print("  peaks that touch:", show(froc_by_peaks(logits, boxes, boxes.touches)))
    by_groups, threshold = froc_by_groups(logits, boxes)
    print("  outlined groups:", show(by_groups))
    sizes = sizes_of_hitting_groups(logits, boxes, threshold(0.5))
    middle, most = np.median(sizes), np.quantile(sizes, 0.9)
    print(f"  places in a group that finds a box, at 0.5: median {middle:.0f}, 90th percentile {most:.0f}")
    for region in REGIONS:
        part = np.array([region in of for of in films.region])
        print(f"{region}: {y[part].sum()} of {part.sum()} films with a fracture, AUC fused {auc_of(fused, part)}")
