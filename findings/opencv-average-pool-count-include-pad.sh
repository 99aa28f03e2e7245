#!/usr/bin/env bash
# Expected: an ONNX AveragePool with count_include_pad = 1 divides each window by the size of its kernel, borders included.
# Seen:     OpenCV 4.13.0 (and 4.12.0) divides by the samples that lie inside, as if count_include_pad were 0: no error,
#           no log. Ones in a 3 x 3 pool with padding 1 stay ones at the border instead of 4/9 and 6/9. OpenCV 5.0.0 and
#           onnxruntime 1.32.0 give 4/9 and 6/9; with count_include_pad = 0 all three agree.
# Valid:    onnx.checker (full_check) accepts the model; opset 18, one node, all attributes as the operator's text has them.
# Matters:  a network that averages over neighbourhoods runs and gives other numbers near the borders of its maps.
#           Written as count_include_pad = 0 times the known share of each window, it is the same everywhere.
# Source:   ONNX operator AveragePool, attribute count_include_pad: "Whether include pad pixels when calculating values
#           for the edges. Default is 0, doesn't count include pad."
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
pip() { "$work/venv/bin/pip" install -q --disable-pip-version-check "$@" || { echo 'Could not install the packages.'; exit 2; }; }
pip numpy==2.4.6 onnx==1.23.2 onnxruntime==1.32.0
for version in 4.13.0.92 5.0.0.93; do pip --no-deps --target "$work/$version" "opencv-python-headless==$version"; done
cd "$work"
cat > pool.py <<'PY'
import sys
import cv2, numpy, onnx, onnxruntime
from onnx import TensorProto, helper

border = numpy.outer([2, 3, 3, 2], [2, 3, 3, 2]) / 9
expected = {0: numpy.ones((4, 4)), 1: border}
x = numpy.ones((1, 1, 4, 4), numpy.float32)
wrong = []
for included in (0, 1):
    node = helper.make_node("AveragePool", ["x"], ["y"], kernel_shape=[3, 3], strides=[1, 1], pads=[1, 1, 1, 1], count_include_pad=included)
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 1, 4, 4]) for name in "xy"]
    graph = helper.make_graph([node], "pool", values[:1], values[1:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, "pool.onnx")
    net = cv2.dnn.readNetFromONNX("pool.onnx")
    net.setInput(x)
    seen = net.forward()[0, 0]
    by_ort = onnxruntime.InferenceSession("pool.onnx").run(None, {"x": x})[0][0, 0]
    assert numpy.allclose(by_ort, expected[included], atol=1e-6), by_ort
    right = numpy.allclose(seen, expected[included], atol=1e-6)
    print(f"OpenCV {cv2.__version__}, count_include_pad {included}: {'right' if right else 'WRONG'}; corner {seen[0, 0]:.4f}, onnxruntime {by_ort[0, 0]:.4f}")
    if not right:
        wrong.append(included)
sys.exit(0 if wrong == ([1] if cv2.__version__.startswith("4.") else []) else 1)
PY
for version in 4.13.0.92 5.0.0.93; do
  PYTHONPATH="$work/$version" "$work/venv/bin/python" pool.py || { echo "Changed: OpenCV $version is no longer as described."; exit 1; }
done
echo 'As described: OpenCV 4.13.0 ignores count_include_pad, OpenCV 5.0.0 does not.'
