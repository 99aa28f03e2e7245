"""Each runtime: its version, and a function from a batch of films to {output: array}. None of them is told anything but
the file."""

import json
import os
import subprocess
import tempfile

import numpy as np

here = os.path.dirname(os.path.abspath(__file__))


def onnxruntime(path, _model):
    import onnxruntime as ort

    session = ort.InferenceSession(path, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    return ort.__version__, lambda batch: dict(zip(names, session.run(names, {"film": batch})))


def openvino(path, _model, hints=None):
    import openvino as ov

    compiled = ov.Core().compile_model(path, "CPU", hints or {})
    return ov.__version__.split("-")[0], lambda batch: {key.get_any_name(): value for key, value in compiled(batch).items()}


def openvino_f32(path, model):
    return openvino(path, model, {"INFERENCE_PRECISION_HINT": "f32"})


def opencv(path, model):
    import cv2

    net = cv2.dnn.readNetFromONNX(path)
    names = [output.name for output in model.graph.output]

    def run(batch):
        net.setInput(batch, "film")
        return dict(zip(names, net.forward(names)))

    return cv2.__version__, run


def onnx2torch(path, model):
    import importlib.metadata

    import torch
    from onnx2torch import convert

    network = convert(path).eval()
    names = [output.name for output in model.graph.output]

    def run(batch):
        with torch.no_grad():
            return {name: value.numpy() for name, value in zip(names, network(torch.from_numpy(batch)))}

    return f"{importlib.metadata.version('onnx2torch')}, torch {torch.__version__.split('+')[0]}", run


def program(command):
    """A program that is given the model, a file of float32 films and their number, and writes `probability` and
    `findings` as JSON; the first thing that it says is its version."""

    def prepare(path, _model):
        def run(batch):
            with tempfile.NamedTemporaryFile(suffix=".f32") as films:
                films.write(np.ascontiguousarray(batch).tobytes())
                films.flush()
                said = subprocess.run([*command, path, films.name, str(len(batch))], capture_output=True, text=True)
            if said.returncode != 0:
                raise RuntimeError(said.stderr.strip().splitlines()[-1] if said.stderr.strip() else "ended without a word")
            return {name: np.asarray(value, np.float32) for name, value in json.loads(said.stdout).items()}

        version = subprocess.run([*command, "--version"], capture_output=True, text=True).stdout.strip()
        return version, run

    return prepare


def all_of_them(node, tract):
    runtimes = {
        "onnxruntime (Python)": onnxruntime,
        "onnxruntime-web (WebAssembly)": program([*node, os.path.join(here, "web.mjs")]) if node else None,
        "OpenVINO, f32": openvino_f32,
        "OpenVINO, its default": openvino,
        "OpenCV": opencv,
        "onnx2torch": onnx2torch,
        "tract": program([tract]) if tract else None,
    }
    return {name: prepare for name, prepare in runtimes.items() if prepare}
