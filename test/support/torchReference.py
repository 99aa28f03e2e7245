"""Writes test/main/network/torchReference.json: the design's network in PyTorch, float64, on weights and films that are made from a formula.

Needs torch and numpy. Run from the repository's root: python test/support/torchReference.py
The tests repeat the formula (test/support/formulaTensor.ts) and compare; no Python runs at test time.
"""
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
SHAPE = dict(inputSize=96, fit="squash", classes=2, hidden=16, experts=4, topK=2)
BATCH = 3
MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
DEVIATION = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)


def formula(count, seed):
    """Uniform in [-0.5, 0.5), from 32-bit integer hashing (the finaliser of MurmurHash3)."""
    x = (np.arange(count, dtype=np.uint64) + np.uint64(seed) * np.uint64(7919)) & np.uint64(0xFFFFFFFF)
    mask = np.uint64(0xFFFFFFFF)
    x = ((x ^ (x >> np.uint64(16))) * np.uint64(0x85EBCA6B)) & mask
    x = ((x ^ (x >> np.uint64(13))) * np.uint64(0xC2B2AE35)) & mask
    x = x ^ (x >> np.uint64(16))
    return x.astype(np.float64) / 2**32 - 0.5


def parameter_dims():
    dims = {}

    def conv(name, filters, channels, kernel):
        dims[f"{name}.weight"] = [filters, channels, kernel, kernel]
        dims[f"{name}.bias"] = [filters]

    conv("conv1", 64, 3, 7)
    before = 64
    for layer, width in enumerate([64, 128, 256, 512], 1):
        conv(f"layer{layer}.0.conv1", width, before, 3)
        conv(f"layer{layer}.0.conv2", width, width, 3)
        if layer > 1:
            conv(f"layer{layer}.0.downsample.0", width, before, 1)
        conv(f"layer{layer}.1.conv1", width, width, 3)
        conv(f"layer{layer}.1.conv2", width, width, 3)
        before = width
    dims["standardise.scale"] = [1, 512, 1, 1]
    dims["standardise.shift"] = [1, 512, 1, 1]
    hidden, classes = SHAPE["hidden"], SHAPE["classes"]

    def classifier(name):
        dims[f"{name}.weight"] = [classes, hidden, 1, 1]
        dims[f"{name}.bias"] = [1, classes]

    for branch in ["teacher", "student"]:
        conv(f"{branch}.features", hidden, 512, 1)
        classifier(f"{branch}.classifier")
    conv("gate", SHAPE["experts"], 2 * hidden, 1)
    conv("experts.shared", hidden, 2 * hidden, 1)
    for expert in range(SHAPE["experts"]):
        conv(f"experts.{expert}", hidden, 2 * hidden, 1)
    classifier("classifier")
    return dims


def make_parameters():
    made = {}
    for seed, (name, dims) in enumerate(parameter_dims().items(), 1):
        values = formula(int(np.prod(dims)), seed)
        if name == "standardise.scale":
            values = 0.2 + 0.1 * values
        elif name.endswith(".weight"):
            values = values * np.sqrt(12) * np.sqrt(2 / np.prod(dims[1:])) * (0.5 if ".1.conv2" in name else -3 if name == "gate.weight" else 1)
        else:
            values = values * 0.2
        made[name] = torch.tensor(values.astype(np.float32).astype(np.float64)).view(dims)
    return made


def trunk(p, film):
    x = (film - MEAN) / DEVIATION
    x = F.relu(F.conv2d(x, p["conv1.weight"], p["conv1.bias"], stride=2, padding=3))
    x = F.max_pool2d(x, 3, 2, 1)
    for layer in range(1, 5):
        for block in range(2):
            name = f"layer{layer}.{block}"
            stride = 2 if layer > 1 and block == 0 else 1
            y = F.relu(F.conv2d(x, p[f"{name}.conv1.weight"], p[f"{name}.conv1.bias"], stride=stride, padding=1))
            y = F.conv2d(y, p[f"{name}.conv2.weight"], p[f"{name}.conv2.bias"], padding=1)
            down = f"{name}.downsample.0"
            x = F.conv2d(x, p[f"{down}.weight"], p[f"{down}.bias"], stride=stride) if f"{down}.weight" in p else x
            x = F.relu(x + y)
    return x


