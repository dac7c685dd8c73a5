"""The rival of bench/pipe.ts: the published method as a loop in Python, numpy and scikit-learn.

    published_method.py TRAINING.json SPECTRA.ndjson [whole] > ANSWERS.ndjson

A forest of 30 trees for the coordination numbers and one of 50 for the motifs of each, on 200 intensities divided by their
maximum. `whole` asks again with the disturbances that Xanopy tries. Prints seconds of this process for the loop alone.
"""

import json
import sys
import time

import numpy as np
import sklearn
from sklearn.ensemble import RandomForestClassifier

START, LENGTH, POINTS = -15.0, 45.0, 200
SHIFTS, NOISE, BROADENING, STEP_ERRORS = (-3, -2, -1, 0, 1, 2, 3), (0.01, 0.02, 0.05), (0.5, 1.0, 1.5), (-0.05, 0.05)


def fitted(windows, labels, trees):
    if len(set(labels)) < 2:
        return None
    return RandomForestClassifier(n_estimators=trees, random_state=1, n_jobs=1).fit(windows, labels)


def normalised(energy, mu):
    """Edge step 1 and E0 at half of it; constants below and above, as both ranges are short."""
    rise = energy[np.argmax(np.gradient(mu, energy))]
    before, after = mu[energy < rise - 8], mu[energy > rise + 25]
    low = before.mean() if len(before) else mu[0]
    high = after.mean() if len(after) else mu[-1]
    mu = (mu - low) / (high - low)
    near = np.flatnonzero((energy[:-1] > rise - 15) & (energy[:-1] < rise + 15) & (mu[:-1] < 0.5) & (mu[1:] >= 0.5))
    if len(near) == 0:
        return mu, rise
    i = near[-1]
    return mu, energy[i] + (0.5 - mu[i]) / (mu[i + 1] - mu[i]) * (energy[i + 1] - energy[i])


def broadened(energy, mu, sigma):
    weights = np.exp(-0.5 * ((energy[:, None] - energy[None, :]) / sigma) ** 2) * np.gradient(energy)[None, :]
    return weights @ mu / weights.sum(axis=1)


class Method:
    def __init__(self, data):
        windows = np.array(data["windows"])
        windows /= windows.max(axis=1, keepdims=True)
        self.numbers = fitted(windows, data["rankings"], 30)
        self.motifs = {}
        for number, labels in data["motifs"].items():
            chosen = [i for i, label in enumerate(labels) if label is not None]
            self.motifs[number] = fitted(windows[chosen], [labels[i] for i in chosen], 50), labels[chosen[0]]

    def votes(self, energy, mu, e0):
        window = np.interp(e0 + START + LENGTH * np.arange(POINTS) / (POINTS - 1), energy, mu)
        window = (window / window.max())[None, :]
        shares = self.numbers.predict_proba(window)[0]
        ranking = self.numbers.classes_[np.argmax(shares)]
        answer = {"ranking": ranking, "share": float(shares.max()), "motifs": {}}
        for number in ranking.split(","):
            forest, only = self.motifs[number]
            answer["motifs"][number] = (
                only if forest is None else forest.classes_[np.argmax(forest.predict_proba(window)[0])]
            )
        return answer

    def answer(self, spectrum, is_whole, random):
        energy = np.array(spectrum["energy"])
        mu, e0 = normalised(energy, np.array(spectrum["mu"]))
        found = {"id": spectrum["id"], "e0": float(e0), **self.votes(energy, mu, e0)}
        if is_whole:
            found["stability"] = [
                *(self.votes(energy, mu, e0 + shift) for shift in SHIFTS),
                *(self.votes(energy, mu + noise * random.standard_normal(len(mu)), e0) for noise in NOISE),
                *(self.votes(energy, broadened(energy, mu, sigma), e0) for sigma in BROADENING),
                *(self.votes(energy, (mu + error) / (1 + error), e0) for error in STEP_ERRORS),
            ]
        return found


def main():
    with open(sys.argv[1]) as file:
        method = Method(json.load(file))
    is_whole = "whole" in sys.argv[3:]
    random = np.random.default_rng(1)
    started = time.process_time()
    count = 0
    with open(sys.argv[2]) as lines:
        for line in lines:
            print(json.dumps(method.answer(json.loads(line), is_whole, random)))
            count += 1
    seconds = time.process_time() - started
    print(json.dumps({"count": count, "seconds": seconds, "sklearn": sklearn.__version__}), file=sys.stderr)


main()
