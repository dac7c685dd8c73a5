"""Xanopy's forests without Xanopy: `onnx_example.py FOLDER ELEMENT NORMALISED.dat E0` prints the shares of the votes.

FOLDER is what `npm run export:onnx` wrote; the file has two columns, energy in eV and normalised mu. Needs numpy and onnxruntime.
"""
import json
import sys

import numpy as np
import onnxruntime

folder, element, file, e0 = sys.argv[1:4] + [float(sys.argv[4])]
energy, mu = np.loadtxt(file, usecols=(0, 1), unpack=True)
session = onnxruntime.InferenceSession(f"{folder}/{element}.onnx")
about = json.loads(session.get_modelmeta().custom_metadata_map["xanopy"])


def window(e0, is_flattened):  # normalised mu at 200 energies from E0 - 15 to E0 + 30 eV
    curve, end = mu, min(e0 + 37, energy[-1])
    if is_flattened and end - (e0 + 6) >= 15:
        fit = np.linspace(e0 + 6, end, round((end - e0 - 6) / 0.5) + 1)
        slope = np.polyfit(fit - fit.mean(), np.log(np.maximum(np.interp(fit, energy, mu), 0.05)), 1)[0]
        curve = np.where(energy > e0, mu / np.exp(slope * (energy - e0)), mu)
    return np.interp(e0 - 15 + 45 * np.arange(200) / 199, energy, curve)[None, :]


def correction(i, mu):  # eV to add to E0, seen by the aligner of one view
    return aligner.run([f"correction_{i}"], {f"window_{j}": mu for j in aligned})[0].item()


inputs = {}
aligned = [i for i, view in enumerate(about["views"]) if view["isAligned"]]
if aligned:
    aligner = onnxruntime.InferenceSession(f"{folder}/{element}.aligner.onnx")
for i, view in enumerate(about["views"]):
    at, named, flat = e0, {}, view["isFlattened"]
    for _ in range(view["passes"] if view["isAligned"] else 0):  # E0 from the whole shape, until it stays
        places = np.arange(np.ceil(at - view["within"]), at + view["within"])
        for place in places:
            if place not in named:
                named[place] = place + correction(i, window(place, flat))
        at = np.average([named[place] for place in places], weights=view["within"] - abs(places - at))
        at = min(max(at, e0 - view["reach"]), e0 + view["reach"])
    at = min(max(at, min(e0, energy[0] + 2)), max(e0, energy[-1] - 29))  # as far as the scan covers the window
    inputs[f"window_{i}"] = window(at, flat)
for output, shares in zip(session.get_outputs(), session.run(None, inputs)):
    if output.name == "cn":  # a vote counts as much as its leading coordination number is prevalent
        shares = shares * [about["prevalence"].get(str(label[0]), 1) for label in about["classes"]["cn"]]
        shares /= shares.sum()
    ranked = sorted(zip(shares[0].tolist(), about["classes"][output.name]), reverse=True)
    print(json.dumps({"of": output.name, "shares": [[share, label] for share, label in ranked if share > 0]}))
