"""The tutorial's network trained by PyTorch on the starter's films: what the starter model is compared with.

    python bench/starter/torchReference.py [DATA] [EPOCHS]

Needs torch, numpy, Pillow and safetensors. The same films and split (`split.csv`), the same ImageNet trunk (batch norm folded, second block of layer 4 an
identity), layers 2-4 fine-tuned. As the tutorial does it: no standardised features and no heads first, random crop with 28 pixels of padding, mirror,
rotation by 15 degrees, brightness and contrast by 0.2, AdamW with a cosine. The learning rate and the epoch are chosen by AUC on the validation films; the
hold-out is judged once. Prints a line for each epoch and at the end the hold-out's AUC with a bootstrap over groups.
"""
import csv
import math
import pathlib
import sys

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from PIL import Image
from safetensors.torch import load_file

here = pathlib.Path(__file__).parent
data = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
epochs = int(sys.argv[2]) if len(sys.argv) > 2 else 12
SIZE, BATCH, HIDDEN, EXPERTS, SEED = 224, 32, 128, 4, 42


def read_films():
    parts = dict(train=[], validation=[], holdout=[])
    for row in csv.DictReader(open(here / "split.csv")):
        grey = Image.open(data / "fracture" / "fracatlas" / row["file"]).convert("L").resize((SIZE, SIZE), Image.Resampling.BILINEAR)
        parts[row["split"]].append((np.asarray(grey, np.uint8), int(row["label"] != "No fracture"), int(row["group"])))
    return {part: (torch.from_numpy(np.stack([f[0] for f in films])), torch.tensor([f[1] for f in films]), np.array([f[2] for f in films]))
            for part, films in parts.items()}


def block(channels, width, stride):
    parts = nn.ModuleDict(dict(conv1=nn.Conv2d(channels, width, 3, stride, 1), conv2=nn.Conv2d(width, width, 3, 1, 1)))
    if stride > 1:
        parts["downsample"] = nn.Sequential(nn.Conv2d(channels, width, 1, stride))
    return parts


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3)
        for i, (channels, width, stride) in enumerate([(64, 64, 1), (64, 128, 2), (128, 256, 2), (256, 512, 2)], 1):
            setattr(self, f"layer{i}", nn.ModuleList([block(channels, width, stride), block(width, width, 1)]))
        pointwise = lambda i, o: nn.Conv2d(i, o, 1)
        self.teacher, self.student = pointwise(512, HIDDEN), pointwise(512, HIDDEN)
        self.gate, self.shared = pointwise(2 * HIDDEN, EXPERTS), pointwise(2 * HIDDEN, HIDDEN)
        self.experts = nn.ModuleList([pointwise(2 * HIDDEN, HIDDEN) for _ in range(EXPERTS)])
        self.classifiers = nn.ModuleList([nn.Linear(HIDDEN, 2) for _ in range(3)])

    def forward(self, grey):
        mean, deviation = grey.new_tensor([0.485, 0.456, 0.406]), grey.new_tensor([0.229, 0.224, 0.225])
        x = (grey - mean.view(1, 3, 1, 1)) / deviation.view(1, 3, 1, 1)
        with torch.no_grad():
            x = self.blocks(F.max_pool2d(F.relu(self.conv1(x)), 3, 2, 1), self.layer1)
        for layer in [self.layer2, self.layer3, self.layer4]:
            x = self.blocks(x, layer)
        teacher, student = F.relu(self.teacher(x)), F.relu(self.student(x))
        both = torch.cat([teacher, student], 1)
        gates = F.softmax(self.gate(both), 1)
        routed = torch.zeros_like(gates).scatter(1, gates.topk(1, 1).indices, 1.0)
        mixed = F.relu(self.shared(both))
        for i, expert in enumerate(self.experts):
            mixed = mixed + (gates * routed)[:, i : i + 1] * F.relu(expert(both))
        logits = [classify(maps.mean((2, 3))) for classify, maps in zip(self.classifiers, [mixed, teacher, student])]
        return logits, gates, routed

    @staticmethod
    def blocks(x, layer):
        for b in layer:
            y = b["conv2"](F.relu(b["conv1"](x)))
            x = F.relu(y + (b["downsample"](x) if "downsample" in b else x))
        return x


def start():
    torch.manual_seed(SEED)
    network = Network()
    nn.init.zeros_(network.layer4[1]["conv2"].weight)
    nn.init.zeros_(network.layer4[1]["conv2"].bias)
    weights = load_file(data / "weights" / "resnet18-imagenet-bnfolded-partial.safetensors")
    missing, _ = network.load_state_dict(weights, strict=False)
    assert not [name for name in missing if name.startswith(("conv1", "layer")) and not name.startswith("layer4.1")], missing
    return network


