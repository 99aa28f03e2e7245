"""Reads what is exported for other tools by those tools: a run by MLflow, marks by pycocotools.

    python bench/runtimes/others.py MLRUNS MARKS.json"""

import os
import sys

# MLflow 3 has put its file store into maintenance; it reads one all the same when it is told so.
os.environ.setdefault("MLFLOW_ALLOW_FILE_STORE", "true")

import mlflow
from mlflow.tracking import MlflowClient
from pycocotools.coco import COCO

client = MlflowClient(tracking_uri=f"file://{os.path.abspath(sys.argv[1])}")
print(f"MLflow {mlflow.__version__}")
for experiment in client.search_experiments():
    for run in client.search_runs([experiment.experiment_id]):
        courses = {name: client.get_metric_history(run.info.run_id, name) for name in run.data.metrics}
        print(experiment.name, run.info.run_id, run.info.status, f"{len(run.data.params)} params, {len(courses)} metrics")
        for name, course in sorted(courses.items()):
            print(f"  {name}: " + " ".join(f"{metric.step}:{metric.value:.4g}" for metric in course[:4]))

coco = COCO(sys.argv[2])
print(f"pycocotools: {len(coco.getImgIds())} images, {len(coco.getAnnIds())} annotations, {[c['name'] for c in coco.loadCats(coco.getCatIds())]}")
for annotation in coco.loadAnns(coco.getAnnIds()[:2]):
    print("  ", coco.loadImgs(annotation["image_id"])[0]["file_name"], annotation["bbox"], annotation["area"])
