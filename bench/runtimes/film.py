"""A film as the network's input, by the model's own words: metadata_props `preprocessing` of the .onnx file."""

import json

import numpy as np
from PIL import Image, ImageOps


def properties(model):
    return {entry.key: entry.value for entry in model.metadata_props}


def film_input(path, model):
    """The input (rows x columns, float32, 0..1) and the region of the film, in film pixels, that it shows."""
    recipe = json.loads(properties(model)["preprocessing"])
    if recipe["version"] != 1:
        raise SystemExit(f"Preprocessing of version {recipe['version']} is not known here.")
    grey, region = None, None
    picture = Image.open(path)
    for step in recipe["steps"]:
        kind = step["step"]
        if kind == "upright":
            picture = ImageOps.exif_transpose(picture)
        elif kind == "dicom":
            pass  # The films here are pictures.
        elif kind == "grey":
            grey = as_grey(picture, step)
        elif kind == "stretch":
            low, high = grey.min(), grey.max()
            grey = (grey - low) / (high - low) if high > low else np.full_like(grey, step["constantFilm"])
        elif kind == "resize":
            rows, columns = grey.shape
            height = width = step["side"]
            if step["to"] == "longest side":
                scale = step["side"] / max(rows, columns)
                height, width = (max(1, int(n * scale + 0.5)) for n in (rows, columns))
            shown = Image.fromarray(grey.astype(np.float32), mode="F").resize((width, height), Image.Resampling.BILINEAR)
            grey = np.asarray(shown)
            region = (0, 0, columns, rows)
        elif kind == "pad":
            side = step["side"]
            top, left = (side - height) // 2, (side - width) // 2
            square = np.full((side, side), step["value"], np.float32)
            square[top : top + height, left : left + width] = grey
            grey = square
            high, wide = rows / height, columns / width
            region = (-left * wide, -top * high, side * wide, side * high)
        else:
            raise SystemExit(f"A step {kind} is not known here.")
    return grey.astype(np.float32), region, (rows, columns)


def as_grey(picture, step):
    samples = np.asarray(picture).astype(np.float64)
    if samples.ndim == 2:
        return samples
    level = samples[:, :, :3] @ np.array(step["weights"])
    return np.floor(level + 0.5) if step["rounded"] else level
