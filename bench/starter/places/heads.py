"""The heads that score a place, their training, and the film evidence beside them."""

import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from features import CHANNELS, GRID

HIDDEN, DROPOUT = 64, 0.5
STEPS, POSITIVES, NEGATIVES, NEGATIVE_WEIGHT = 800, 96, 416, 2.0
RATE, DECAY = 1e-3, 0.05
DISTILLATION, BALANCE, TOP_K = 0.5, 0.01, 1
HARDEST = 0.1
FILM_PENALTY = 0.03
PADDING_LOGIT = -20.0


def with_means(features, neighbourhood):
    """films x GRID x GRID x CHANNELS -> films x GRID^2 x parts x CHANNELS.

    The parts are the place itself and then its mean over each width of `neighbourhood`. What lies outside the grid
    counts as zero, and the divisor is always width^2.
    """
    maps = torch.from_numpy(np.asarray(features, np.float32)).permute(0, 3, 1, 2)
    parts = [maps] + [F.avg_pool2d(maps, width, 1, width // 2) for width in neighbourhood]
    return torch.stack(parts, 1).permute(0, 3, 4, 1, 2).reshape(len(maps), GRID * GRID, len(parts), CHANNELS)


def shares_on_grid(neighbourhood):
    """GRID^2 x parts: the share of each neighbourhood that lies on the grid."""
    ones = torch.ones(1, 1, GRID, GRID)
    parts = [ones] + [F.avg_pool2d(ones, width, 1, width // 2) for width in neighbourhood]
    return torch.stack(parts).reshape(-1, GRID * GRID).T


class Standardise:
    """Mean and deviation a channel over all places, padding included, of every 15th of the training films.

    The mean over standardised places is had from the mean over raw ones:
    (raw mean - share on the grid x channel mean) / deviation.
    """

    def __init__(self, features, films):
        places = np.asarray(features[films[::15]], np.float32).reshape(-1, CHANNELS)
        self.mean, self.deviation = torch.from_numpy(places.mean(0)), torch.from_numpy(places.std(0) + 1e-6)

    def __call__(self, raw, shares):
        """places x parts x CHANNELS and places x parts -> places x (parts CHANNELS)"""
        return ((raw.float() - shares[..., None] * self.mean) / self.deviation).flatten(-2)


class Heads(nn.Module):
    """places x inputs -> logits of the mixture, the teacher and the student, and the balance term."""

    def __init__(self, inputs, experts):
        super().__init__()
        self.teacher, self.student = nn.Linear(inputs, HIDDEN), nn.Linear(inputs, HIDDEN)
        self.gate, self.shared = nn.Linear(2 * HIDDEN, experts), nn.Linear(2 * HIDDEN, HIDDEN)
        self.experts = nn.ModuleList(nn.Linear(2 * HIDDEN, HIDDEN) for _ in range(experts))
        self.classifiers = nn.ModuleList(nn.Linear(HIDDEN, 1) for _ in range(3))

    def forward(self, x):
        x = F.dropout(x, DROPOUT, self.training)
        teacher, student = F.relu(self.teacher(x)), F.relu(self.student(x))
        both = torch.cat([teacher, student], 1)
        gates = F.softmax(self.gate(both), 1)
        routed = torch.zeros_like(gates).scatter(1, gates.topk(TOP_K, 1).indices, 1.0)
        mixed = F.relu(self.shared(both))
        for i, expert in enumerate(self.experts):
            mixed = mixed + (gates * routed)[:, i : i + 1] * F.relu(expert(both))
        balance = len(self.experts) / TOP_K * (routed.mean(0) * gates.mean(0)).sum()
        logits = [classify(part)[:, 0] for classify, part in zip(self.classifiers, [mixed, teacher, student])]
        return *logits, balance


class Sample:
    """Places to learn from, drawn once: every positive one, and up to `negatives` of a film's negative ones."""

    def __init__(self, features, positive, negative, negatives, neighbourhood, rng):
        self.film, self.place, raw = [], [], []
        self.film_means = np.zeros((len(features), CHANNELS), np.float32)
        for start in range(0, len(features), 32):
            chunk = with_means(features[start : start + 32], neighbourhood)
            self.film_means[start : start + 32] = chunk[:, :, 0].mean(1).numpy()
            for film, places in enumerate(chunk, start):
                outside = np.flatnonzero(negative[film])
                kept = np.r_[np.flatnonzero(positive[film]), rng.permutation(outside)[:negatives]]
                self.film.append(np.full(len(kept), film))
                self.place.append(kept)
                raw.append(places[kept].half())
        self.film, self.place, self.raw = np.concatenate(self.film), np.concatenate(self.place), torch.cat(raw)
        self.label = positive.reshape(len(features), -1)[self.film, self.place]
        self.shares = shares_on_grid(neighbourhood)

    def inputs(self, index, standardise):
        return standardise(self.raw[index], self.shares[self.place[index]])


def step_loss(heads, inputs, labels, weights):
    fused, teacher, student, balance = heads(inputs)
    cross_entropy = lambda logits, target: F.binary_cross_entropy_with_logits(logits, target, weights, reduction="sum")
    loss = cross_entropy(fused, labels) + cross_entropy(teacher, labels) + cross_entropy(student, labels)
    return loss + DISTILLATION * cross_entropy(student, torch.sigmoid(teacher.detach())) + BALANCE * balance


def hard_negatives(heads, sample, negatives, standardise, rng):
    """The highest tenth of `negatives`, and as many of all of them at random."""
    heads.eval()
    with torch.inference_mode():
        parts = np.array_split(negatives, 40)
        scores = torch.cat([heads(sample.inputs(part, standardise))[0] for part in parts]).numpy()
    heads.train()
    count = int(HARDEST * len(negatives))
    return np.r_[negatives[np.argsort(-scores)[:count]], rng.choice(negatives, count)]


def train(sample, films, standardise, experts, seed):
    """Heads that learned from the places of `films`."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    mine = np.isin(sample.film, films)
    positives, negatives = np.flatnonzero(mine & sample.label), np.flatnonzero(mine & ~sample.label)
    heads = Heads(sample.raw[0].numel(), experts)
    optimizer = torch.optim.AdamW(heads.parameters(), RATE, weight_decay=DECAY)
    labels = torch.cat([torch.ones(POSITIVES), torch.zeros(NEGATIVES)])
    weights = torch.where(labels > 0, 1.0, NEGATIVE_WEIGHT)
    weights /= weights.sum()
    for step in range(STEPS):
        optimizer.param_groups[0]["lr"] = RATE * (1 + math.cos(math.pi * step / STEPS)) / 2
        if step == STEPS // 2:
            negatives = hard_negatives(heads, sample, negatives, standardise, rng)
        drawn = np.r_[rng.choice(positives, POSITIVES), rng.choice(negatives, NEGATIVES)]
        loss = step_loss(heads, sample.inputs(drawn, standardise), labels, weights)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return heads.eval()


def place_logits(heads, features, films, standardise, neighbourhood):
    """films x GRID x GRID"""
    logits, shares = np.zeros((len(films), GRID, GRID), np.float32), shares_on_grid(neighbourhood)
    with torch.inference_mode():
        for start in range(0, len(films), 16):
            raw = with_means(features[films[start : start + 16]], neighbourhood)
            inputs = standardise(raw, shares.expand(len(raw), -1, -1)).flatten(0, 1)
            logits[start : start + 16] = heads(inputs)[0].reshape(-1, GRID, GRID).numpy()
    return logits


def logistic(x, y, penalty):
    """n x k, n of 0 or 1 -> k weights and then a bias.

    They make the mean negative log-likelihood + penalty/2 |weights|^2 least, by Newton's method with halved steps.
    """
    x = np.c_[x, np.ones(len(x))].astype(np.float64)
    ridge = np.diag(np.r_[np.full(x.shape[1] - 1, penalty), 1e-9])
    value = lambda b: np.mean(np.logaddexp(0, x @ b) - y * (x @ b)) + b @ ridge @ b / 2
    beta = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (p - y) / len(y) + ridge @ beta
        move = np.linalg.solve((x.T * (p * (1 - p))) @ x / len(y) + ridge, gradient)
        length = 1.0
        while value(beta - length * move) > value(beta) and length > 1e-6:
            length /= 2
        beta = beta - length * move
        if np.abs(gradient).max() < 1e-9:
            break
    return beta


def film_evidence(means, y, learn, judge):
    """Linear evidence of the films `judge` from the mean of their places, learned on the films `learn`."""
    mean, deviation = means[learn].mean(0), means[learn].std(0) + 1e-6
    beta = logistic((means[learn] - mean) / deviation, y[learn], FILM_PENALTY)
    return (means[judge] - mean) / deviation @ beta[:-1] + beta[-1]