def heads(p, features):
    pointwise = lambda name, x: F.conv2d(x, p[f"{name}.weight"], p[f"{name}.bias"])
    def classify(name, x):
        evidence = F.conv2d(x, p[f"{name}.weight"])
        return evidence, evidence.mean((2, 3)) + p[f"{name}.bias"]
    x = features * p["standardise.scale"] + p["standardise.shift"]
    teacher, student = F.relu(pointwise("teacher.features", x)), F.relu(pointwise("student.features", x))
    both = torch.cat([teacher, student], 1)
    gates = F.softmax(pointwise("gate", both), 1)
    routed = torch.zeros_like(gates).scatter(1, gates.topk(SHAPE["topK"], 1).indices, 1.0)
    mixed = F.relu(pointwise("experts.shared", both))
    for expert in range(SHAPE["experts"]):
        mixed = mixed + (gates * routed)[:, expert : expert + 1] * F.relu(pointwise(f"experts.{expert}", both))
    evidence, fused = classify("classifier", mixed)
    return dict(fused=fused, teacher=classify("teacher.classifier", teacher)[1], student=classify("student.classifier", student)[1],
                gates=gates, routed=routed, evidence=evidence)


def losses(out, labels, distillation=0.5, balance=0.01):
    ce = {k: F.cross_entropy(out[k], labels) for k in ["fused", "teacher", "student"]}
    kl = F.kl_div(F.log_softmax(out["teacher"], 1).detach(), F.log_softmax(out["student"], 1), reduction="batchmean", log_target=True)
    load = SHAPE["experts"] / SHAPE["topK"] * (out["routed"].mean((0, 2, 3)) * out["gates"].mean((0, 2, 3))).sum()
    return dict(ce, distillation=kl, balance=load, total=sum(ce.values()) + distillation * kl + balance * load)


def sampled(tensor):
    """Enough of a tensor to know it again: its norm, its sum and 12 of its elements."""
    flat = tensor.detach().reshape(-1).numpy()
    picks = np.unique(np.linspace(0, len(flat) - 1, 12).astype(int))
    return dict(norm=float(np.linalg.norm(flat)), sum=float(flat.sum()), at=[int(i) for i in picks], values=[float(flat[i]) for i in picks])


def main():
    parameters = make_parameters()
    size = SHAPE["inputSize"]
    # Squares of 16 pixels of one grey each, so that locations differ and each expert is chosen somewhere.
    squares = (formula(BATCH * (size // 16) ** 2, 1000) + 0.5).astype(np.float32).astype(np.float64)
    film = torch.tensor(squares).view(BATCH, 1, size // 16, size // 16).repeat_interleave(16, 2).repeat_interleave(16, 3)
    labels = torch.tensor([0, 1, 1])
    trained = {name: value.requires_grad_() for name, value in parameters.items() if not name.startswith(("conv1", "layer1", "standardise"))}

    def forward():
        out = heads(parameters, trunk(parameters, film))
        return out, losses(out, labels)

    out, parts = forward()
    names = list(trained)
    gradients = dict(zip(names, torch.autograd.grad(parts["total"], [trained[n] for n in names])))

    optimizer = torch.optim.AdamW([trained[n] for n in names], lr=1e-4, weight_decay=0.01)
    for _ in range(10):
        optimizer.zero_grad()
        _, step = forward()
        step["total"].backward()
        optimizer.step()

    result = dict(
        shape=SHAPE, batch=BATCH, labels=labels.tolist(),
        outputs={name: dict(dims=list(value.shape), values=[round(v, 12) for v in value.detach().reshape(-1).tolist()]) for name, value in out.items()},
        losses={name: float(value.detach()) for name, value in parts.items()},
        gradients={name: sampled(value) for name, value in gradients.items()},
        afterTenSteps=dict(loss=float(forward()[1]["total"].detach()), parameters={n: sampled(trained[n]) for n in ["classifier.weight", "gate.weight", "experts.0.weight", "teacher.features.weight", "layer4.0.conv2.weight", "layer2.0.conv1.weight"]}),
    )
    path = pathlib.Path("test/main/network/torchReference.json")
    path.write_text(json.dumps(result, indent=1) + "\n")
    print(f"torch {torch.__version__}: wrote {path}, losses {result['losses']}")


main()
