"""The scikit-learn side of evaluate-classifiers.ts: what classifiers answer to held-out spectra of one element.

Arguments: a JSON file with `folds` and `materials` (a number each row) and `tasks` (`rows` learnt from and their `labels`; the first
task is the CN ranking), and a file of the rows' features as 16-bit whole numbers. Every fold is answered by classifiers that learnt
the others; the parameters of a grid are chosen by the CN ranking within the rows that are learnt from, split by material. Prints
JSON: for each classifier a label of every row for each task.
"""

import json
import sys

import numpy as np
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GridSearchCV, GroupKFold
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def scaled(classifier):
    return Pipeline([("scale", StandardScaler()), ("it", classifier)])


def network(*layers):
    return scaled(MLPClassifier(layers, max_iter=200, tol=1e-3, n_iter_no_change=10, random_state=1))


CLASSIFIERS = {
    "most frequent label": (DummyClassifier(strategy="most_frequent"), {}),
    "k nearest neighbours": (
        scaled(KNeighborsClassifier()),
        {"it__n_neighbors": [1, 3, 5, 10], "it__weights": ["uniform", "distance"]},
    ),
    "random forest": (RandomForestClassifier(50, random_state=1), {"min_samples_leaf": [1, 3]}),
    "multi-layer perceptron": (network(100), {"it__alpha": [1e-4, 1e-1]}),
    "two-layer network": (network(100, 50), {"it__alpha": [1e-4, 1e-1]}),
    "support vectors": (scaled(SVC()), {"it__C": [1, 10, 100], "it__kernel": ["rbf", "linear"]}),
}

if sys.argv[1:] == ["--grids"]:
    print(json.dumps({name: {key.replace("it__", ""): values for key, values in grid.items()} for name, (_, grid) in CLASSIFIERS.items()}))
    sys.exit()

with open(sys.argv[1]) as file:
    question = json.load(file)
folds, materials = np.array(question["folds"]), np.array(question["materials"])
features = np.fromfile(sys.argv[2], dtype="<i2").reshape(len(folds), -1).astype(np.float32)
tasks = [(np.array(task["rows"], dtype=int), np.array(task["labels"], dtype=int)) for task in question["tasks"]]
answers = {name: [[0] * len(folds) for _ in tasks] for name in CLASSIFIERS}

for fold in np.unique(folds):
    asked = np.flatnonzero(folds == fold)
    for name, (classifier, grid) in CLASSIFIERS.items():
        chosen = {}
        for t, (rows, labels) in enumerate(tasks):
            learnt = folds[rows] != fold
            x, y, groups = features[rows[learnt]], labels[learnt], materials[rows[learnt]]
            if len(y) == 0:
                continue
            if len(np.unique(y)) == 1:
                answer = np.full(len(asked), y[0])
            else:
                if t == 0 and grid:
                    search = GridSearchCV(classifier, grid, cv=GroupKFold(3), refit=False).fit(x, y, groups=groups)
                    chosen = search.best_params_
                if name == "k nearest neighbours" and len(y) < chosen.get("it__n_neighbors", 5):
                    chosen = {**chosen, "it__n_neighbors": 1}
                answer = classifier.set_params(**chosen).fit(x, y).predict(features[asked])
            for row, label in zip(asked, answer):
                answers[name][t][row] = int(label)
print(json.dumps(answers))
