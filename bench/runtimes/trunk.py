"""Loads an exported trunk strictly into torchvision's resnet18, and compares what its last layer gives, averaged over
each film and standardised by nothing, with the trunk in the model's own .onnx file.

    python bench/runtimes/trunk.py MODEL.onnx TRUNK.safetensors FILM..."""

import sys

import numpy as np
import onnx
import onnxruntime
import torch
import torchvision
from safetensors import safe_open
from safetensors.torch import load_file

from film import film_input


def main(model_file, trunk_file, films):
    network = torchvision.models.resnet18()
    network.load_state_dict(load_file(trunk_file), strict=True)
    network.eval()
    with safe_open(trunk_file, "pt") as file:
        words = file.metadata()
    print(f"torchvision {torchvision.__version__}: loaded strictly. {words['licence']}; {words['loads_into']}")

    model = onnx.load(model_file)
    # The second block of layer 4 ends in the last Relu of a convolution with 512 filters that is added to its shortcut.
    layer4 = [node.output[0] for node in model.graph.node if node.op_type == "Relu"][16]
    model.graph.output.append(onnx.helper.make_tensor_value_info(layer4, onnx.TensorProto.FLOAT, None))
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    mean, std = (torch.tensor(values).view(1, 3, 1, 1) for values in ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]))
    maps = {}
    network.layer4.register_forward_hook(lambda _module, _given, said: maps.update(layer4=said))
    worst = 0.0
    for path in films:
        grey = film_input(path, model)[0][None, None]
        expected = session.run([layer4], {"film": grey})[0]
        with torch.no_grad():
            network((torch.from_numpy(grey).expand(1, 3, -1, -1) - mean) / std)
        worst = max(worst, float(np.abs(maps["layer4"].numpy() - expected).max()) / float(np.abs(expected).max()))
    print(f"largest difference of layer4 to the .onnx file, of its largest value: {worst:.1e}")
    sys.exit(0 if worst < 1e-5 else 1)


main(sys.argv[1], sys.argv[2], sys.argv[3:])
