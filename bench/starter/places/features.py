"""Films, boxes and what the frozen trunk sees at each place.

A film is padded to a square of SIZE pixels. A place is one of GRID x GRID squares of STRIDE pixels, the grid of the
trunk's layer 4. Its features are layer 4 (512 channels) and then the mean of the four layer 3 positions below it (256
channels).
"""

import csv
import pathlib
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from safetensors.torch import load_file

SIZE, STRIDE, CHANNELS = 640, 32, 768
GRID = SIZE // STRIDE


@dataclass
class Films:
    names: list[str]
    fracture: np.ndarray  # 0 or 1, a film
    group: np.ndarray  # films that may be of one patient share a number
    fold: np.ndarray
    region: list[list[str]]
    boxes: list[list[list[float]]]  # x, y, width, height in pixels of the film's file


def read_films(folds, data):
    """The films of the CSV `folds`, in its order, with the boxes and regions of the folder `data`."""
    rows = list(csv.DictReader(open(folds)))
    boxes = {}
    for box in csv.DictReader(open(data / "boxes.csv")):
        boxes.setdefault(box["file"], []).append([float(box[k]) for k in ("x", "y", "width", "height")])
    region = {film["file"]: film["region"].split("+") for film in csv.DictReader(open(data / "films.csv"))}
    names = [row["file"] for row in rows]
    return Films(
        names,
        np.array([int(name.startswith("Fractured/")) for name in names]),
        np.array([int(row["group"]) for row in rows]),
        np.array([int(row["fold"]) for row in rows]),
        [region[name] for name in names],
        [boxes.get(name, []) for name in names],
    )


def padded_square(path):
    """-> SIZE x SIZE float32 in 0..1, and (scale x, scale y, left, top), which take a box of the file to the square."""
    grey = np.asarray(Image.open(path).convert("L"), np.float32)
    grey = (grey - grey.min()) / max(float(np.ptp(grey)), 1e-6)
    height, width = grey.shape
    scale = SIZE / max(height, width)
    h, w = max(1, round(height * scale)), max(1, round(width * scale))
    top, left = (SIZE - h) // 2, (SIZE - w) // 2
    square = np.zeros((SIZE, SIZE), np.float32)
    square[top : top + h, left : left + w] = Image.fromarray(grey).resize((w, h), Image.Resampling.BILINEAR)
    return square, (w / width, h / height, left, top)


def trunk(weights, grey):
    """n x 1 x SIZE x SIZE greys in 0..1 -> layer 3 (n x 256 x 2 GRID x 2 GRID) and layer 4 (n x 512 x GRID x GRID).

    ResNet-18 with batch norm folded into the convolutions. The second block of layer 4 is missing: an identity.
    """

    def convolve(x, name, stride, padding):
        return F.conv2d(x, weights[f"{name}.weight"], weights[f"{name}.bias"], stride, padding)

    def block(x, name, stride):
        y = convolve(F.relu(convolve(x, f"{name}.conv1", stride, 1)), f"{name}.conv2", 1, 1)
        return F.relu(y + (x if stride == 1 else convolve(x, f"{name}.downsample.0", stride, 0)))

    mean, deviation = grey.new_tensor([0.485, 0.456, 0.406]), grey.new_tensor([0.229, 0.224, 0.225])
    x = (grey - mean.view(1, 3, 1, 1)) / deviation.view(1, 3, 1, 1)
    x = F.max_pool2d(F.relu(convolve(x, "conv1", 2, 3)), 3, 2, 1)
    for layer in (1, 2, 3):
        x = block(block(x, f"layer{layer}.0", 1 if layer == 1 else 2), f"layer{layer}.1", 1)
    return x, block(x, "layer4.0", 2)


def extract(films, data, weights_file, cache, bfloat16=False, batch=4):
    """-> features (films x GRID x GRID x CHANNELS, on disk) and geometry (films x 4); made if `cache` lacks them.

    Features are computed in float32, or bfloat16 if told so, and kept in float16.
    """
    feature_file, geometry_file, names_file = (cache / name for name in ("features.npy", "geometry.npy", "films.txt"))
    if not feature_file.exists():
        cache.mkdir(parents=True, exist_ok=True)
        weights = load_file(weights_file)
        part = pathlib.Path(f"{feature_file}.part")
        out = np.lib.format.open_memmap(part, "w+", np.float16, (len(films.names), GRID, GRID, CHANNELS))
        geometry = np.zeros((len(films.names), 4), np.float32)
        for start in range(0, len(films.names), batch):
            squares = [padded_square(data / name) for name in films.names[start : start + batch]]
            geometry[start : start + batch] = [place for _, place in squares]
            grey = torch.from_numpy(np.stack([square for square, _ in squares])).unsqueeze(1)
            with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
                layer3, layer4 = trunk(weights, grey.contiguous(memory_format=torch.channels_last))
                both = torch.cat([layer4.float(), F.avg_pool2d(layer3.float(), 2)], 1)
            out[start : start + batch] = both.permute(0, 2, 3, 1).numpy()
            if start % 200 == 0:
                print(f"features of {start} of {len(films.names)} films", flush=True)
        out.flush()
        np.save(geometry_file, geometry)
        names_file.write_text("\n".join(films.names))
        part.rename(feature_file)  # last, so that a run that was cut off leaves nothing that looks whole
    if names_file.read_text().split("\n") != films.names:
        raise SystemExit(f"{cache} was made of other films or in another order: give another folder")
    return np.load(feature_file, mmap_mode="r"), np.load(geometry_file)


@dataclass
class Boxes:
    film: np.ndarray  # boxes: index of its film
    covers: np.ndarray  # boxes x GRID x GRID: overlap of at least a quarter of the place or a quarter of the box
    touches: np.ndarray  # boxes x GRID x GRID: any overlap


def boxes_on_grid(films, geometry):
    edges, film, covers, touches = np.arange(GRID) * STRIDE, [], [], []
    for index, (scale_x, scale_y, left, top) in enumerate(geometry):
        for x, y, width, height in films.boxes[index]:
            x, y, width, height = x * scale_x + left, y * scale_y + top, width * scale_x, height * scale_y
            along_x = np.clip(np.minimum(edges + STRIDE, x + width) - np.maximum(edges, x), 0, None)
            along_y = np.clip(np.minimum(edges + STRIDE, y + height) - np.maximum(edges, y), 0, None)
            overlap = np.outer(along_y, along_x)
            film.append(index)
            covers.append((overlap >= STRIDE * STRIDE / 4) | (overlap >= width * height / 4))
            touches.append(overlap > 0)
    return Boxes(np.array(film), np.stack(covers), np.stack(touches))


def any_box(masks, boxes, count):
    """boxes x GRID x GRID -> films x GRID x GRID: true where it is for one of the film's boxes."""
    result = np.zeros((count, GRID, GRID), bool)
    np.logical_or.at(result, boxes.film, masks)
    return result


def on_film(geometry):
    """films x GRID x GRID: false where a place is padding alone."""
    edges = np.arange(GRID) * STRIDE
    inside = lambda border: (edges + STRIDE > border[:, None]) & (edges < SIZE - border[:, None])
    return inside(geometry[:, 3])[:, :, None] & inside(geometry[:, 2])[:, None, :]
