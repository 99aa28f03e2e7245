"""Films per second of a PyTorch DataLoader over a folder of JPEG or DICOM films and a ResNet-18, batch 8. Prints the number.

DICOM films are decoded by pydicom with each of the decoders that are installed, in this process and in as many others as
there are threads; what is fastest on the first 16 films reads all of them.
"""
import itertools, sys, time
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset, Subset

folder, side = Path(sys.argv[1]), int(sys.argv[2])


class Films(Dataset):
    def __init__(self):
        self.paths = sorted(path for path in folder.rglob("*") if path.suffix in (".jpg", ".dcm"))
        self.decoder = None

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, index):
        if self.paths[index].suffix == ".dcm":
            return dicom(self.paths[index], self.decoder)
        film = Image.open(self.paths[index]).convert("L")
        scale = side / max(film.size)
        film = film.resize([max(1, round(length * scale)) for length in film.size], Image.BILINEAR)
        square = Image.new("L", (side, side))
        square.paste(film, ((side - film.width) // 2, (side - film.height) // 2))
        return torch.from_numpy(np.asarray(square, np.float32) / 255)[None].repeat(3, 1, 1)


def dicom(path, decoder):
    film = pydicom.dcmread(path)
    if decoder:
        film.pixel_array_options(decoding_plugin=decoder)
    values = torch.from_numpy(film.pixel_array.astype(np.float32))[None, None]
    low, high = values.min(), values.max()
    scale = side / max(values.shape)
    size = [max(1, round(length * scale)) for length in values.shape[2:]]
    small = nn.functional.interpolate((values - low) / (high - low), size, mode="bilinear", antialias=True)[0]
    square = torch.zeros(1, side, side)
    top, left = (side - size[0]) // 2, (side - size[1]) // 2
    square[:, top : top + size[0], left : left + size[1]] = small
    return square.repeat(3, 1, 1)


class Block(nn.Module):
    def __init__(self, given, made, stride):
        super().__init__()
        self.main = nn.Sequential(nn.Conv2d(given, made, 3, stride, 1), nn.ReLU(), nn.Conv2d(made, made, 3, 1, 1))
        self.side = nn.Conv2d(given, made, 1, stride) if given != made or stride > 1 else nn.Identity()

    def forward(self, x):
        return torch.relu(self.main(x) + self.side(x))


layers = [nn.Conv2d(3, 64, 7, 2, 3), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
for given, made, stride in [(64, 64, 1), (64, 64, 1), (64, 128, 2), (128, 128, 1), (128, 256, 2), (256, 256, 1), (256, 512, 2), (512, 512, 1)]:
    layers.append(Block(given, made, stride))
network = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 2)).eval()

films = Films()
decoders = [None]
if films.paths[0].suffix == ".dcm":
    import pydicom

    if pydicom.dcmread(films.paths[0]).file_meta.TransferSyntaxUID.is_compressed:
        decoders = ["gdcm", "pylibjpeg"]


def rate(number, choice):
    workers, films.decoder = choice
    started = time.perf_counter()
    for batch in DataLoader(Subset(films, range(number)), batch_size=8, num_workers=workers):
        network(batch)
    return number / (time.perf_counter() - started)


choices = list(itertools.product((0, torch.get_num_threads()), decoders))
tried = min(16, len(films))
with torch.inference_mode():
    network(torch.zeros(8, 3, side, side))
    rates = {choice: rate(tried, choice) for choice in choices}
    best = max(choices, key=rates.get)
    print(rates[best] if tried == len(films) else rate(len(films), best))
