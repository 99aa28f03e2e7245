"""Writes sklearnReference.json: a set of judged films and what scikit-learn and SciPy measure of it.

Python 3.12, scikit-learn 1.9, SciPy 1.17:  python test/main/evaluation/sklearnReference.py
"""
import json
from pathlib import Path

import numpy as np
from scipy.stats import binomtest, norm
from sklearn.calibration import calibration_curve
from sklearn.metrics import (accuracy_score, average_precision_score, balanced_accuracy_score, brier_score_loss, confusion_matrix, f1_score,
                             precision_recall_curve, precision_score, recall_score, roc_auc_score, roc_curve)

random = np.random.default_rng(42)
count = 160
fractured = random.random(count) < 0.4
logits = random.normal(size=count) * 1.4 + np.where(fractured, 0.9, -0.7)
# Rounded so that ties occur; three digits that never end on a bin's edge.
probability = np.clip(np.round(1 / (1 + np.exp(-logits)), 2) + 0.003, 0.003, 0.993).round(3)
other = np.clip(np.round(1 / (1 + np.exp(-(0.7 * logits + 0.8 * random.normal(size=count)))), 2) + 0.003, 0.003, 0.993).round(3)
group = random.integers(0, 60, count)
called = probability >= 0.5


def delong(first, second):
    """DeLong, DeLong & Clarke-Pearson 1988 by its definition."""
    positive, negative = fractured.nonzero()[0], (~fractured).nonzero()[0]
    kernels = [(p[positive][:, None] > p[negative][None]) + 0.5 * (p[positive][:, None] == p[negative][None]) for p in (first, second)]
    s10, s01 = np.cov([k.mean(1) for k in kernels]), np.cov([k.mean(0) for k in kernels])
    covariance = s10 / len(positive) + s01 / len(negative)
    difference = kernels[1].mean() - kernels[0].mean()
    error = np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    return {'difference': difference, 'error': error, 'p': 2 * norm.sf(abs(difference) / error)}


false_positive_rate, true_positive_rate, _ = roc_curve(fractured, probability, drop_intermediate=False)
precision, recall, _ = precision_recall_curve(fractured, probability)
observed, claimed = calibration_curve(fractured, probability, n_bins=10)
only_first = int((((probability >= 0.5) == fractured) & ((other >= 0.5) != fractured)).sum())
only_second = int((((probability >= 0.5) != fractured) & ((other >= 0.5) == fractured)).sum())
reference = {
    'films': [{'fractured': bool(f), 'probability': p, 'other': o, 'group': int(g)} for f, p, o, g in zip(fractured, probability, other, group)],
    'auc': roc_auc_score(fractured, probability),
    'prAuc': average_precision_score(fractured, probability),
    'accuracy': accuracy_score(fractured, called),
    'balancedAccuracy': balanced_accuracy_score(fractured, called),
    'precision': precision_score(fractured, called),
    'recall': recall_score(fractured, called),
    'f1': f1_score(fractured, called),
    'brier': brier_score_loss(fractured, probability),
    'confusion': confusion_matrix(fractured, called).tolist(),
    'roc': [false_positive_rate.tolist(), true_positive_rate.tolist()],
    # scikit-learn goes from the lowest threshold up and ends with the point (1, 0).
    'precisionRecall': [precision[-2::-1].tolist(), recall[-2::-1].tolist()],
    'calibration': [claimed.tolist(), observed.tolist()],
    'delong': delong(probability, other),
    'mcNemar': {'onlyA': only_first, 'onlyB': only_second, 'p': binomtest(only_first, only_first + only_second).pvalue},
    'normalTail': [[z, norm.sf(z)] for z in (-2.5, 0, 0.1, 1, 1.959964, 3.9, 4.1, 6, 10)],
}
Path(__file__).with_suffix('.json').write_text(json.dumps(reference) + '\n')
