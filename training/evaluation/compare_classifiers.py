"""The scikit-learn side of compare-classifiers.ts: what classifiers answer to held-out rows of one element.

Arguments: JSON with `features`, `labels`, `folds`, `kinds` ("plain" is learnt from and asked, "copy" learnt from, "scanned" asked) of
every row, and a file of its features as 16-bit whole numbers. Prints JSON: the label that each classifier gives to every row that is
asked, by the classifier's name.
"""

import json
import sys
import time

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

CLASSIFIERS = {
    "gradient boosting": lambda: HistGradientBoostingClassifier(
        max_iter=80, learning_rate=0.1, max_leaf_nodes=15, l2_regularization=1.0, early_stopping=False, random_state=1
    ),
    "nearest neighbours": lambda: make_pipeline(StandardScaler(), KNeighborsClassifier(5, weights="distance")),
    "support vectors": lambda: make_pipeline(StandardScaler(), SVC(C=10.0, random_state=1)),
    "multi-layer perceptron": lambda: make_pipeline(
        StandardScaler(), MLPClassifier((100,), alpha=1e-2, max_iter=60, random_state=1)
    ),
}

with open(sys.argv[1]) as file:
    rows = json.load(file)
labels, folds, kinds = (np.array(rows[name]) for name in ("labels", "folds", "kinds"))
features = np.fromfile(sys.argv[2], dtype="<i2").reshape(len(labels), -1).astype(np.float32)

answers, seconds = {}, {}
for name, make in CLASSIFIERS.items():
    started = time.perf_counter()
    answer = np.full(len(labels), -1)
    for fold in np.unique(folds):
        learnt = (folds != fold) & (kinds != "scanned")
        asked = (folds == fold) & (kinds != "copy")
        if len(np.unique(labels[learnt])) == 1:
            answer[asked] = labels[learnt][0]
        else:
            answer[asked] = make().fit(features[learnt], labels[learnt]).predict(features[asked])
    answers[name] = answer.tolist()
    seconds[name] = time.perf_counter() - started
print(json.dumps({"answers": answers, "seconds": seconds}))