def augmented(films, generator):
    n = len(films)
    uniform = lambda low, high: low + (high - low) * torch.rand(n, generator=generator)
    angle, mirror = uniform(-15, 15) * math.pi / 180, 1 - 2 * (uniform(0, 1) < 0.5).float()
    shift_x, shift_y = uniform(-28, 28) * 2 / SIZE, uniform(-28, 28) * 2 / SIZE
    cos, sin = angle.cos(), angle.sin()
    affine = torch.stack([torch.stack([cos * mirror, -sin, shift_x], 1), torch.stack([sin * mirror, cos, shift_y], 1)], 1)
    grid = F.affine_grid(affine, [n, 1, SIZE, SIZE], align_corners=False)
    moved = F.grid_sample(films, grid, align_corners=False)
    each = lambda low, high: uniform(low, high).view(n, 1, 1, 1)
    bright = moved * each(0.8, 1.2)
    middle = bright.mean((1, 2, 3), keepdim=True)
    return ((bright - middle) * each(0.8, 1.2) + middle).clamp(0, 1)


def as_input(films):
    return films.float().div(255).unsqueeze(1)


def probabilities(network, films):
    network.eval()
    with torch.inference_mode():
        logits = [network(as_input(films[i : i + 64]).expand(-1, 3, -1, -1))[0][0] for i in range(0, len(films), 64)]
    return F.softmax(torch.cat(logits), 1)[:, 1].numpy()


def auc(labels, scores):
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    for value in np.unique(scores):
        ranks[scores == value] = ranks[scores == value].mean()
    positive = labels == 1
    return (ranks[positive].sum() - positive.sum() * (positive.sum() + 1) / 2) / (positive.sum() * (~positive).sum())


def bootstrap(labels, scores, groups, rounds=2000):
    rng, members = np.random.default_rng(SEED), [np.flatnonzero(groups == group) for group in np.unique(groups)]
    drawn = (np.concatenate([members[i] for i in rng.integers(0, len(members), len(members))]) for _ in range(rounds))
    values = [auc(labels[pick], scores[pick]) for pick in drawn if 0 < labels[pick].sum() < len(pick)]
    return np.percentile(values, [2.5, 97.5])


def train(films, rate):
    network, generator = start(), torch.Generator().manual_seed(SEED)
    trained = [p for name, p in network.named_parameters() if not name.startswith(("conv1", "layer1"))]
    optimizer = torch.optim.AdamW(trained, lr=rate, weight_decay=0.05)
    greys, labels, _ = films["train"]
    steps = len(greys) // BATCH * epochs
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    best = (0.0, 0, None)
    for epoch in range(1, epochs + 1):
        network.train()
        order = torch.randperm(len(greys), generator=generator)
        total = 0.0
        for i in range(len(greys) // BATCH):
            members = order[i * BATCH : (i + 1) * BATCH]
            (fused, teacher, student), gates, routed = network(augmented(as_input(greys[members]), generator).expand(-1, 3, -1, -1))
            loss = sum(F.cross_entropy(logits, labels[members]) for logits in [fused, teacher, student])
            log_student = F.log_softmax(student, 1)
            loss = loss + 0.5 * (log_student.exp() * (log_student - F.log_softmax(teacher, 1).detach())).sum(1).mean()
            loss = loss + 0.01 * EXPERTS * (routed.mean((0, 2, 3)) * gates.mean((0, 2, 3))).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() / (len(greys) // BATCH)
        validated = auc(films["validation"][1].numpy(), probabilities(network, films["validation"][0]))
        print(f"rate {rate:g} epoch {epoch}: loss {total:.3f}, validation AUC {validated:.3f}", flush=True)
        if validated > best[0]:
            best = (validated, epoch, {name: value.clone() for name, value in network.state_dict().items()})
    return best


films = read_films()
tried = {rate: train(films, rate) for rate in [5e-5, 2e-4]}
rate, (validated, epoch, weights) = max(tried.items(), key=lambda one: one[1][0])
network = start()
network.load_state_dict(weights)
labels, groups = films["holdout"][1].numpy(), films["holdout"][2]
scores = probabilities(network, films["holdout"][0])
low, high = bootstrap(labels, scores, groups)
print(f"chosen: rate {rate:g}, epoch {epoch}, validation AUC {validated:.3f}; held out {auc(labels, scores):.3f} ({low:.3f}-{high:.3f}) on {len(labels)} films")
