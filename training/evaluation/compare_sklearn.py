"""The scikit-learn side of compare-sklearn.ts: iris as JSON, or one fit of the matrix in a file."""

import json
import sys
import time

import sklearn
from sklearn.datasets import load_iris
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier

if sys.argv[1] == "iris":
    iris = load_iris()
    print(json.dumps({"inputs": (iris.data * 10).round().tolist(), "labels": iris.target.tolist()}))
else:
    with open(sys.argv[2]) as file:
        problem = json.load(file)
    make = RandomForestClassifier if sys.argv[1] == "best" else ExtraTreesClassifier
    forest = make(n_estimators=int(sys.argv[3]), random_state=1, n_jobs=1)
    started = time.perf_counter()
    forest.fit(problem["train"], problem["trainLabels"])
    seconds = time.perf_counter() - started
    accuracy = forest.score(problem["test"], problem["testLabels"])
    print(json.dumps({"version": sklearn.__version__, "seconds": seconds, "accuracy": accuracy}))
