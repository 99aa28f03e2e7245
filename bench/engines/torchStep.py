"""Films a second of one training step in PyTorch: the same network, losses and AdamW as measure.ts beside it.

    torchStep.py BATCH WARMUP COUNTED [forward | marks SIDE]

With `forward` of one reading; with `marks` of a network that learns places from marks, of that input. Prints one JSON
object.
"""
import json
import os
import resource
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

batch, warm_up, counted = map(int, sys.argv[1:4])
forward_only = sys.argv[4:] == ["forward"]
marks = sys.argv[4:5] == ["marks"]
side = int(sys.argv[5]) if marks else 224
hidden, seen = (64, 3 * 768) if marks else (128, 512)
torch.manual_seed(1)
torch.set_num_threads(os.cpu_count())


def block(channels, width, stride):
    parts = nn.ModuleDict(dict(a=nn.Conv2d(channels, width, 3, stride, 1), b=nn.Conv2d(width, width, 3, 1, 1)))
    if stride > 1:
        parts["down"] = nn.Conv2d(channels, width, 1, stride)
    return parts


stem = nn.Conv2d(3, 64, 7, 2, 3)
layers = nn.ModuleList([nn.ModuleList([block(c, w, s), block(w, w, 1)]) for c, w, s in [(64, 64, 1), (64, 128, 2), (128, 256, 2), (256, 512, 2)]])
heads = nn.ModuleDict({name: nn.Conv2d(i, o, 1) for name, i, o in [
    ("teacher", seen, hidden), ("student", seen, hidden), ("gate", 2 * hidden, 4), ("shared", 2 * hidden, hidden),
    *[(f"e{k}", 2 * hidden, hidden) for k in range(4)],
    *[(name, hidden, 1 if marks else 2) for name in ("ct", "cs", "cf")], *([("film", 768, 2)] if marks else [])]})
fusion = nn.Parameter(torch.ones(1, 2, 1, 1))
for frozen in [stem, layers[0]]:
    frozen.requires_grad_(False)


def forward(film):
    x = F.max_pool2d(F.relu(stem((film - 0.45) / 0.225)), 3, 2, 1)
    for layer in layers:
        for b in layer:
            y = b["b"](F.relu(b["a"](x)))
            x = F.relu(y + (b["down"](x) if "down" in b else x))
        if layer is layers[2]:
            third = x
    if marks:
        film_seen = torch.cat([x, F.avg_pool2d(third, 2)], 1)
        x = torch.cat([film_seen, *[F.avg_pool2d(film_seen, width, 1, width // 2) for width in (3, 7)]], 1)
    teacher, student = F.relu(heads["teacher"](x)), F.relu(heads["student"](x))
    both = torch.cat([teacher, student], 1)
    gates = F.softmax(heads["gate"](both), 1)
    routed = (gates >= gates.topk(1, 1).values).to(gates.dtype)
    mixed = F.relu(heads["shared"](both))
    for k in range(4):
        mixed = mixed + (gates * routed)[:, k : k + 1] * F.relu(heads[f"e{k}"](both))
    maps = [heads[n](m) for n, m in [("cf", mixed), ("ct", teacher), ("cs", student)]]
    if not marks:
        return [m.mean((2, 3)) for m in maps], [], gates, routed
    film_says = heads["film"](film_seen).mean((2, 3))
    highest = [m.flatten(1).topk(3, 1).values.mean(1, keepdim=True) for m in maps]
    return [film_says + h * fusion[:, :, 0, 0] for h in highest], maps, gates, routed


trained = [p for m in [layers, heads] for p in m.parameters() if p.requires_grad] + ([fusion] if marks else [])
optimizer = torch.optim.AdamW(trained, lr=5e-5, weight_decay=0.01)
film = torch.rand(batch, 1, side, side).expand(-1, 3, -1, -1)
labels = torch.arange(batch) % 2
# A fracture of two places on every second film, which gets a tenth of the loss at places.
places = (side // 32) ** 2
is_fracture = (torch.arange(places) < 2)[None] & (labels == 1)[:, None]
place_weight = torch.where(is_fracture, 0.1 / is_fracture.sum(), 0.9 / (~is_fracture).sum())
times = []
for i in range(warm_up + counted):
    started = time.perf_counter()
    if forward_only:
        with torch.inference_mode():
            forward(film)
        if i >= warm_up:
            times.append(time.perf_counter() - started)
        continue
    optimizer.zero_grad()
    (fused, teacher, student), maps, gates, routed = forward(film)
    log_student = F.log_softmax(student, 1)
    loss = sum(F.cross_entropy(l, labels) for l in [fused, teacher, student])
    loss = loss + 0.5 * (log_student.exp() * (log_student - F.log_softmax(teacher, 1).detach())).sum(1).mean()
    loss = loss + 0.01 * 4 * (routed.mean((0, 2, 3)) * gates.mean((0, 2, 3))).sum()
    for logits in maps:
        loss = loss + F.binary_cross_entropy_with_logits(logits.flatten(1), is_fracture.float(), place_weight, reduction="sum")
    loss.backward()
    optimizer.step()
    if i >= warm_up:
        times.append(time.perf_counter() - started)
print(json.dumps(dict(filmsPerSecond=batch / sorted(times)[len(times) // 2], peakMiB=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)))
